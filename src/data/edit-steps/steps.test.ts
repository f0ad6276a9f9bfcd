import { describe, expect, test } from 'vitest'
import { rng } from '../../base/rng'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { formatMessage } from '../../messages/message'
import { cellText } from '../cell-text'
import { emptyColumn, rowsIn, textColumn } from '../column-operations'
import type { Dataset } from '../dataset'
import type { DataStep } from '../dataset-edit'
import { packChunk } from '../packed-chunk'
import { applyStep, applySteps, checkStep, stepDef, stepKinds, stepText } from './index'

const NONE = new Map<string, Uint8Array<ArrayBuffer>>()

function flowers(): Dataset {
  return {
    schema: {
      id: 'flowers',
      title: 'Flowers',
      kind: 'table',
      columns: [
        { name: 'width', type: 'number', unit: 'cm' },
        { name: 'kind', type: 'category', values: ['rose', 'Rose ', 'tulip'] },
        { name: 'note', type: 'text' },
        { name: 'seen', type: 'time' },
        { name: 'picture', type: 'image', height: 1, width: 2, channels: 1 },
      ],
      rows: 6,
      testRows: 2,
      target: 'kind',
      ignore: ['note'],
    },
    columns: [
      { type: 'number', values: Float32Array.of(1, 0.1, 250, Number.NaN, -999, 3) },
      { type: 'category', codes: Int16Array.of(0, 1, 2, -1, 0, 2) },
      { type: 'text', ...withoutType(textColumn(['12', '0,5', 'n/a', '', '1e999', '12'])) },
      {
        type: 'time',
        values: Float64Array.from(['2024-01-01', '2024-02-29', '', '', '1999-12-31', '2000-01-01'], Date.parse),
      },
      { type: 'image', pixels: Uint8Array.from({ length: 12 }, (_, i) => i) },
    ],
  }
}

function withoutType({ type: _type, ...rest }: ReturnType<typeof textColumn>) {
  return rest
}

/** Formats a column as text, with "·" for missing values. */
function shown({ schema, columns }: Dataset, name: string): string {
  const i = schema.columns.findIndex((column) => column.name === name)
  const [of, column] = [schema.columns[i] as ColumnSchema, columns[i] as Column]
  return Array.from({ length: schema.rows }, (_, row) => cellText(of, column, row) ?? '·').join(' ')
}

function taken(...steps: readonly DataStep[]): Dataset {
  const applied = applySteps(flowers(), steps, NONE)
  if (!applied.ok) throw new Error(formatMessage(applied.error))
  return applied.value
}

function refused(step: DataStep): string {
  const applied = applyStep(flowers(), step, NONE)
  return applied.ok ? 'not refused' : formatMessage(applied.error)
}

