import { ActionIcon } from '@mantine/core'
import { useDocumentVisibility, useHotkeys, useIdle } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { Notices } from '../frame/Notices'
import { useNow } from '../pages/realtime/useNow'
import { Icon } from '../parts/icons'
import { useProject } from '../question/useQuestion'
import { useRangeText } from '../question/useRangeText'
import { useWords } from '../words/words'
import { OverviewSlide } from './OverviewSlide'
import { RealtimeSlide } from './RealtimeSlide'
import { useFullscreenEnd, useScale, useWakeLock } from './screen'
import css from './Tv.module.css'
import { useTv } from './useTv'

const SLIDE_MS = 20_000
const POINTER_MS = 3_000

/** The numbers alone, large, one slide after the other, for a screen that nobody touches. */
export default function Tv() {
  const words = useWords()
  const { leave } = useTv()
  const still = useIdle(POINTER_MS)
  const scale = useScale()
  const now = useNow(useDocumentVisibility() === 'hidden')
  // a share may be without the present: then there is one slide, which stays
  const count = now.visitors === null ? 1 : 2
  const { at, paused, next, pause } = useCycle(count)
  useWakeLock()
  useFullscreenEnd(leave)
  useHotkeys([
    ['Escape', leave],
    ['Space', pause],
    ['ArrowRight', next],
  ])
  return (
    <div className={css.tv} data-still={still} style={{ zoom: scale, ['--scale' as string]: scale }}>
      <title>{`${words.tv.title} · Pulse`}</title>
      <header className={css.head}>
        <Heading present={at === 1} />
        <div className={css.tools}>
          {count > 1 && (
            <>
              <Tool icon={paused ? 'play' : 'pause'} label={paused ? words.tv.go : words.tv.pause} onClick={pause} />
              <Tool icon="sources" label={words.tv.next} onClick={next} />
            </>
          )}
          <Tool icon="close" label={words.tv.leave} onClick={leave} />
        </div>
      </header>
      <Notices />
      <main key={at} className={css.slide}>
        {at === 1 ? <RealtimeSlide now={now} /> : <OverviewSlide />}
      </main>
    </div>
  )
}

function Heading({ present }: { present: boolean }) {
  const words = useWords()
  const { name } = useProject()
  const range = useRangeText()
  return (
    <h1>
      {name}
      <span>{present ? words.frame.realtime : range}</span>
    </h1>
  )
}

function Tool({ icon, label, onClick }: { icon: 'play' | 'pause' | 'sources' | 'close'; label: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} size={18} />
    </ActionIcon>
  )
}

/** Which slide stands there: the next one after a while, unless somebody stopped it. */
function useCycle(count: number) {
  const [turn, setTurn] = useState(0)
  const [paused, setPaused] = useState(false)
  const next = () => {
    setTurn(turn + 1)
  }
  useEffect(() => {
    if (paused || count < 2) return undefined
    const timer = setTimeout(() => {
      setTurn(turn + 1)
    }, SLIDE_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [turn, paused, count])
  return { at: turn % count, paused, next, pause: () => { setPaused(!paused) } }
}
