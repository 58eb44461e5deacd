import './styles'
import './theme.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { pause } from './api/pause'
import { firstSession } from './api/session'
import { Gate } from './frame/Gate'
import { theme } from './theme'
import { WordsProvider } from './words/words'

const SharedHouse = lazy(() => import('./share/SharedHouse'))

/** The token in the address of a shared dashboard. */
const shared = /^\/share\/([^/]+)/.exec(location.pathname)?.[1]

/** Who is signed in is known by now, most of the time; and a page that only says that it waits would be drawn in vain. */
const PATIENCE_MS = 100

async function begin(): Promise<void> {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  const known = shared ? null : await Promise.race([firstSession(), pause(PATIENCE_MS)])
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={localStorageColorSchemeManager({ key: 'pulse-scheme' })}
      >
        <WordsProvider>
          {shared ? (
            <Suspense>
              <SharedHouse token={shared} />
            </Suspense>
          ) : (
            <Gate known={known} />
          )}
        </WordsProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

void begin()
