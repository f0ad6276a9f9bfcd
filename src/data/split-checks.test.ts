/**
 * @file Tests that problems with a split are reported with numbers, and that leaks between parts, or the absence of
 * leaks, are reported.
 */
import { expect, test } from 'vitest'
import { formatMessage } from '../messages/message'
import type { ColumnSchema } from '../catalog/dataset-schema'
import type { PrepareStep, SplitPick } from '../catalog/training-plan'
import type { Dataset, SplitName } from './dataset'
import { makeSplit } from './split'
import './split-strategies'
import {
  timeOrderNote,
  sharedGroups,
  splitNotes,
  timeColumnsToReport,
  sameRowNotes,
  windowLeakNotes,
  windowNotes,
} from './split-checks'

/** Creates rows with a class, a group and a time; NaN and -1 mean missing. */
function setOf(rows: readonly (readonly [code: number, who: number, at: number])[]): Dataset {
  const columns: readonly ColumnSchema[] = [
    { name: 'class', type: 'category', values: ['a', 'b'] },
    { name: 'who', type: 'number' },
    { name: 'at', type: 'time' },
  ]
  return {
    schema: {
      id: 's',
      title: 'S',
      kind: 'table',
      columns,
      rows: rows.length,
      testRows: 0,
      target: 'class',
      ignore: [],
    },
    columns: [
      { type: 'category', codes: Int16Array.from(rows, ([code]) => code) },
      { type: 'number', values: Float32Array.from(rows, ([, who]) => who) },
      { type: 'time', values: Float64Array.from(rows, ([, , at]) => at) },
    ],
  }
}

const random: SplitPick = { kind: 'random', train: 0.6, validation: 0.2, test: 0.2 }

function notes(dataset: Dataset, pick: SplitPick): string[] {
  const split = makeSplit(dataset, pick, 1, 'class')
  return splitNotes(dataset, split, pick, 'class').map(({ message: content }) => formatMessage(content))
}

const many = (count: number, of: (row: number) => readonly [number, number, number]) =>
  setOf(Array.from({ length: count }, (_, row) => of(row)))

test('a class with fewer rows than parts is reported with the parts that lack it', () => {
  expect(
    notes(
      many(50, (row) => [row === 7 ? 1 : 0, row, row]),
      random,
    ),
  ).toEqual(['"b" has only 1 row, which is too few for all sets: the validation set and the test set have none.'])
})

test('an even split of many rows has no problems', () => {
  expect(
    notes(
      many(100, (row) => [row % 2, row % 10, row]),
      random,
    ),
  ).toEqual([])
  expect(
    notes(
      many(100, (row) => [row % 2, Math.floor(row / 2) % 20, row]),
      { ...random, kind: 'group', column: 'who' },
    ),
  ).toEqual([])
  expect(
    notes(
      many(100, (row) => [row % 2, 0, row]),
      { ...random, kind: 'time', column: 'at' },
    ),
  ).toEqual([])
})

test('a group that is too large for a part, too few groups, and rows without a group are reported', () => {
  const group: SplitPick = { ...random, kind: 'group', column: 'who' }
  const large = notes(
    many(100, (row) => [row % 2, row < 80 ? 0 : row, row]),
    { ...group, train: 0.5, validation: 0, test: 0.5 },
  )
  expect(large).toHaveLength(1)
  expect(large[0]).toMatch(
    /^The group "0" has 80 rows and cannot be divided, so the (training|test) set cannot get its planned size of about 50 rows\.$/,
  )
  const smaller = notes(
    many(100, (row) => [row % 2, row % 2, row]),
    group,
  )
  expect(smaller[0]).toMatch(/^No rows are in the (training|validation|test) set\.$/)
  expect(smaller).toContain('There are only 2 groups for 3 sets, so at least one set is empty.')
  expect(
    notes(
      many(100, (row) => [row % 2, row < 3 ? Number.NaN : row % 20, row]),
      group,
    ),
  ).toEqual(['3 rows have no "who", so each of them is its own group.'])
})

