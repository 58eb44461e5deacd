import { CombinedError } from '@urql/core'
import { expect, test } from 'vitest'
import { isWithheld, problemAt } from '../../src/api/problems'

function failed(path: string[], code: string): CombinedError {
  return new CombinedError({ graphQLErrors: [{ message: 'Not for you.', path, extensions: { code } }] })
}

test('what is kept from the viewer has no place on the page; what went wrong says so in its own', () => {
  const kept = failed(['project', 'analytics', 'countries'], 'FORBIDDEN')
  expect([isWithheld(kept, 'countries'), isWithheld(kept, 'sources')]).toEqual([true, false])
  const off = failed(['project', 'analytics', 'campaigns'], 'MODULE_DISABLED')
  expect([isWithheld(off, 'campaigns'), problemAt(off, 'campaigns')?.code]).toEqual([false, 'MODULE_DISABLED'])
  expect([isWithheld(failed(['project'], 'FORBIDDEN'), 'countries'), isWithheld(undefined, 'countries')]).toEqual([false, false])
})
