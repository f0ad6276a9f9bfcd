import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { layers } from '../../catalog/layers'
import { choice, flag, float, int, ints, window } from '../../catalog/params'
import type { DrawnNode } from '../../graph/drawing'
import { sharedParams } from '../../graph/node-edits'
import { optionName } from '../../messages/en/catalog/params'
import { compact } from '../../messages/format'
import { commonValue, parseInts, parseTyped, parseWindow, windowText } from './param-field'

const units = int({ label: 'Units', min: 1, max: 9, default: 4 })
const node = (params: object) => ({
  id: '',
  kind: '',
  label: '',
  params: params as Record<string, number>,
  position: { x: 0, y: 0 },
})

const layer = (kind: string): DrawnNode => ({ ...node({}), kind })

test('the common value, the default if unset, or undefined if values differ', () => {
  expect(commonValue([node({ units: 3 }), node({ units: 3 })], 'units', units, () => ({ units }))).toBe(3)
  expect(commonValue([node({ units: 4 }), node({})], 'units', units, () => ({ units }))).toBe(4)
  expect(commonValue([node({ units: 3 }), node({})], 'units', units, () => ({ units }))).toBeUndefined()
  expect(commonValue([node({ units: 99 }), node({ units: 99 })], 'units', units, () => ({ units }))).toBe(99)
  expect(commonValue([node({ units: '=n' }), node({ units: '=n' })], 'units', units, () => ({ units }))).toBeUndefined()
  const kernel = window({ label: 'Kernel', axes: 2, min: 1, max: 9, default: 3 })
  expect(commonValue([node({ k: [3, 5] }), node({ k: [3, 5] })], 'k', kernel, () => ({ k: kernel }))).toEqual([3, 5])
})

test('an unset value is the default of its own kind: strides of 1 and of the window size differ', () => {
  const [conv, pool] = [layer('conv2d'), layer('maxPooling2d')]
  const specsOf = ({ kind }: DrawnNode) => layers.find(kind)?.params ?? {}
  const stride = expectDefined(sharedParams({ nodes: [], wires: [] }, layers, [conv, pool]).strides, 'a shared stride')
  expect(commonValue([conv, pool], 'strides', stride, specsOf)).toBeUndefined()
  const set = { ...pool, params: { strides: 1 } }
  expect(commonValue([conv, set], 'strides', stride, specsOf)).toBe(1)
})

test('text typed into a mixed field is parsed by its spec, or gives a problem', () => {
  const code = (...args: Parameters<typeof parseTyped>) => {
    const read = parseTyped(...args)
    return read.ok ? read.value : read.error.code
  }
  expect(code(units, '7')).toBe(7)
  expect(code(units, '')).toBe('param-type')
  expect(code(units, '99')).toBe('param-range')
  expect(code(units, 'mixed')).toBe('param-type')
  expect(code(float({ label: 'Rate', min: 0, max: 1, default: 0 }), '0,25')).toBe(0.25)
  expect(code(window({ label: 'Kernel', axes: 2, min: 1, max: 9, default: 3 }), '3 × 5')).toEqual([3, 5])
  expect(code(ints({ label: 'Shape', min: 1, max: 99, maxLength: 3, default: [] }), '4x5')).toEqual([4, 5])
  expect(code(choice({ label: 'Padding', options: ['same', 'valid'], default: 'same' }), 'odd')).toBe('param-choice')
  expect(code(flag({ label: 'Bias', default: true }), 'yes')).toBe('param-type')
})

const side = fc.integer({ min: 1, max: 99 })

test('a window is parsed from its own text', () => {
  fc.assert(
    fc.property(side, side, (a, b) => {
      expect(parseWindow(windowText([a, b], 2))).toEqual(a === b ? a : [a, b])
      expect(parseWindow(windowText(a, 2))).toBe(a)
    }),
  )
})

test.each(['28×28×1', '28, 28, 1', '28x28x1', '[28 28 1]', ' 28 × 28 × 1 '])('%s is a shape', (text) => {
  expect(parseInts(text)).toEqual([28, 28, 1])
})

test('text that is not a number is parsed as NaN', () => {
  expect(parseInts('28, wide')).toEqual([28, Number.NaN])
  expect(parseWindow('')).toBeNaN()
  expect(parseInts('2.5')).toEqual([2.5])
})

test('display names of options, and compact counts', () => {
  expect(optionName('heNormal')).toBe('He normal')
  expect(optionName('relu')).toBe('relu')
  expect(['320', '195K', '1.2M', '10M', '3K']).toEqual([320, 194_688, 1_200_000, 9_999_999, 3000].map(compact))
})
