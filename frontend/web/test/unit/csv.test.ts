import { expect, it } from 'vitest'
import { csvOf } from '../../src/panels/csv'

it('writes rows as RFC 4180 has them', () => {
  expect(csvOf(['page', 'views'], [['/a,b', 1], ['say "hi"', 2.5], ['two\nlines', null]])).toBe(
    'page,views\r\n"/a,b",1\r\n"say ""hi""",2.5\r\n"two\nlines",\r\n',
  )
})

it('makes formulas harmless, but leaves numbers alone', () => {
  expect(csvOf(['x'], [['=1+1'], ['@cmd'], ['+49'], ['-2'], [-2]])).toBe("x\r\n'=1+1\r\n'@cmd\r\n'+49\r\n'-2\r\n-2\r\n")
})
