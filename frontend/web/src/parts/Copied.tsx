import { Button, CopyButton } from '@mantine/core'
import { useWords } from '../words/words'

/** A button that copies a text and says so. */
export function Copied({ text, label }: { text: string; label?: string }) {
  const words = useWords()
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button size="compact-xs" variant="default" onClick={copy} aria-live="polite">
          {copied ? words.common.copied : (label ?? words.common.copy)}
        </Button>
      )}
    </CopyButton>
  )
}
