import { expect, test } from 'vitest'
import { defineText } from './define'

const text = defineText('test', {
  renamed: (a: { from: string; names: readonly string[]; at: Date }) =>
    `"${a.from}" is now ${a.names.map((name) => `"${name}"`).join(' and ')} since ${a.at.getFullYear()}.`,
})
const said = (from: string, names: readonly string[] = ['age']) =>
  text.renamed({ from, names, at: new Date(2026, 0, 1) })

test('a name that runs from right to left, or controls the direction, does not turn its sentence around', () => {
  expect(said('height')).toBe('"height" is now "age" since 2026.')
  expect(said('height', ['age', '\u05d2\u05d9\u05dc'])).toBe(
    '"height" is now "age" and "\u2068\u05d2\u05d9\u05dc\u2069" since 2026.',
  )
  expect(said('a\u202eb')).toBe('"\u2068a\u202eb\u2069" is now "age" since 2026.')
  // Isolates within a name are closed, and it cannot end the one around it.
  expect(said('a\u2069b\u2067c')).toBe('"\u2068ab\u2067c\u2069\u2069" is now "age" since 2026.')
  expect(said('\u2067c\u2069')).toBe('"\u2068\u2067c\u2069\u2069" is now "age" since 2026.')
})
