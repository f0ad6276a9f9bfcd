/**
 * @file Tests collected classes: samples are grouped by class, and the steps that disable classes stay last so that
 * each can be undone independently. Also tests rowsFromValues.
 */
import { expect, test } from 'vitest'
import {
  collectedClasses,
  classesOff,
  offSteps,
  splitOffSteps,
  imageColumn,
  collectedImageSchema,
} from './collected-classes'
import { textAt } from './column-operations'
import { buildReport, type ReportOptions } from './findings'
import { makeSplit } from './split'
import { rowsFromValues } from './rows-from-values'
import { packChunk, unpackChunk } from './packed-chunk'

const schema = { id: 'own', title: 'Hands', ...collectedImageSchema({ side: 28, channels: 1 }, ['left', 'right']) }
const image = (value: number) => new Uint8Array(28 * 28).fill(value)

function given(rows: Parameters<typeof rowsFromValues>[1], of: Parameters<typeof rowsFromValues>[0] = schema) {
  const read = rowsFromValues(of, rows)
  if (!read.ok) throw new Error(read.error.code)
  return read.value
}

test('samples with their source, device and time, as a chunk stores them', () => {
  const dataset = given([
    { image: image(1), class: 'left', from: 'pad', device: 'tablet', time: 1000 },
    { image: image(2), class: 'up', from: 'camera', time: '1970-01-01T00:00:02Z' },
  ])
  expect(dataset.schema.columns[1]).toMatchObject({ values: ['left', 'right', 'up'] })
  expect(dataset.columns[1]).toEqual({ type: 'category', codes: Int16Array.of(0, 2) })
  expect(dataset.columns[3]).toEqual({ type: 'category', codes: Int16Array.of(1, -1) })
  expect(dataset.columns[4]).toEqual({ type: 'time', values: Float64Array.of(1000, 2000) })
  expect(dataset.columns[0]).toEqual({ type: 'image', pixels: Uint8Array.of(...image(1), ...image(2)) })
  expect(unpackChunk(dataset.schema, 2, packChunk(dataset))).toEqual({ ok: true, value: dataset.columns })
})

test.each([
  [{ image: new Uint8Array(3), class: 'left' }, 'step-value'],
  [{ image: image(1), class: 4 }, 'step-value'],
  [{ image: image(1), class: ' ' }, 'step-value'],
  [{ image: image(1), time: 'noon' }, 'step-value'],
  [{ colour: 'red' }, 'step-column'],
])('values that do not fit are reported: %#', (row, code) => {
  const read = rowsFromValues(schema, [row])
  expect(read.ok ? 'ok' : read.error.code).toBe(code)
})

test('in a table row, values that are not passed are missing', () => {
  const table = {
    ...schema,
    kind: 'table' as const,
    columns: [
      { name: 'width', type: 'number' as const },
      { name: 'words', type: 'text' as const },
    ],
    target: 'width',
  }
  const dataset = given([{ width: 2.5 }, { words: 'hello' }], table)
  expect(dataset.columns[0]).toEqual({ type: 'number', values: Float32Array.of(2.5, Number.NaN) })
  const words = dataset.columns[1]
  expect(words?.type === 'text' && [textAt(words, 0), textAt(words, 1)]).toEqual(['', 'hello'])
  expect(imageColumn(table)).toBeUndefined()
})

test('one entry per class, also for empty ones, with whether it is disabled', () => {
  const dataset = given([
    { image: image(1), class: 'right' },
    { image: image(2), class: 'left' },
    { image: image(3), class: 'right' },
  ])
  expect(collectedClasses(dataset, ['left'])).toEqual([
    { label: 'left', rows: [1], isOff: true },
    { label: 'right', rows: [0, 2], isOff: false },
  ])
  expect(collectedClasses(given([]), []).map(({ rows }) => rows)).toEqual([[], []])
})

test('only the trailing steps that disable classes are separated from the others', () => {
  const other = { kind: 'off', column: 'from', values: ['pad'] }
  const exclude = { kind: 'exclude', rows: [[0, 0]] }
  const [left, right] = offSteps('class', ['left', 'right'])
  const steps = [left, exclude, other, left, right].filter((step) => step !== undefined)
  const { head, offs } = splitOffSteps(steps, 'class')
  expect([head.length, offs.length, classesOff(offs)]).toEqual([3, 2, ['left', 'right']])
  expect(splitOffSteps([], 'class')).toEqual({ head: [], offs: [] })
})

test('the report has no findings about how images were collected, unless the network reads it', () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({
    image: Uint8Array.from({ length: 28 * 28 }, (_, at) => (at * (i + 3)) % 251),
    class: i < 30 ? 'left' : 'right',
    from: 'pad',
    ...(i % 2 === 0 ? { device: 'mouse' } : {}),
    time: 1000 * i,
  }))
  const dataset = given(rows)
  const split = makeSplit(dataset, { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 }, 1, 'class')
  const about = (options: ReportOptions) => {
    const work = buildReport(dataset, split, options)
    let step = work.next()
    while (!step.done) step = work.next()
    return new Set(step.value.flatMap(({ columns }) => columns).filter((name) => schema.ignore.includes(name)))
  }
  expect(about({ target: 'class' })).toEqual(new Set())
  expect(about({ target: 'class', features: ['image', 'time'] })).toEqual(new Set(['time']))
})
