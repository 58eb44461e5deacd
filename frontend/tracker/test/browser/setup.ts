/** The tests drive what visitors get: the built script. */
export default async function setup(): Promise<void> {
  // @ts-expect-error -- a script, run for its effect
  await import('../../build.mjs')
}
