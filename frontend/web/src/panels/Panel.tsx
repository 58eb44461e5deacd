import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { ActionsMenu } from '../parts/ActionsMenu'
import { useWords } from '../words/words'
import css from './Panel.module.css'

export interface Tab {
  id: string
  name: string
}

interface Props {
  title: string
  tabs?: Tab[]
  tab?: string
  onTab?: (tab: string) => void
  /** items of the panel's menu */
  actions?: ReactNode
  tools?: ReactNode
  children: ReactNode
  foot?: ReactNode
}

/** A card with a name, tabs where it shows several lists, and a menu of what can be done with it. */
export function Panel({ title, tabs = [], tab, onTab, actions, tools, children, foot }: Props) {
  const words = useWords()
  const id = useId()
  return (
    <section className={css.panel} aria-labelledby={`${id}title`}>
      <header className={css.head}>
        <h2 id={`${id}title`}>{title}</h2>
        {tabs.length > 1 && <Tabs id={id} tabs={tabs} tab={tab} onTab={onTab} label={title} />}
        <div className={css.tools}>
          {tools}
          {actions && <ActionsMenu label={words.panel.actions(title)}>{actions}</ActionsMenu>}
        </div>
      </header>
      <div
        className={css.body}
        {...(tabs.length > 1 && { role: 'tabpanel', id: `${id}body`, 'aria-labelledby': `${id}${tab ?? ''}` })}
      >
        {children}
      </div>
      {foot && <footer className={css.foot}>{foot}</footer>}
    </section>
  )
}

interface TabsProps {
  id: string
  tabs: Tab[]
  tab: string | undefined
  onTab: ((tab: string) => void) | undefined
  label: string
}

function Tabs({ id, tabs, tab, onTab, label }: TabsProps) {
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const at = tabs.findIndex((each) => each.id === tab)
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (!next) return
    onTab?.(next.id)
    document.getElementById(`${id}${next.id}`)?.focus()
  }
  return (
    <div className={css.tabs} role="tablist" aria-label={label} onKeyDown={walk}>
      {tabs.map((each) => (
        <button
          type="button"
          key={each.id}
          id={`${id}${each.id}`}
          role="tab"
          className={css.tab}
          aria-selected={each.id === tab}
          aria-controls={`${id}body`}
          tabIndex={each.id === tab ? 0 : -1}
          onClick={() => onTab?.(each.id)}
        >
          {each.name}
        </button>
      ))}
    </div>
  )
}