test('rows without a time, a gap, and equal times that stay together are reported', () => {
  const time: SplitPick = { ...random, kind: 'time', column: 'at' }
  expect(
    notes(
      many(100, (row) => [row % 2, 0, row < 4 ? Number.NaN : row]),
      time,
    ),
  ).toEqual(['4 rows without "at" are not in any set.'])
  expect(
    notes(
      many(100, (row) => [row % 2, 0, row]),
      { ...time, gap: 3 },
    ),
  ).toEqual(['6 rows in the gaps between the sets are skipped.'])
  expect(
    notes(
      many(100, (row) => [row % 2, 0, row < 70 ? 0 : row]),
      time,
    ),
  ).toEqual([
    'Rows with the same time stay together, so the training set has 70 rows instead of 60.',
    'Rows with the same time stay together, so the validation set has 10 rows instead of 20.',
  ])
})

test('values of a column that name no part are reported with their rows, and so are drawn validation rows', () => {
  const dataset = many(90, (row) => [row % 2, row % 3, row])
  const pick: SplitPick = {
    kind: 'column',
    train: 0.8,
    validation: 0.2,
    test: 0,
    column: 'who',
    parts: { '0': 'train', '1': 'test' },
  }
  expect(notes(dataset, pick)).toEqual([
    '30 rows are not in any set because no set is chosen for this value of "who": 2. Choose a set for each value.',
    'You did not assign any values to the validation set, so 6 rows were moved to it from the training set.',
  ])
  expect(notes(dataset, { ...pick, parts: { '0': 'train', '1': 'test', '2': 'none' }, validation: 0 })).toEqual([])
})

test('groups in two parts, training rows later than evaluation rows, and their absence are reported', () => {
  const dataset = many(100, (row) => [row % 2, row % 5, row])
  const split = makeSplit(dataset, random, 1, 'class')
  expect(sharedGroups(dataset, split, 'who')).toMatchObject({ tone: 'wrong' })
  const note = sharedGroups(dataset, split, 'who')?.message
  expect(note && formatMessage(note)).toBe(
    '5 of 5 values of "who" are in the training set and also in 40 validation or test rows. Results may look too good.',
  )
  const distance = makeSplit(dataset, { ...random, kind: 'group', column: 'who' }, 1, 'class')
  expect(sharedGroups(dataset, distance, 'who')?.tone).toBe('good')
  expect(timeOrderNote(dataset, split, 'at')?.tone).toBe('wrong')
  const later = makeSplit(dataset, { ...random, kind: 'time', column: 'at' }, 1, 'class')
  expect(timeOrderNote(dataset, later, 'at')?.tone).toBe('good')
  // An empty validation set is a problem, so the order is not a reason to be content.
  const empty = { ...later, validation: new Uint32Array(0) }
  expect(timeOrderNote(dataset, empty, 'at')).toBeUndefined()
})

test('rows without a target are counted, because they are in no set', () => {
  const dataset = many(50, (row) => [row < 2 ? -1 : row % 2, row, row])
  expect(notes(dataset, random)).toEqual(['2 of 50 rows have no "class" and are in no set.'])
})

test('a time column is reported if the target is similar in time or an input reads it, and is wrong only in the first case', () => {
  const { schema } = many(20, (row) => [row % 2, row, row])
  const found = (severity: 'warn' | 'note') => [{ code: 'time-across-parts', columns: ['at'], severity }] as const
  expect(timeColumnsToReport(schema, [], [])).toEqual([])
  expect(timeColumnsToReport(schema, [], ['who'])).toEqual([])
  expect(timeColumnsToReport(schema, [], ['at'])).toEqual([{ column: 'at', tone: 'info' }])
  expect(timeColumnsToReport(schema, found('note'), [])).toEqual([{ column: 'at', tone: 'info' }])
  expect(timeColumnsToReport(schema, found('warn'), ['at'])).toEqual([{ column: 'at', tone: 'wrong' }])
})

