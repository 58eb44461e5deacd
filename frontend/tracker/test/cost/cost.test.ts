import { expect, test } from 'vitest'
import { pause, until } from '../browser/collector'
import { setStage } from '../browser/stage'

const RUNS = 20
const SLOWDOWN = 4
const BUDGET_MS = 2

const stage = setStage()

interface Trace {
  traceEvents: { name: string; ts: number; tdur?: number; dur?: number; tid: number; args: { data?: { url?: string } } }[]
}

/** What the main thread spent on the script: its evaluation, and each later call into it. Its own time, not the machine's. */
function costIn({ traceEvents }: Trace): { evaluation: number; all: number } {
  const ours = traceEvents.filter(
    ({ name, args, dur }) =>
      ['EvaluateScript', 'FunctionCall'].includes(name) && dur !== undefined && args.data?.url?.includes('/script.js'),
  )
  const inside = (event: (typeof ours)[number]) =>
    ours.some((outer) => outer !== event && outer.ts <= event.ts && outer.ts + (outer.dur ?? 0) >= event.ts + (event.dur ?? 0))
  const sum = (events: typeof ours) => events.reduce((total, { tdur = 0 }) => total + tdur, 0) / 1000
  return {
    evaluation: sum(ours.filter(({ name }) => name === 'EvaluateScript')),
    all: sum(ours.filter((event) => !inside(event))),
  }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length / 2] ?? Infinity

test(`the core costs the main thread under ${BUDGET_MS} ms at a quarter of the speed`, async () => {
  const costs: ReturnType<typeof costIn>[] = []
  for (let run = 0; run < RUNS; run++) {
    const page = await stage.context.newPage()
    const session = await stage.context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
    await stage.browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] })
    await page.goto(stage.site.url)
    await until(() => stage.collector.of('pageview').length > run)
    await pause(50)
    costs.push(costIn(JSON.parse((await stage.browser.stopTracing()).toString()) as Trace))
    await page.close()
  }
  const evaluation = median(costs.map((cost) => cost.evaluation))
  const all = median(costs.map((cost) => cost.all))
  console.info(`core on load, ${SLOWDOWN}x throttled, ${RUNS} loads, medians: evaluation ${evaluation.toFixed(2)} ms, with the view that is sent later ${all.toFixed(2)} ms`)
  expect(evaluation).toBeGreaterThan(0)
  expect(all).toBeLessThan(BUDGET_MS)
})
