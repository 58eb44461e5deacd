import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { CompareMenu } from '../question/CompareMenu'
import { FilterBar } from '../question/FilterBar'
import { RangePicker } from '../question/RangePicker'
import { Keys } from '../frame/Keys'
import { Boundary } from '../parts/Boundary'
import { Icon } from '../parts/icons'
import { Mark } from '../parts/Mark'
import { useFormat, useWords } from '../words/words'
import { fixedSearch } from './bounds'
import css from './Share.module.css'
import type { SharedDashboard } from './SharedHouse'

const Overview = lazy(() => import('../pages/Overview'))

export function SharedPage({ shared }: { shared: SharedDashboard }) {
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
          <SchemeSwitch />
        </div>
      </header>
      <main id="numbers" className={css.main}>
        <FilterBar />
        <Boundary message={words.frame.crashed}>
          <Suspense fallback={<div className={css.wait} role="status" aria-label={words.common.loading} />}>
            <Overview />
          </Suspense>
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