test('a column with a different value in each row is not praised', () => {
  const dataset = many(100, (row) => [row % 2, row, row])
  const note = sharedGroups(dataset, makeSplit(dataset, random, 1, 'class'), 'who')
  expect(note?.tone).toBe('info')
  expect(note && formatMessage(note.message)).toBe(
    'Every row has a different "who", so a split by this column is the same as a random split.',
  )
})

test('rows with less history than a window needs are counted for each set', () => {
  const dataset = many(40, (row) => [0, row, row * 1000])
  const inTime = { kind: 'time', column: 'at', train: 0.6, validation: 0.2, test: 0.2 } as const
  const split = makeSplit(dataset, inTime, 1, 'class')
  const sentences = (step: PrepareStep) =>
    windowNotes(dataset, split, { split: inTime, prepare: { who: [{ kind: 'standardize' }, step] } }).map(
      ({ message: content }) => formatMessage(content).replace(/ have fewer.*/, ''),
    )
  expect(sentences({ kind: 'window', length: 4, horizon: 1 })).toEqual(['4 rows of the training set'])
  const ordered = { kind: 'timeWindow', by: 'at', within: '', length: 4, horizon: 1 }
  expect(sentences({ ...ordered, border: 'past' })).toEqual(['4 rows of the training set'])
  // Windows that stay on their side of the split start again after the training set.
  expect(sentences({ ...ordered, border: 'apart' })).toEqual([
    '4 rows of the training set',
    '4 rows of the validation set',
  ])
})

test('inputs that are read later than the window of a forecast ends are reported, but not times', () => {
  const { schema } = setOf([[0, 0, 0]])
  const sentences = (prepare: Readonly<Record<string, readonly PrepareStep[]>>) =>
    sameRowNotes(schema, { prepare }, 'who', ['class', 'at', 'who']).map(({ message: content }) =>
      formatMessage(content),
    )
  const window = (horizon: number) => [{ kind: 'window', length: 3, horizon }]
  expect(sentences({ who: window(12) }).join()).toContain(
    '"who" is predicted from its values of 12 rows before or earlier, but "class" is read later',
  )
  expect(sentences({ who: window(12), class: window(11) })).toHaveLength(1)
  expect(sentences({ who: window(12), class: window(12) })).toEqual([])
  expect(sentences({ who: window(0) })).toEqual([])
  expect(sentences({})).toEqual([])
})

test('training rows whose windows read an evaluated row are reported, unless the split is by time', () => {
  const dataset = setOf(Array.from({ length: 20 }, (_, i) => [0, i, i]))
  const rows = (from: readonly number[]) => Uint32Array.from(from)
  // Of windows of 3 values, 1 row before the row itself, those of rows 10, 11, and 12 have row 9.
  const split = { train: rows([0, 1, 2, 8, 10, 11, 12, 13]), validation: rows([9]), test: rows([19]) }
  const sentences = (step: PrepareStep, pick: SplitPick, part: SplitName = 'validation') =>
    windowLeakNotes(dataset, split, { split: pick, prepare: { who: [step] } }, part).map(
      ({ tone, message: content }) => [tone, formatMessage(content).replace(/ contain.*/, '')],
    )
  const window = { kind: 'window', length: 3, horizon: 1 }
  const found = [['wrong', 'The windows of "who" of 3 of 8 training rows']]
  expect(sentences(window, random)).toEqual(found)
  expect(sentences({ ...window, kind: 'timeWindow', by: 'at', within: '' }, random)).toEqual(found)
  expect(sentences(window, random, 'test')).toEqual([])
  expect(sentences(window, { ...random, kind: 'time', column: 'at' })).toEqual([])
  // Series of their own: row 9 is the only one of its group.
  const apart = { ...window, kind: 'timeWindow', by: 'at', within: 'who' }
  expect(sentences(apart, random)).toEqual([])
})
