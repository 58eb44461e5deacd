import { Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { Note } from '../panels/States'
import { Boundary } from '../parts/Boundary'
import { useWanted } from '../parts/useWanted'
import { useWords } from '../words/words'
import { Controls } from './Controls'
import css from './Frame.module.css'
import { Keys } from './Keys'
import { ModuleGate } from './ModuleGate'
import { Nav } from './Nav'
import { NotFound } from './NotFound'
import { Notices } from './Notices'
import { PAGES, type PageRow } from './pages'
import { useManages } from './session'
import { TopBar } from './TopBar'

export function Frame() {
  const words = useWords()
  const [open, menu] = useDisclosure(false)
  const drawer = useWanted(open)
  return (
    <div className={css.frame}>
      <a className={css.skip} href="#numbers">
        {words.common.skip}
      </a>
      <aside className={css.side}>
        <Nav onGo={menu.close} />
      </aside>
      {drawer && (
        <Drawer opened={open} onClose={menu.close} size={264} title="Pulse" closeButtonProps={{ 'aria-label': words.common.close }}>
          <Nav onGo={menu.close} bare />
        </Drawer>
      )}
      <div className={css.body}>
        <TopBar onMenu={menu.open} />
        <Notices />
        <main id="numbers" className={css.main} tabIndex={-1}>
          <Pages />
        </main>
      </div>
      <Keys />
    </div>
  )
}

function Pages() {
  return (
    <Switch>
      {PAGES.map((page) => (
        <Route key={page.path} path={page.path}>
          <Page page={page} />
        </Route>
      ))}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  )
}

function Page({ page }: { page: PageRow }) {
  const words = useWords()
  return (
    <Boundary key={page.path} message={words.frame.crashed}>
      <title>{`${page.name(words)} · Pulse`}</title>
      <div className={css.head}>
        <h1 className={page.path === '/' ? 'sr' : undefined}>{page.name(words)}</h1>
        {page.asks && <Controls />}
      </div>
      <Gate page={page}>
        <Suspense fallback={<div className={css.wait} role="status" aria-label={words.common.loading} />}>
          <page.View />
        </Suspense>
      </Gate>
    </Boundary>
  )
}

function Gate({ page, children }: { page: PageRow; children: ReactNode }) {
  const words = useWords()
  const manages = useManages()
  if (page.managed && !manages) return <Note>{words.settings.needsAdmin}</Note>
  if (!page.module) return children
  return (
    <ModuleGate module={page.module} icon={page.icon}>
      {children}
    </ModuleGate>
  )
}
