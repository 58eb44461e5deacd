// What each runtime runs: sends numbered events and one item of its own, and reads a report back.
const [dist, url, key, queryKey, runtime] = globalThis.Deno ? globalThis.Deno.args : process.argv.slice(2)
const { PulseServer } = await import(`${dist}/server.js`)
const { PulseReader } = await import(`${dist}/read.js`)

const client = new PulseServer({ apiKey: key, apiUrl: url, batchSize: 10 })
for (let n = 0; n < 25; n++) void client.event('runtime', { runtime, n }, { visitor_id: 'u', hostname: `${runtime}.test` })
await client.flush()
await client.collect({ type: 'event', name: 'single', data: { runtime } })
const { data, errors } = await new PulseReader({ apiKey: queryKey, apiUrl: url }).query({ server: { version: true } })
if (errors.length || !data.server.version) throw new Error(JSON.stringify(errors))
