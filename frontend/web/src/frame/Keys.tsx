import { Kbd, Modal, Switch } from '@mantine/core'
import { useDisclosure, useLocalStorage } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import { DetailsDialog } from '../panels/DetailsDialog'
import { QueryDialog } from '../panels/QueryDialog'
import { FilterDialog } from '../question/FilterDialog'
import { Icon } from '../parts/icons'
import { useWords } from '../words/words'
import { type Command, useCommands } from './commands'
import css from './Keys.module.css'
import { useKeys } from './useKeys'

/** Everything that opens over a page: the palette, the help, the dialogs. */
export function Keys() {
  const words = useWords()
  const [open, help] = useDisclosure(false)
  const [active, setActive] = useLocalStorage({ key: 'pulse-keys', defaultValue: true, getInitialValueInEffect: false })
  const commands = useCommands(help.open)
  useKeys(commands, active)
  return (
    <>
      <Spotlight
        actions={commands.map(({ id, label, keys, run }) => ({
          id,
          label,
          onClick: run,
          rightSection: active && <Sequence keys={keys} />,
        }))}
        shortcut="mod + K"
        nothingFound={words.frame.nothingFound}
        searchProps={{ placeholder: words.frame.findCommand, 'aria-label': words.frame.findCommand, leftSection: <Icon name="search" /> }}
        highlightQuery
        scrollable
        maxHeight={420}
      />
      <Modal opened={open} onClose={help.close} title={words.shortcuts.title} size="lg" closeButtonProps={{ 'aria-label': words.common.close }}>
        <Help commands={commands} active={active} onActive={setActive} />
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
