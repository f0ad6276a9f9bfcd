import { describe, expect, test } from 'vitest'
import { allLayers, FAMILIES, findLayers, fittingFirst, shortTitle } from './find-layers'

const titles = (typed: string) => findLayers(typed).map(({ title }) => title)

describe('finding layers', () => {
  test('every layer is found by its own title and its own kind, first', () => {
    for (const { kind, title } of allLayers()) {
      expect(titles(title)[0], title).toBe(title)
      expect(findLayers(kind).map((def) => def.kind)).toContain(kind)
    }
  })

  test('spaces and capitals do not matter; other names do', () => {
    expect(titles('CONV2D')[0]).toBe('Conv 2D')
    expect(titles('overfitting')).toContain('Dropout')
    expect(titles('no such thing')).toEqual([])
    expect(titles('  ')).toHaveLength(allLayers().length)
  })

  test('the families hold every layer once', () => {
    const families = FAMILIES.map(({ family }) => family)
    for (const def of allLayers()) expect(families.filter((family) => family === def.family)).toHaveLength(1)
  })

  test('after an image, what takes images comes before what does not; sources are not offered', () => {
    const order = fittingFirst([28, 28, 1], allLayers()).map(({ kind }) => kind)
    expect(order.indexOf('conv2d')).toBeLessThan(order.indexOf('lstm'))
    expect(order).toContain('lstm')
    expect(order).not.toContain('input')
  })

  test('shortens every title to letters of its own, at most three', () => {
    const short = allLayers().map(({ title }) => shortTitle(title))
    expect(new Set(short).size).toBe(short.length)
    for (const letters of short) expect(letters).toMatch(/^[A-Z][A-Za-z]?[A-Z]?\d?$/)
    expect(Math.max(...short.map(({ length }) => length))).toBeLessThanOrEqual(3)
  })
})
