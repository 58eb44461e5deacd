import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { CompareMenu } from '../question/CompareMenu'
import { FilterBar } from '../question/FilterBar'
import { RangePicker } from '../question/RangePicker'
import { Keys } from '../frame/Keys'
import Overview from '../pages/Overview'
import { Boundary } from '../parts/Boundary'
import { Icon } from '../parts/icons'
import { Mark } from '../parts/Mark'
import { useTv } from '../tv/useTv'
import { useFormat, useWords } from '../words/words'
import { fixedSearch } from './bounds'
import css from './Share.module.css'
import type { SharedDashboard } from './SharedHouse'

const Tv = lazy(() => import('../tv/Tv'))

/** What a share shows: its dashboard, or that on a screen on the wall. */
export function SharedPage({ shared }: { shared: SharedDashboard }) {
  const { on, start } = useTv()
  if (!on) return <Page shared={shared} onTv={start} />
  return (
    <Suspense>
      <Tv />
    </Suspense>
  )
}

function Page({ shared, onTv }: { shared: SharedDashboard; onTv: () => void }) {
  const words = useWords()
  const format = useFormat()
  const fixed = fixedSearch(shared) !== null
  return (
    <div className={css.page}>
      <title>{`${shared.name} · Pulse`}</title>
      <header className={css.head}>
        <div>
          <h1>{shared.name}</h1>
          <span className={css.soft}>{shared.projectName}</span>
        </div>
        <div className={css.tools}>
          {!fixed && (
            <>
              <CompareMenu />
              <RangePicker />
            </>
          )}
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={words.tv.start} onClick={onTv}>
            <Icon name="tv" size={18} />
          </ActionIcon>
          <SchemeSwitch />
        </div>
      </header>
      <main id="numbers" className={css.main}>
        <FilterBar />
        <Boundary message={words.frame.crashed}>
          <Overview />
        </Boundary>
      </main>
      <footer className={css.foot}>
        <Mark size={16} />
        {words.shares.by}
        {shared.expiresAt && ` ${words.shares.until(format.date(shared.expiresAt))}`}
      </footer>
      <Keys />
    </div>
  )
}

function SchemeSwitch() {
  const words = useWords()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={words.shortcuts.scheme}
      onClick={() => {
        setColorScheme(scheme === 'dark' ? 'light' : 'dark')
      }}
    >
      <Icon name="sun" size={18} />
    </ActionIcon>
  )
}
