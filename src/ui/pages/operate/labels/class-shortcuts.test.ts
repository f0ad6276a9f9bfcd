/** Tests which key selects which class. */
import { expect, it } from 'vitest'
import { keysOf } from './use-label-queue'

it('uses the letters of the classes if each is one letter and all differ', () => {
  expect(keysOf(['0', '7', 'A'])).toEqual(['0', '7', 'a'])
})

it('uses digits for classes with names, then letters', () => {
  expect(keysOf(['Adelie', 'Gentoo'])).toEqual(['1', '2'])
  expect(keysOf(['a', 'A'])).toEqual(['1', '2'])
  const many = keysOf(Array.from({ length: 40 }, (_, i) => `class ${i}`))
  expect(many.slice(8, 12)).toEqual(['9', '0', 'a', 'b'])
  expect(many[39]).toBeUndefined()
})
