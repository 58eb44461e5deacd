import { useLocalStorage } from '@mantine/hooks'
import { useEffect, useId, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { Icon } from '../parts/icons'
import { Mark } from '../parts/Mark'
import { useQuestion } from '../question/useQuestion'
import { useWords } from '../words/words'
import css from './Nav.module.css'
import { type GroupId, GROUPS, type PageRow } from './pages'
import { usePages } from './usePages'

interface Props {
  onGo: () => void
  /** without the sign of the house, where a title stands above already */
  bare?: boolean
}

/** The list of pages, in groups that fold. */
export function Nav({ onGo, bare = false }: Props) {
  const words = useWords()
  return (
    <nav className={css.nav} aria-label={words.frame.navigation}>
      {!bare && (
        <div className={css.brand}>
          <Mark size={26} />
          <span>Pulse</span>
        </div>
      )}
      <List group="main" onGo={onGo} />
      {GROUPS.map((group) => (
        <Group key={group} group={group} onGo={onGo} />
      ))}
      <div className={css.end}>
        <List group="end" onGo={onGo} />
      </div>
    </nav>
  )
}

/** what a newcomer finds folded, so that the list is no wall */
const FOLDED: GroupId[] = ['quality', 'manage']

function Group({ group, onGo }: { group: GroupId; onGo: () => void }) {
  const words = useWords()
  const id = useId()
  const [path] = useLocation()
  const [folded, setFolded] = useLocalStorage<GroupId[]>({
    key: 'pulse-folded',
    defaultValue: FOLDED,
    getInitialValueInEffect: false,
  })
  const pages = usePages().filter((page) => page.group === group)
  const open = !folded.includes(group) || pages.some((page) => page.path === path)
  if (pages.length === 0) return null
  return (
    <>
      <button
        type="button"
        className={css.group}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => {
          const others = folded.filter((each) => each !== group)
          setFolded(open ? [...others, group] : others)
        }}
      >
        {words.frame[group]}
        <Icon name={open ? 'up' : 'down'} size={12} />
      </button>
      <div id={id} hidden={!open}>
        {open && <List group={group} onGo={onGo} />}
      </div>
    </>
  )
}

function List({ group, onGo }: { group: PageRow['group']; onGo: () => void }) {
  const pages = usePages().filter((page) => page.group === group)
  return (
    <ul>
      {pages.map((page) => (
        <Item key={page.path} page={page} onGo={onGo} />
      ))}
    </ul>
  )
}

/** Scrolls the list around an item as far as needed. `scrollIntoView` would make it the place that Tab goes on from, too. */
function reveal(item: HTMLElement): void {
  let list = item.parentElement
  while (list && list.scrollHeight <= list.clientHeight) list = list.parentElement
  if (!list) return
  const [shown, wanted] = [list.getBoundingClientRect(), item.getBoundingClientRect()]
  if (wanted.top < shown.top) list.scrollTop -= shown.top - wanted.top
  if (wanted.bottom > shown.bottom) list.scrollTop += wanted.bottom - shown.bottom
}

const REVEAL_MS = 300

function Item({ page, onGo }: { page: PageRow; onGo: () => void }) {
  const words = useWords()
  const [path] = useLocation()
  const { link } = useQuestion()
  const element = useRef<HTMLLIElement>(null)
  const current = path === page.path
  useEffect(() => {
    if (!current) return undefined
    // well after the page is painted: where things are is not to be asked while they are still being put
    const timer = setTimeout(() => {
      if (element.current) reveal(element.current)
    }, REVEAL_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [current])
  return (
    <li ref={element}>
      <Link
        className={css.item}
        href={link(page.path)}
        onClick={onGo}
        aria-current={current ? 'page' : undefined}
      >
        <Icon name={page.icon} />
        {page.name(words)}
      </Link>
    </li>
  )
}
