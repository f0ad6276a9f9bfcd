import { describe, expect, test } from 'vitest'
import { networkWords } from '../network/layer-catalog'
import { findKinds, kindsOf, shortTitle, takesFlow } from './find-kinds'

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

  test('a whole word comes before the beginning of one, and the word that a title begins with before another name', () => {
    expect(titles('depthwise')[0]).toBe('Depthwise conv 2D')
    expect(titles('relu')[0]).toBe('Activation')
    expect(titles('norm')[0]).toBe('Batch norm')
    expect(titles('conv')[0]).toBe('Conv 2D')
    expect(titles('gap')[0]).toBe('Global average pool 2D')
  })

  test('the families hold every layer once', () => {
    const families = networkWords.groups.map(({ family }) => family)
    for (const def of ALL) expect(families.filter((family) => family === def.family)).toHaveLength(1)
  })

  test('what takes an image is told from what does not; a source takes nothing', () => {
    const takes = ALL.filter((def) => takesFlow(def, [28, 28, 1])).map(({ kind }) => kind)
    expect(takes).toContain('conv2d')
    expect(takes).toContain('add')
    expect(takes).not.toContain('lstm')
    expect(takes).not.toContain('input')
  })

  test('shortens every title to letters of its own, at most three', () => {
    const short = ALL.map(({ title }) => shortTitle(title))
    expect(new Set(short).size).toBe(short.length)
    for (const letters of short) expect(letters).toMatch(/^[A-Z][A-Za-z]?[A-Z]?\d?$/)
    expect(Math.max(...short.map(({ length }) => length))).toBeLessThanOrEqual(3)
  })
})
