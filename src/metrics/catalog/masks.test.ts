/** @file Tests image metrics against examples computed by hand. */
import { describe, expect, it } from 'vitest'
import type { FittedOutput } from '../../data/pipeline'
import { evaluateHead } from '../evaluate-head'
import { measure } from '../metrics-of'
import { maskCounts } from './masks'

const on = (marks: string) => Array.from(marks, (mark) => (mark === '#' ? 255 : 0))

/** The metrics of masks, by the key that they are stored as. */
const maskMetrics = (target: readonly number[], predicted: readonly number[]) =>
  measure({ mask: maskCounts(target, predicted) })

describe('pixels', () => {
  it('means over pixels: off by 10, 20, 0 and 30', () => {
    const { mae, rmse } = measure({ pixels: { actual: [0, 100, 200, 50], predicted: [10, 80, 200, 80] } })
    expect(mae).toBe(15)
    // (100 + 400 + 0 + 900) / 4 = 350
    expect(rmse).toBeCloseTo(Math.sqrt(350), 12)
    expect(measure({ pixels: { actual: [], predicted: [] } })).toMatchObject({ mae: 0, rmse: 0 })
  })
})

describe('masks', () => {
  it.each([
    // TP 2, FP 1, FN 2, TN 3
    ['####....', '##..#...', 5 / 8, 2 / 5, 4 / 7],
    ['####....', '####....', 1, 1, 1],
    ['####....', '....####', 0, 0, 0],
    // The predicted mask is empty, although half of the pixels should be marked.
    ['####....', '........', 0.5, 0, 0],
    ['........', '........', 1, 1, 1],
    ['........', '#.......', 7 / 8, 0, 0],
  ])('%s predicted as %s', (wanted, given, accuracy, iou, dice) => {
    const report = maskMetrics(on(wanted), on(given))
    expect(report.accuracy).toBeCloseTo(accuracy, 12)
    expect(report.iou).toBeCloseTo(iou, 12)
    expect(report.dice).toBeCloseTo(dice, 12)
  })
  it('Dice is 2 IoU / (1 + IoU), and a pixel belongs to the mask above 0.5', () => {
    const { iou = Number.NaN, dice } = maskMetrics([255, 255, 0, 0, 255], [128, 127, 200, 10, 255])
    expect(iou).toBe(2 / 4)
    expect(dice).toBeCloseTo((2 * iou) / (1 + iou), 12)
  })
})

describe('for an output', () => {
  const output: FittedOutput = {
    label: 'Discs',
    kind: 'image',
    column: 'discs',
    shape: [2, 2, 1],
    scale: 1 / 255,
    mask: true,
  }
  const rows = Uint32Array.of(7, 3, 5)
  // Row 7 is half correct, row 3 is entirely wrong, and row 5 is correctly predicted as empty.
  const wanted = Float32Array.of(1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0)
  const raw = Float32Array.of(0.9, 0.2, 0, 0, 0.1, 0.1, 0.1, 0.1, 0, 0, 0.4, 0)

  it('pools all pixels, and shows the worst rows first', () => {
    const head = evaluateHead(output, raw, wanted, rows)
    if (head.kind !== 'image') throw new Error(head.kind)
    // TP 1, FN 5, TN 6.
    expect(head.mask).toMatchObject({ accuracy: expect.closeTo(7 / 12, 12), iou: 1 / 6, dice: 2 / 7 })
    // The pixel errors are 0.1, 0.8, four times 0.9, and 0.4, averaged over twelve pixels.
    expect(head.mae).toBeCloseTo((255 * 4.9) / 12, 4)
    expect(head.worst.map(({ row, iou }) => [row, iou])).toEqual([
      [3, 0],
      [7, 0.5],
      [5, 1],
    ])
    expect(head.worst[1]?.given).toEqual([230, 51, 0, 0])
    expect(head.some.map(({ row }) => row)).toEqual([7, 3, 5])
  })

  it('ranks a half-wrong image before one wrong pixel, whatever their IoU', () => {
    const off = Float32Array.of(1, 1, 1, 0, 0, 1, 0, 0)
    const head = evaluateHead(output, off, Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0), Uint32Array.of(0, 1))
    expect(head.kind === 'image' && head.worst.map(({ row, iou }) => [row, iou])).toEqual([
      [0, 1 / 3],
      [1, 0],
    ])
  })

  it('ranks images by their error, and handles no images and NaN', () => {
    const { mask: _, ...picture } = output as Extract<FittedOutput, { kind: 'image' }>
    const head = evaluateHead(picture, raw, wanted, rows)
    if (head.kind !== 'image') throw new Error(head.kind)
    expect(head.mask).toBeUndefined()
    expect(head.worst.map(({ row }) => row)).toEqual([3, 7, 5])
    expect(head.worst[0]).not.toHaveProperty('iou')
    expect(evaluateHead(output, new Float32Array(0), new Float32Array(0), new Uint32Array(0))).toMatchObject({
      mae: 0,
      worst: [],
    })
    const lost = evaluateHead(output, new Float32Array(12).fill(Number.NaN), wanted, rows)
    expect(lost).toMatchObject({ mae: Number.NaN, mask: { iou: 0 } })
  })

  it('keeps fewer large images', () => {
    const large: FittedOutput = { ...output, shape: [100, 200, 3] }
    const head = evaluateHead(large, new Float32Array(9 * 60_000), new Float32Array(9 * 60_000), new Uint32Array(9))
    expect(head.kind === 'image' && head.worst.length).toBe(1)
  })
})
