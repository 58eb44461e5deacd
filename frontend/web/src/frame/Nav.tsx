import { Link, useLocation } from 'wouter'
import { Icon } from '../parts/icons'
import { Mark } from '../parts/Mark'
import { useQuestion } from '../question/useQuestion'
import { useWords } from '../words/words'
import css from './Nav.module.css'
import { PAGES, type PageRow } from './pages'

/** The list of pages. `bare` leaves out the sign of the house, where a title stands above already. */
export function Nav({ onGo, bare = false }: { onGo: () => void; bare?: boolean }) {
  const words = useWords()
  const rows = (group: PageRow['group']) =>
    PAGES.filter((page) => page.group === group).map((page) => <Item key={page.path} page={page} onGo={onGo} />)
  return (
    <nav className={css.nav} aria-label={words.frame.navigation}>
      {!bare && (
        <div className={css.brand}>
          <Mark size={26} />
          <span>Pulse</span>
        </div>
      )}
      <ul>{rows('main')}</ul>
      <p className={css.group}>{words.frame.reports}</p>
      <ul>{rows('reports')}</ul>
      <ul className={css.end}>
        {rows('end')}
        <li>
          <a className={css.item} href="/graphql">
            <Icon name="code" />
            {words.frame.explorer}
          </a>
        </li>
      </ul>
    </nav>
  )
}

function Item({ page, onGo }: { page: PageRow; onGo: () => void }) {
  const words = useWords()
  const [path] = useLocation()
  const { link } = useQuestion()
  return (
    <li>
      <Link
        className={css.item}
        href={link(page.path)}
        onClick={onGo}
        aria-current={path === page.path ? 'page' : undefined}
      >
        <Icon name={page.icon} />
        {page.name(words)}
      </Link>
    </li>
  )
}