describe('each kind of step', () => {
  test("rows are excluded or kept; the dataset's own test rows stay last", () => {
    const out = taken({
      kind: 'exclude',
      rows: [
        [0, 1],
        [4, 4],
      ],
    })
    expect(shown(out, 'kind')).toBe('tulip · tulip')
    expect([out.schema.rows, out.schema.testRows]).toEqual([3, 1])
    expect((out.columns[4] as { pixels: Uint8Array }).pixels).toEqual(Uint8Array.of(4, 5, 6, 7, 10, 11))
    const kept = taken({ kind: 'keep', rows: [[5, 5]] })
    expect([shown(kept, 'width'), kept.schema.testRows]).toEqual(['3', 1])
    expect(
      stepText({
        kind: 'exclude',
        rows: [
          [0, 1],
          [4, 4],
        ],
        why: 'duplicates',
      }),
    ).toBe('Excluded 3 rows: duplicates')
    expect(stepText({ kind: 'exclude', rows: [[3, 3]], number: 17 })).toBe('Excluded row 17')
    expect(refused({ kind: 'exclude', rows: [[0, 9]] })).toContain('There is no row 9: the dataset has 6 rows')
    expect(refused({ kind: 'exclude', rows: [[0, 5]] })).toContain('all 6 rows')
    expect(refused({ kind: 'exclude', rows: [[3, 2]] })).toContain('ascending ranges')
  })

  test('a cell is set: a label, also a new one, a number with more digits than a float32, a date, a text, nothing', () => {
    expect(shown(taken({ kind: 'set', column: 'kind', rows: [[3, 4]], value: 'lily' }), 'kind')).toBe(
      'rose Rose  tulip lily lily tulip',
    )
    const exact = taken({ kind: 'set', column: 'width', rows: [[0, 0]], value: 123456789.25 })
    expect(shown(exact, 'width')).toBe('123456789.25 0.1 250 · -999 3')
    expect(exact.schema.columns[0]).toMatchObject({ wide: true, unit: 'cm' })
    expect(shown(taken({ kind: 'set', column: 'width', rows: [[0, 0]], value: 0.3 }), 'width')).toBe(
      '0.3 0.1 250 · -999 3',
    )
    expect(shown(taken({ kind: 'set', column: 'seen', rows: [[2, 2]], value: '2020-05-04' }), 'seen')).toBe(
      '2024-01-01 2024-02-29 2020-05-04 · 1999-12-31 2000-01-01',
    )
    expect(shown(taken({ kind: 'set', column: 'note', rows: [[1, 3]], value: 'ä' }), 'note')).toBe('12 ä ä ä 1e999 12')
    expect(shown(taken({ kind: 'set', column: 'kind', rows: [[0, 5]], value: null }), 'kind')).toBe('· · · · · ·')
    expect(refused({ kind: 'set', column: 'width', rows: [[0, 0]], value: 'wide' })).toBe(
      '"wide" does not fit "width", which contains numbers.',
    )
    expect(refused({ kind: 'set', column: 'seen', rows: [[0, 0]], value: '2024-02-30' })).toContain('does not fit')
    expect(refused({ kind: 'set', column: 'picture', rows: [[0, 0]], value: 1 })).toContain('it contains images')
    expect(stepText({ kind: 'set', column: 'kind', rows: [[3, 3]], value: 'rose' })).toBe(
      'Set "kind" in row 4 to "rose"',
    )
  })

  test('spellings are merged, values renamed or marked as missing; a class is turned off and keeps its name', () => {
    const merged = taken({ kind: 'map', column: 'kind', values: [['Rose ', 'rose']] })
    expect(merged.schema.columns[1]).toMatchObject({ values: ['rose', 'tulip'] })
    expect(shown(merged, 'kind')).toBe('rose rose tulip · rose tulip')
    const swapped = taken({
      kind: 'map',
      column: 'kind',
      values: [
        ['rose', 'tulip'],
        ['tulip', 'rose'],
        ['Rose ', null],
      ],
    })
    expect(shown(swapped, 'kind')).toBe('tulip · rose · tulip rose')
    expect(shown(taken({ kind: 'map', column: 'note', values: [['12', 'dozen']] }), 'note')).toBe(
      'dozen 0,5 n/a · 1e999 dozen',
    )
    const off = taken({ kind: 'off', column: 'kind', values: ['rose'] })
    expect([shown(off, 'kind'), off.schema.testRows]).toEqual(['Rose  tulip · tulip', 1])
    expect(off.schema.columns[1]).toMatchObject({ values: ['rose', 'Rose ', 'tulip'] })
    expect(refused({ kind: 'map', column: 'kind', values: [['lily', 'rose']] })).toContain('has no value "lily"')
    expect(shown(taken({ kind: 'missing', column: 'width', values: [-999, '0.1'] }), 'width')).toBe('1 · 250 · · 3')
    expect(shown(taken({ kind: 'missing', column: 'note', values: ['n/a'] }), 'note')).toBe('12 0,5 · · 1e999 12')
    expect(taken({ kind: 'missing', column: 'kind', values: ['Rose '] }).schema.columns[1]).toMatchObject({
      values: ['rose', 'tulip'],
    })
    expect(shown(taken({ kind: 'fill', column: 'width', value: 7 }), 'width')).toBe('1 0.1 250 7 -999 3')
    expect(shown(taken({ kind: 'fill', column: 'kind', value: 'rose' }), 'kind')).toBe(
      'rose Rose  tulip rose rose tulip',
    )
  })

  test('classes are ordered, so that their codes are ranks; every class has a place', () => {
    const order = { kind: 'order', column: 'kind', values: ['tulip', 'rose', 'Rose '] }
    const ordered = taken(order)
    expect(ordered.schema.columns[1]).toMatchObject({ values: order.values, ordered: true })
    expect([...(ordered.columns[1] as { codes: Int16Array }).codes]).toEqual([1, 2, 0, -1, 1, 0])
    expect(shown(ordered, 'kind')).toBe(shown(flowers(), 'kind'))
    expect(stepText(order)).toBe('Ordered "kind": tulip < rose < Rose ')
    const merged = taken(order, { kind: 'map', column: 'kind', values: [['Rose ', 'rose']] })
    expect(merged.schema.columns[1]).toMatchObject({ values: ['tulip', 'rose'], ordered: true })
    const again = taken(order, { kind: 'order', column: 'kind' })
    expect(again.schema.columns[1]).toEqual({ name: 'kind', type: 'category', values: order.values })
    expect(stepText({ kind: 'order', column: 'kind' })).toBe('The classes of "kind" are no longer ordered')
    expect(taken(order, { kind: 'type', column: 'kind', to: 'text' }).schema.columns[1]).not.toHaveProperty('ordered')
    for (const values of [
      ['tulip', 'rose'],
      ['tulip', 'rose', 'lily'],
    ])
      expect(refused({ ...order, values })).toContain('must list every class of "kind" once')
    expect(refused({ ...order, values: ['rose', 'rose', 'tulip'] })).toContain('different texts')
    expect(refused({ kind: 'order', column: 'width', values: ['1', '3'] })).toBe(
      'You cannot order the classes of "width" because it contains numbers.',
    )
  })

  test('columns are renamed and dropped; the target and ignored columns follow', () => {
    const renamed = taken(
      { kind: 'rename', column: 'kind', to: 'species' },
      { kind: 'rename', column: 'note', to: 'n' },
    )
    expect([renamed.schema.target, renamed.schema.ignore]).toEqual(['species', ['n']])
    expect(refused({ kind: 'rename', column: 'kind', to: 'width' })).toContain('There is already a column "width"')
    expect(refused({ kind: 'drop', columns: ['kind'] })).toContain('is the target column')
    const dropped = taken({ kind: 'roles', target: 'width' }, { kind: 'drop', columns: ['kind', 'note'] })
    expect(dropped.schema.columns.map(({ name }) => name)).toEqual(['width', 'seen', 'picture'])
    expect([dropped.schema.target, dropped.schema.ignore]).toEqual(['width', []])
    expect(taken({ kind: 'roles', target: 'note', ignore: ['note', 'seen'] }).schema.ignore).toEqual(['seen'])
    expect(refused({ kind: 'roles', target: 'nose' })).toContain('There is no column "nose". The columns are width')
  })

  test('a type is changed; values that do not fit become missing and are counted in the record', () => {
    const step = { kind: 'type', column: 'note', to: 'number' }
    const numbers = taken(step)
    expect(shown(numbers, 'note')).toBe('12 0.5 · · · 12')
    const settled = stepDef('type')?.settle?.(step, flowers(), numbers) as DataStep
    expect(stepText(settled)).toBe('Changed "note" to numbers; 2 values did not fit and are missing')
    expect(taken({ kind: 'type', column: 'width', to: 'category' }).schema.columns[0]).toEqual({
      name: 'width',
      type: 'category',
      values: ['-999', '0.1', '1', '3', '250'],
    })
    expect(shown(taken({ kind: 'type', column: 'width', to: 'category' }), 'width')).toBe('1 0.1 250 · -999 3')
    expect(shown(taken({ kind: 'type', column: 'kind', to: 'text' }), 'kind')).toBe('rose Rose  tulip · rose tulip')
    const there = taken({ kind: 'type', column: 'seen', to: 'text' }, { kind: 'type', column: 'seen', to: 'time' })
    expect(there.columns[3]).toEqual(flowers().columns[3])
    const millis = taken({ kind: 'type', column: 'seen', to: 'number' }, { kind: 'type', column: 'seen', to: 'time' })
    expect(millis.columns[3]).toEqual(flowers().columns[3])
    // Dates are parsed as on import: a day above 12 determines the order for the whole column, and invalid dates become
    // missing.
    const { schema, columns } = flowers()
    const texts = ['3.4.2024', '13.4.2024 2:05 pm', 'soon', '2024-05-06T10:00+02:00']
    const cells = Array.from({ length: schema.rows }, (_, row) => texts[row] ?? '')
    const at = schema.columns.findIndex(({ name }) => name === 'note')
    const dated = { schema, columns: columns.with(at, textColumn(cells)) }
    const timesBy = (order?: string) => {
      const after = applyStep(
        dated,
        { kind: 'type', column: 'note', to: 'time', ...(order ? { order } : {}) },
        new Map(),
      )
      const column = after.ok ? after.value.columns[at] : undefined
      const values = column?.type === 'time' ? [...column.values.slice(0, 4)] : []
      return values.map((value) => (Number.isNaN(value) ? '·' : new Date(value).toISOString().slice(0, 16)))
    }
    expect(timesBy()).toEqual(['2024-04-03T00:00', '2024-04-13T14:05', '·', '2024-05-06T08:00'])
    expect(timesBy('mdy')).toEqual(['2024-03-04T00:00', '·', '·', '2024-05-06T08:00'])
    expect(refused({ kind: 'type', column: 'note', to: 'time', order: 'ydm' })).toContain(
      'its date order must be one of',
    )
    expect(refused({ kind: 'type', column: 'picture', to: 'text' })).toContain(
      'You cannot change the type of "picture"',
    )
  })

  test('mixed units are scaled where a condition holds', () => {
    const scaled = taken({
      kind: 'scale',
      column: 'width',
      factor: 0.01,
      where: { column: 'width', is: '>', value: 100 },
      unit: 'm',
    })
    expect(shown(scaled, 'width')).toBe('1 0.1 2.5 · -999 3')
    expect(scaled.schema.columns[0]).toMatchObject({ unit: 'm' })
    expect(shown(taken({ kind: 'scale', column: 'width', factor: 3, offset: 1 }), 'width')).toBe('4 1.3 751 · -2996 10')
    expect(
      refused({ kind: 'scale', column: 'width', factor: 2, where: { column: 'nose', is: '>', value: 1 } }),
    ).toContain('nose')
    expect(refused({ kind: 'scale', column: 'width', factor: 0 })).toContain('its factor')
    expect(
      stepText({ kind: 'scale', column: 'width', factor: 0.01, where: { column: 'width', is: '>', value: 100 } }),
    ).toBe('Multiplied "width" by 0.01 where width > 100')
    expect(stepText({ kind: 'scale', column: 'width', factor: 1 / 2.54 })).toBe('Multiplied "width" by 0.3937008')
  })

  test("rows are added before the dataset's own test rows; classes of both are merged, different columns are refused", () => {
    const columns: ColumnSchema[] = [
      { name: 'kind', type: 'category', values: ['lily', 'rose'] },
      { name: 'width', type: 'number', wide: true },
    ]
    const own = taken({ kind: 'drop', columns: ['note', 'seen', 'picture'] })
    const bytes = packChunk({
      schema: { ...own.schema, columns, rows: 2 },
      columns: [
        { type: 'category', codes: Int16Array.of(0, 1) },
        { type: 'number', values: Float64Array.of(123456789.25, 5) },
      ],
    })
    const step = {
      kind: 'append',
      chunks: [{ sha256: 'x', rows: 2, bytes: bytes.length }],
      columns,
      source: 'more.csv',
    }
    const more = applyStep(own, step, new Map([['x', bytes]]))
    if (!more.ok) throw new Error(formatMessage(more.error))
    expect(shown(more.value, 'kind')).toBe('rose Rose  tulip · lily rose rose tulip')
    expect(shown(more.value, 'width')).toBe('1 0.1 250 · 123456789.25 5 -999 3')
    expect([more.value.schema.rows, more.value.schema.testRows]).toEqual([8, 2])
    expect(stepText(step)).toBe('Added 2 rows: more.csv')
    expect(refused(step)).toContain('Missing: note, seen, and picture')
    expect(refused({ ...step, columns: [...flowers().schema.columns, { name: 'age', type: 'number' }] })).toContain(
      'New: age',
    )
    const [first, ...rest] = flowers().schema.columns
    expect(refused({ ...step, columns: [{ ...first, type: 'text' }, ...rest] })).toContain(
      'contains numbers in the dataset and text in the files',
    )
    expect(applyStep(own, step, NONE)).toMatchObject({ ok: false })
  })

  test('an invalid step is refused with the reason', () => {
    for (const value of [null, 4, {}, { kind: 'explode' }, { kind: '__proto__' }])
      expect(checkStep(value).ok).toBe(false)
    for (const kind of stepKinds) {
      const read = checkStep({ kind })
      expect(read.ok ? kind : formatMessage(read.error)).toContain(`The step "${kind}" `)
    }
  })
})

