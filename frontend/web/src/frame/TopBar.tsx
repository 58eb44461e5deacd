import { ActionIcon, Menu, SegmentedControl, Select, useMantineColorScheme } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { use } from 'react'
import { Icon } from '../parts/icons'
import { LateMenu } from '../parts/LateMenu'
import { ProjectContext, useQuestion } from '../question/useQuestion'
import { type Language, LANGUAGE_NAMES, useSpeech, useWords } from '../words/words'
import { useHere } from './session'
import { ProjectsContext } from './ProjectChoice'
import { LiveCount } from './LiveCount'
import { useTv } from '../tv/useTv'
import css from './TopBar.module.css'

export function TopBar({ onMenu }: { onMenu: () => void }) {
  const words = useWords()
  return (
    <header className={css.bar}>
      <ActionIcon className={css.burger} variant="subtle" color="gray" size="lg" onClick={onMenu} aria-label={words.frame.menu}>
        <Icon name="menu" size={20} />
      </ActionIcon>
      <ProjectName />
      <LiveCount />
      <div className={css.right}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          onClick={() => {
            spotlight.open()
          }}
          aria-label={words.frame.commands}
        >
          <Icon name="search" size={18} />
        </ActionIcon>
        <Preferences />
      </div>
    </header>
  )
}

function ProjectName() {
  const words = useWords()
  const project = use(ProjectContext)
  const projects = use(ProjectsContext)
  const { change } = useQuestion()
  if (projects.length < 2) return <span className={css.project}>{project?.name}</span>
  return (
    <Select
      className={css.choice}
      aria-label={words.frame.project}
      data={projects.map(({ id, name }) => ({ value: id, label: name }))}
      value={project?.id ?? null}
      onChange={(id) => {
        change({ project: id, filters: [] })
      }}
      allowDeselect={false}
      searchable
      variant="unstyled"
    />
  )
}

function Preferences() {
  const words = useWords()
  const { leave } = useHere()
  const { start } = useTv()
  const button = (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={words.frame.account}>
      <Icon name="person" size={18} />
    </ActionIcon>
  )
  return (
    <LateMenu target={button} width={264}>
      <Menu.Label>{words.frame.appearance}</Menu.Label>
      <SchemeChoice />
      <Menu.Label>{words.frame.language}</Menu.Label>
      <LanguageChoice />
      <Menu.Divider />
      <Menu.Item leftSection={<Icon name="tv" />} onClick={start}>
        {words.tv.start}
      </Menu.Item>
      <Menu.Item leftSection={<Icon name="out" />} onClick={leave}>
        {words.frame.signOut}
      </Menu.Item>
    </LateMenu>
  )
}

function SchemeChoice() {
  const words = useWords()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const choices = (['light', 'dark', 'auto'] as const).map((value) => ({ value, label: words.frame[value] }))
  return (
    <SegmentedControl
      className={css.segments}
      size="xs"
      fullWidth
      aria-label={words.frame.appearance}
      data={choices}
      value={colorScheme}
      onChange={(value) => {
        setColorScheme(value)
      }}
    />
  )
}

function LanguageChoice() {
  const { words, language, speak } = useSpeech()
  return (
    <SegmentedControl
      className={css.segments}
      size="xs"
      fullWidth
      aria-label={words.frame.language}
      data={Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value: value as Language, label }))}
      value={language}
      onChange={speak}
    />
  )
}
