import { describe, expect, test } from 'vitest'
import { networkWords } from '../network/words'
import { findKinds, fittingFirst, kindsOf, shortTitle } from './find-kinds'

const ALL = kindsOf(networkWords)

const titles = (typed: string) => findKinds(typed, ALL).map(({ title }) => title)

describe('finding layers', () => {
  test('every layer is found by its own title and its own kind, first', () => {
    for (const { kind, title } of ALL) {
      expect(titles(title)[0], title).toBe(title)
      expect(findKinds(kind, ALL).map((def) => def.kind)).toContain(kind)
    }
  })

  test('spaces and capitals do not matter; other names do', () => {
    expect(titles('CONV2D')[0]).toBe('Conv 2D')
    expect(titles('overfitting')).toContain('Dropout')
    expect(titles('no such thing')).toEqual([])
    expect(titles('  ')).toHaveLength(ALL.length)
  })

  test('the families hold every layer once', () => {
    const families = networkWords.groups.map(({ family }) => family)
    for (const def of ALL) expect(families.filter((family) => family === def.family)).toHaveLength(1)
  })

  test('after an image, what takes images comes before what does not; sources are not offered', () => {
    const order = fittingFirst([28, 28, 1], ALL).map(({ kind }) => kind)
    expect(order.indexOf('conv2d')).toBeLessThan(order.indexOf('lstm'))
    expect(order).toContain('lstm')
    expect(order).not.toContain('input')
  })

  test('shortens every title to letters of its own, at most three', () => {
    const short = ALL.map(({ title }) => shortTitle(title))
    expect(new Set(short).size).toBe(short.length)
    for (const letters of short) expect(letters).toMatch(/^[A-Z][A-Za-z]?[A-Z]?\d?$/)
    expect(Math.max(...short.map(({ length }) => length))).toBeLessThanOrEqual(3)
  })
})