test('cached states are continued, and a changed prefix is not mistaken for a cached one', () => {
  const base = flowers()
  const first: DataStep = { kind: 'set', column: 'width', rows: [[0, 0]], value: 9 }
  const second: DataStep = { kind: 'exclude', rows: [[5, 5]] }
  const one = applySteps(base, [first], NONE)
  const two = applySteps(base, [first, second], NONE)
  expect(two.ok && shown(two.value, 'width')).toBe('9 0.1 250 · -999')
  expect(applySteps(base, [{ ...first }], NONE)).toEqual(one)
  expect(applySteps(base, [{ ...first }], NONE).ok && one.ok && (one.value.columns[0] as object)).toBeTruthy()
  const other = applySteps(base, [{ ...first, value: 8 }, second], NONE)
  expect(other.ok && shown(other.value, 'width')).toBe('8 0.1 250 · -999')
  expect(applySteps(base, [], NONE)).toEqual({ ok: true, value: base })
})

test('after any steps the dataset agrees with its schema, and other columns are unchanged', () => {
  const { below } = rng(5, { kind: 'split' })
  for (let round = 0; round < 300; round++) {
    let dataset = flowers()
    for (let i = 0; i < 5; i++) {
      const step = anyStep(dataset, below)
      const next = applyStep(dataset, step, NONE)
      if (!next.ok) continue
      expectSound(next.value, step)
      const names = [step.column, step.to, ...((step.columns as string[]) ?? [])]
      if (!stepDef(step.kind)?.movesRows && step.kind !== 'roles')
        for (const [at, schema] of next.value.schema.columns.entries()) {
          if (names.includes(schema.name)) continue
          const before = dataset.schema.columns.findIndex(({ name }) => name === schema.name)
          expect(next.value.columns[at]).toBe(dataset.columns[before])
        }
      dataset = next.value
    }
  }
})

