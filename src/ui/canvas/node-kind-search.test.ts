import { describe, expect, test } from 'vitest'
import { layerCatalog } from '../network/layer-catalog'
import { acceptsFlow } from './quick-add'
import { kindsOf } from './quick-add-choices'
import { findKinds } from './quick-add-line'

const ALL = kindsOf(layerCatalog)

const titles = (typed: string) => findKinds(typed, ALL).map(({ title }) => title)

describe('findKinds', () => {
  test('every layer is the first match for its title and for its kind', () => {
    for (const { kind, title } of ALL) {
      expect(titles(title)[0], title).toBe(title)
      expect(findKinds(kind, ALL).map((def) => def.kind)).toContain(kind)
    }
  })

  test('ignores spaces and case, and matches alternative names', () => {
    expect(titles('CONV2D')[0]).toBe('Conv 2D')
    expect(titles('overfitting')).toContain('Dropout')
    expect(titles('no such thing')).toEqual([])
    expect(titles('  ')).toHaveLength(ALL.length)
  })

  test('a whole word ranks before a prefix, and the first word of a title before an alternative name', () => {
    expect(titles('depthwise')[0]).toBe('Depthwise conv 2D')
    expect(titles('relu')[0]).toBe('Activation')
    expect(titles('norm')[0]).toBe('Batch norm')
    expect(titles('conv')[0]).toBe('Conv 2D')
    expect(titles('gap')[0]).toBe('Global avg pool 2D')
  })

  test('the families contain every layer once', () => {
    const families = layerCatalog.groups.map(({ family }) => family)
    for (const def of ALL) expect(families.filter((family) => family === def.family)).toHaveLength(1)
  })

  test('acceptsFlow: layers that accept an image; a source accepts nothing', () => {
    const takes = ALL.filter((def) => acceptsFlow(def, [28, 28, 1])).map(({ kind }) => kind)
    expect(takes).toContain('conv2d')
    expect(takes).toContain('add')
    expect(takes).not.toContain('lstm')
    expect(takes).not.toContain('input')
  })
})
