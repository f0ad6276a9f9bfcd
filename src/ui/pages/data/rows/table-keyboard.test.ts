/** @file Tests which class a key selects, and how rows are renumbered after other rows are removed. */
import { expect, test } from 'vitest'
import { classKeysText, classOfKey } from './table-keyboard'
import { rowsWithout } from './use-edits'

test('a key selects the class with that name, the only one that starts with it, or one by number', () => {
  const digits = ['0', '1', '2', '9']
  expect(classOfKey('9', digits)).toBe('9')
  expect(classOfKey('5', digits)).toBeUndefined()
  const birds = ['Adelie', 'Chinstrap', 'Gentoo', 'Gull']
  expect(classOfKey('a', birds)).toBe('Adelie')
  expect(classOfKey('g', birds)).toBeUndefined()
  expect(classOfKey('3', birds)).toBe('Gentoo')
  expect(classOfKey('Enter', birds)).toBeUndefined()
  expect(classOfKey(' ', birds)).toBeUndefined()
  expect(classKeysText(birds)).toBe('1 Adelie, 2 Chinstrap, 3 Gentoo, 4 Gull')
  expect(classKeysText(birds.slice(0, 3))).toBe('a Adelie, c Chinstrap, g Gentoo')
  expect(classKeysText(digits)).toBe('0 to 9')
})

test('remaining rows are the same rows after others were removed', () => {
  expect(rowsWithout([0, 3, 5, 9], [1, 3, 4])).toEqual([0, 2, 6])
  expect(rowsWithout([2], [2])).toEqual([])
})
