import { inject, ref, type InjectionKey, type Plugin, type Ref } from 'vue'
import type { PulseClient } from './index.js'

const KEY: InjectionKey<PulseClient> = Symbol('pulse')

/** `app.use(createPulse(client))` starts the client and hands it to all components. */
export function createPulse(client: PulseClient): Plugin {
  return {
    install(app) {
      app.provide(KEY, client.init())
    },
  }
}

/** The client that the app uses. */
export function usePulse(): PulseClient {
  const client = inject(KEY)
  if (!client) throw new Error('usePulse() wants app.use(createPulse(client)).')
  return client
}

/** The visitor's variant of an experiment: undefined until it is known, null where there is none. */
export function useVariant(experimentId: string): Readonly<Ref<string | null | undefined>> {
  const variant = ref<string | null>()
  void usePulse()
    .assign(experimentId)
    .then((assigned) => {
      variant.value = assigned
    })
  return variant
}
