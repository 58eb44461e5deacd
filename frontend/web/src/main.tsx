import './styles'
import './theme.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Gate } from './frame/Gate'
import { theme } from './theme'
import { WordsProvider } from './words/words'

const SharedHouse = lazy(() => import('./share/SharedHouse'))

/** The token in the address of a shared dashboard. */
const shared = /^\/share\/([^/]+)/.exec(location.pathname)?.[1]

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

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
          <Gate />
        )}
      </WordsProvider>
    </MantineProvider>
  </StrictMode>,
)
