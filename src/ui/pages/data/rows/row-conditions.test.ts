import { expect, test } from 'vitest'
import { completionsAt } from './row-conditions'

const columns = [
  { name: 'bill length', type: 'number' },
  { name: 'species', type: 'category', values: ['Adelie', 'Gentoo', 'Chin strap'] },
  { name: 'sex', type: 'category', values: ['male', 'female'] },
  { name: 'remarks', type: 'text' },
] as const

const offered = (text: string) => completionsAt(text, text.length, columns).offered.map((one) => one.text)

test('columns first, those that start with the typed text before others', () => {
  expect(offered('')).toEqual(['"bill length"', 'species', 'sex', 'remarks', 'not'])
  expect(offered('se')).toEqual(['sex'])
  expect(offered('sp')).toEqual(['species'])
  expect(offered('e')).toEqual(['"bill length"', 'species', 'sex', 'remarks'])
  expect(offered('"bi')).toEqual(['"bill length"'])
})

test('comparisons that fit the type, then values, then connectives', () => {
  expect(offered('"bill length" ')).toEqual(['<', '<=', '=', '>=', '>', 'is missing'])
  expect(offered('remarks ')).toEqual(['contains', '=', 'is missing'])
  expect(offered('species = ')).toEqual(['Adelie', 'Gentoo', '"Chin strap"'])
  expect(offered('species in (Adelie, ')).toEqual(['Adelie', 'Gentoo', '"Chin strap"'])
  expect(offered('species in (Adelie ')).toEqual([')'])
  expect(offered('species = Adelie ')).toEqual(['and', 'or'])
  expect(offered('species = Adelie and ')).toContain('sex')
  expect(offered('not ')).not.toContain('not')
})

test('the typed text is replaced, also in the middle of a text', () => {
  const text = 'species = Ad and sex = male'
  expect(completionsAt(text, 12, columns)).toMatchObject({ from: 10, to: 12, offered: [{ text: 'Adelie' }] })
})

test('saved models are suggested after a prediction column, and then their values', () => {
  const saved = [
    ...columns,
    { name: 'mistake of digits v3', type: 'category', values: ['yes', 'no'] },
    { name: 'prediction of digits v3', type: 'category', values: ['7'] },
  ] as const
  const now = (text: string) => completionsAt(text, text.length, saved).offered.map((one) => one.text)
  expect(now('mis')).toEqual(['mistake of "digits v3"'])
  expect(now('mistake of ')).toEqual(['"digits v3"'])
  expect(now('mistake of "dig')).toEqual(['"digits v3"'])
  expect(now('mistake of "digits v3" ')).toContain('=')
  expect(now('sex = male and mistake of "digits v3" = ')).toEqual(['yes', '"no"'])
})
