import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { createSSRApp, defineComponent, h } from 'vue'
import { renderToString as renderVue } from 'vue/server-renderer'
import { PulseClient } from '../src/index'
import { PulseProvider, usePulse as useReactPulse } from '../src/react'
import { createPulse, usePulse as useVuePulse, useVariant } from '../src/vue'

const client = () => new PulseClient({ apiKey: 'pa_live_test', apiUrl: 'https://pulse.test' })

test('on a server the client does nothing, and says so to nobody', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch')
  const pulse = client().init()
  pulse.event('signup', { method: 'google' })
  pulse.identify({ plan: 'pro' })
  pulse.optOut()
  expect(await pulse.assign('exp-1')).toBeNull()
  expect(fetched).not.toHaveBeenCalled()
})

test('React renders on a server with the client in reach', () => {
  const given = client()
  let seen: PulseClient | undefined
  const Child = () => {
    seen = useReactPulse()
    return createElement('p', null, 'content')
  }
  expect(renderToString(createElement(PulseProvider, { client: given }, createElement(Child)))).toBe('<p>content</p>')
  expect(seen).toBe(given)
})

test('React without a provider is told what is missing', () => {
  const Child = () => createElement('p', null, useReactPulse().constructor.name)
  expect(() => renderToString(createElement(Child))).toThrow('<PulseProvider>')
})

test('Vue renders on a server with the client in reach', async () => {
  const given = client()
  let seen: PulseClient | undefined
  const app = createSSRApp(
    defineComponent(() => {
      seen = useVuePulse()
      const variant = useVariant('exp-1')
      return () => h('p', variant.value ?? 'control')
    }),
  )
  expect(await renderVue(app.use(createPulse(given)))).toBe('<p>control</p>')
  expect(seen).toBe(given)
})

test('Vue without the plugin is told what is missing', async () => {
  const app = createSSRApp(defineComponent(() => () => h('p', useVuePulse().constructor.name)))
  app.config.warnHandler = () => undefined
  await expect(renderVue(app)).rejects.toThrow('createPulse')
})
