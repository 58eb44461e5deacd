import { Kbd, Modal, Switch } from '@mantine/core'
import { Spotlight } from '@mantine/spotlight'
import '@mantine/spotlight/styles.css'
import { DetailsDialog } from '../panels/DetailsDialog'
import { QueryDialog } from '../panels/QueryDialog'
import { FilterDialog } from '../question/FilterDialog'
import { Icon } from '../parts/icons'
import { useWords } from '../words/words'
import type { Command } from './commands'
import css from './Keys.module.css'

interface Props {
  commands: Command[]
  /** whether the list of shortcuts is open */
  help: { open: boolean; close: () => void }
  /** whether single keys are commands */
  active: boolean
  onActive: (active: boolean) => void
}

/** Everything that opens over a page: the palette, the help, the dialogs. What opens them is known before they are there. */
export default function Dialogs({ commands, help, active, onActive }: Props) {
  const words = useWords()
  return (
    <>
      <Spotlight
        actions={commands.map(({ id, label, keys, run }) => ({
          id,
          label,
          onClick: run,
          rightSection: active && <Sequence keys={keys} />,
        }))}
        shortcut={null}
        nothingFound={words.frame.nothingFound}
        searchProps={{ placeholder: words.frame.findCommand, 'aria-label': words.frame.findCommand, leftSection: <Icon name="search" /> }}
        highlightQuery
        scrollable
        maxHeight={420}
      />
      <Modal
        opened={help.open}
        onClose={help.close}
        title={words.shortcuts.title}
        size="lg"
        closeButtonProps={{ 'aria-label': words.common.close }}
      >
        <Help commands={commands} active={active} onActive={onActive} />
      </Modal>
      <FilterDialog />
      <DetailsDialog />
      <QueryDialog />
    </>
  )
}

interface HelpProps {
  commands: Command[]
  active: boolean
  onActive: (active: boolean) => void
}

function Help({ commands, active, onActive }: HelpProps) {
  const words = useWords()
  return (
    <>
      <dl className={css.list}>
        <Line label={words.shortcuts.palette}>
          <Kbd>Ctrl / ⌘</Kbd> <Kbd>K</Kbd>
        </Line>
        {commands
          .filter(({ keys }) => keys.length > 0)
          .map(({ id, label, keys }) => (
            <Line key={id} label={label}>
              <Sequence keys={keys} />
            </Line>
          ))}
        <Line label={words.shortcuts.rows}>
          <Kbd>Enter</Kbd>
        </Line>
        <Line label={words.shortcuts.exclude}>
          <Kbd>Alt</Kbd> <Kbd>Enter</Kbd>
        </Line>
      </dl>
      {/* single keys can be in the way of speech input: they must be able to go */}
      <Switch
        mt="lg"
        label={words.shortcuts.title}
        checked={active}
        onChange={(event) => {
          onActive(event.currentTarget.checked)
        }}
      />
    </>
  )
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={css.line}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Sequence({ keys }: { keys: string[] }) {
  return keys.map((key) => (
    <Kbd key={key} ml={4} size="xs">
      {key}
    </Kbd>
  ))
}
