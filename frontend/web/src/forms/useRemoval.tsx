import type { AnyVariables, TypedDocumentNode } from '@urql/core'
import { type ReactNode, useState } from 'react'
import { useMutation } from 'urql'
import { useProject } from '../question/useQuestion'
import { DeleteDialog } from './DeleteDialog'

interface Named {
  id: string
  name: string
}

/** Deleting a thing of the project: whoever wants to is asked first. */
export function useRemoval<Data, Variables extends AnyVariables & { id: string }>(
  document: TypedDocumentNode<Data, Variables>,
  onRemoved: () => void,
): { ask: (target: Named) => void; dialog: ReactNode } {
  const project = useProject().id
  const [target, setTarget] = useState<Named | null>(null)
  const [{ fetching, error }, remove] = useMutation(document)
  const close = () => {
    setTarget(null)
  }
  const dialog = target && (
    <DeleteDialog
      name={target.name}
      busy={fetching}
      refused={error?.message ?? null}
      onClose={close}
      onDelete={() => {
        void remove({ project, id: target.id } as unknown as Variables).then((result) => {
          if (result.error) return
          close()
          onRemoved()
        })
      }}
    />
  )
  return { ask: setTarget, dialog }
}
