import { useHere } from '../frame/session'
import { useAsked, useProject } from '../question/useQuestion'

/** Where the file of a report is: the session's cookie opens it, and an operator says of which project. */
export function useFileAddress(): (report: string, format?: string, more?: Record<string, string>) => string {
  const { span } = useAsked()
  const { id } = useProject()
  const { session } = useHere()
  return (report, format, more) => {
    const asked = new URLSearchParams({
      start_at: span.start,
      end_at: span.end,
      ...(format && { format }),
      ...(session.project === null && { project: id }),
      ...more,
    })
    return `/api/v1/exports/${report}?${asked.toString()}`
  }
}