function expectSound({ schema, columns }: Dataset, step: DataStep): void {
  const json = JSON.stringify(step)
  expect(columns.length, json).toBe(schema.columns.length)
  expect(schema.testRows, json).toBeLessThanOrEqual(schema.rows)
  expect(
    schema.columns.map(({ name }) => name),
    json,
  ).toContain(schema.target)
  for (const [i, of] of schema.columns.entries()) {
    const column = columns[i] as Column
    expect([column.type, rowsIn(column, of)], json).toEqual([of.type, schema.rows])
    expect(emptyColumn(of, 0).type).toBe(column.type)
    if (of.type === 'category' && column.type === 'category')
      expect(
        column.codes.every((code) => code >= -1 && code < of.values.length),
        json,
      ).toBe(true)
    if (of.type === 'number' && column.type === 'number')
      expect(column.values instanceof Float64Array, json).toBe(of.wide === true)
  }
}

function anyStep({ schema }: Dataset, below: (n: number) => number): DataStep {
  const column = schema.columns[below(schema.columns.length)]?.name ?? ''
  const from = below(schema.rows)
  const rows = [[from, from + below(schema.rows - from)]]
  const value = ['rose', 3, null, '2024-01-01', 'new', 1e9 + 0.5][below(6)]
  const steps: DataStep[] = [
    { kind: 'exclude', rows },
    { kind: 'keep', rows },
    { kind: 'set', column, rows, value },
    { kind: 'fill', column, value },
    { kind: 'missing', column, values: ['12', 3, 'rose'].slice(below(3)) },
    { kind: 'map', column, values: [['rose', ['tulip', null, 'lily'][below(3)]]] },
    { kind: 'off', column, values: ['tulip'] },
    { kind: 'rename', column, to: `${column}${below(3)}` },
    { kind: 'drop', columns: [column] },
    { kind: 'type', column, to: ['number', 'category', 'text', 'time'][below(4)] },
    { kind: 'scale', column, factor: [0.1, -3, 1e-9][below(3)] },
    { kind: 'roles', target: column },
  ]
  return steps[below(steps.length)] as DataStep
}
