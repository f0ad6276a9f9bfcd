/** @file Op cases for element-wise and row-wise ops. */
import { ACTIVATIONS } from '../../../formulas/activations'
import type { OpCase, OpFixture } from './op-fixture'

const SIZES = [1, 3, 33, 130, 1027] as const

export function gatherCases(open: () => OpFixture): OpCase[] {
  return [1, 3, 7, 33, 64].map((width, i) => {
    const s = open()
    const [rows, all] = [5, 9]
    s.step(3)
    const order = s.order(all)
    const bytes = i % 2 === 0
    const source = bytes
      ? s.values(Uint32Array.from({ length: Math.ceil((all * width) / 4) }, () => s.random.next()))
      : s.floats(all * width)
    const table = bytes ? { table: s.floats(256) } : {}
    const name = `gatherRows of ${width}${bytes ? ' bytes' : ''}`
    return s.done(name, { op: 'gatherRows', source, ...table, order, out: s.floats(rows * width), rows, width })
  })
}

export function activationCases(open: () => OpFixture): OpCase[] {
  return [...ACTIVATIONS.keys()].flatMap((name, i) => {
    const size = SIZES[i % SIZES.length] as number
    const activation = { name, alpha: 0.3 }
    const forward = open()
    const x = forward.floats(4 * size)
    const backward = open()
    const at = backward.floats(size)
    const y = backward.floats(size)
    const dy = backward.floats(size)
    const inPlace = i % 3 === 0
    return [
      forward.done(`activate ${name}`, {
        op: 'activate',
        x,
        out: forward.floats(4 * size),
        size: 4 * size,
        activation,
      }),
      backward.done(
        `activateGrad ${name}`,
        { op: 'activate', x: at, out: y, size, activation },
        {
          op: 'activateGrad',
          dy,
          x: at,
          y,
          out: inPlace ? dy : backward.floats(size),
          size,
          activation,
          accumulate: !inPlace && i % 2 === 1,
        },
      ),
    ]
  })
}

export function softmaxCases(open: () => OpFixture): OpCase[] {
  const plain = [
    [1, 3],
    [7, 33],
    [33, 1],
    [64, 10],
  ].flatMap(([rows = 1, width = 1], i) => {
    const log = i % 2 === 1
    const forward = open()
    const backward = open()
    const size = rows * width
    return [
      forward.done(`softmax ${rows}x${width}${log ? ' log' : ''}`, {
        op: 'softmax',
        x: forward.floats(size),
        out: forward.floats(size),
        rows,
        width,
        log,
      }),
      backward.done(`softmaxGrad ${rows}x${width}${log ? ' log' : ''}`, {
        op: 'softmaxGrad',
        dy: backward.floats(size),
        y: backward.floats(size, 'unit'),
        out: backward.floats(size),
        rows,
        width,
        log,
        accumulate: i > 1,
      }),
    ]
  })
  const causal = open()
  const x = causal.floats(6 * 5 * 5)
  return [...plain, causal.done('softmax causal', { op: 'softmax', x, out: x, rows: 30, width: 5, causal: true })]
}

export function mergeCases(open: () => OpFixture): OpCase[] {
  const forward = (['add', 'multiply', 'maximum', 'minimum'] as const).map((how, i) => {
    const s = open()
    const size = SIZES[i + 1] as number
    return s.done(`combine ${how}`, {
      op: 'combine',
      how,
      a: s.floats(size),
      b: s.floats(size),
      out: s.floats(size),
      size,
      ...(i === 0 && { scale: 1 / 3 }),
    })
  })
  const backward = (['multiply', 'maximum', 'minimum'] as const).flatMap((how, i) =>
    (['a', 'b'] as const).map((of) => {
      const s = open()
      const size = SIZES[i] as number
      const [a, b, dy] = [s.floats(size), s.floats(size), s.floats(size)]
      const op = { op: 'combineGrad', how, of, a, b, dy, out: s.floats(size), size, accumulate: of === 'b' } as const
      return s.done(`combineGrad ${how} ${of}`, op)
    }),
  )
  return [...forward, ...backward]
}

export function maskCases(open: () => OpFixture): OpCase[] {
  return SIZES.map((size, i) => {
    const s = open()
    s.step()
    const x = s.floats(size)
    return s.done(`dropout of ${size}`, {
      op: 'dropout',
      x,
      out: i === 0 ? x : s.floats(size),
      size,
      rate: s.pick(0.1, 0.25, 0.5),
      seed: s.random.below(1000),
      place: i,
      accumulate: i > 2,
    })
  })
}

export function moveCases(open: () => OpFixture): OpCase[] {
  const fills = [1, 7, 130].map((size) => {
    const s = open()
    return s.done(`fill of ${size}`, { op: 'fill', out: s.floats(size), size, value: 0.25 })
  })
  const turned = open()
  const summed = open()
  const padded = open()
  const repeated = open()
  const twice = open()
  return [
    ...fills,
    turned.done('strided, axes turned', {
      op: 'strided',
      x: turned.floats(2 * 3 * 5 * 7),
      out: turned.floats(2 * 3 * 5 * 7),
      sizes: [2, 7, 3, 5],
      from: [105, 1, 35, 7],
      to: [105, 15, 5, 1],
    }),
    summed.done('strided, the mean of rows', {
      op: 'strided',
      x: summed.floats(3 * 9 * 7),
      out: summed.floats(3 * 7),
      sizes: [3, 7],
      from: [63, 1],
      to: [7, 1],
      sum: [9],
      along: [7],
      scale: 1 / 9,
    }),
    padded.done('strided, an image into a larger one', {
      op: 'strided',
      x: padded.floats(2 * 3 * 4 * 5),
      out: padded.floats(2 * 5 * 6 * 5 + 40),
      sizes: [2, 3, 20],
      from: [60, 20, 1],
      to: [150, 30, 1],
      accumulate: true,
    }),
    repeated.done('strided, pixels repeated', {
      op: 'strided',
      x: repeated.floats(2 * 3 * 4 * 3),
      out: repeated.floats(2 * 6 * 8 * 3),
      sizes: [6, 2, 4, 2, 3],
      from: [12, 0, 3, 0, 1],
      to: [48, 24, 6, 3, 1],
    }),
    twice.done('strided, summed over blocks', {
      op: 'strided',
      x: twice.floats(6 * 8 * 3),
      out: twice.floats(3 * 4 * 3),
      sizes: [3, 4, 3],
      from: [48, 6, 1],
      to: [12, 3, 1],
      sum: [2, 2],
      along: [24, 3],
      accumulate: true,
    }),
  ]
}
