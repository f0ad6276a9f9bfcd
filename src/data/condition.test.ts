/**
 * @file Tests conditions: printing and parsing are inverse operations, masks match a row-by-row evaluation, and errors
 * state the position and a fix.
 */
import { expect, test } from 'vitest'
import { computedMs } from '../base/cpu-time.test-help'
import { rng } from '../base/rng'
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { textColumn } from './column-operations'
import type { Condition } from './condition'
import { printCondition, readCondition } from './condition-text'
import type { Dataset } from './dataset'
import { dateRange } from './date-formats'
import { maskOf, rowsOfMask } from './evaluate-condition'
import type { FindVirtualColumn } from './virtual-columns'

const day = (text: string) => Date.parse(text)

const columns: readonly (readonly [ColumnSchema, Column])[] = [
  [
    { name: 'age', type: 'number' },
    { type: 'number', values: Float32Array.of(12, 30, 0.1, Number.NaN, 41.5) },
  ],
  [
    { name: 'big', type: 'number', wide: true },
    { type: 'number', values: Float64Array.of(1, 2, 3, 4, 9007199254740991) },
  ],
  [
    { name: 'class', type: 'category', values: ['7', '10', '9'] },
    { type: 'category', codes: Int16Array.of(0, 1, 2, -1, 0) },
  ],
  [
    { name: 'sex', type: 'category', values: ['female', 'male'] },
    { type: 'category', codes: Int16Array.of(0, 1, -1, 0, 1) },
  ],
  [{ name: 'remarks', type: 'text' }, textColumn(['Was late', 'on time', '', 'LATE again, ünter', 'plate'])],
  [
    { name: 'flown at', type: 'time' },
    {
      type: 'time',
      values: Float64Array.of(
        day('2024-02-29T23:59:59.999Z'),
        day('2024-03-01'),
        Number.NaN,
        day('2023-12-31T12:00Z'),
        day('2024-03-01T14:30:10Z'),
      ),
    },
  ],
  [
    { name: 'curve', type: 'array', shape: [2] },
    { type: 'array', values: Float32Array.of(1, 2, 3, 4, Number.NaN, Number.NaN, 1, Number.NaN, 0, 0) },
  ],
]

const dataset: Dataset = {
  schema: {
    id: 'five',
    title: 'Five rows',
    kind: 'table',
    columns: columns.map(([schema]) => schema),
    rows: 5,
    testRows: 0,
    target: 'age',
    ignore: [],
  },
  columns: columns.map(([, column]) => column),
}

const facts: FindVirtualColumn = (name) => {
  if (name === 'split')
    return {
      schema: { name, type: 'category', values: ['train', 'validation', 'test'] },
      column: { type: 'category', codes: Int16Array.of(0, 0, 1, 2, 2) },
    }
  if (name === 'mistake')
    return {
      schema: { name, type: 'category', values: ['no', 'yes'] },
      column: { type: 'category', codes: Int16Array.of(-1, 0, 1, 1, 0) },
    }
  return undefined
}

function rowsMeeting(text: string): number[] {
  const read = readCondition(text)
  if (!read.ok) throw new Error(read.error.sentence)
  const mask = maskOf(read.value, dataset, facts)
  if (!mask.ok) throw new Error(mask.error.sentence)
  return [...rowsOfMask(mask.value)]
}

function sentence(text: string): string {
  const read = readCondition(text)
  if (!read.ok) return read.error.sentence
  const mask = maskOf(read.value, dataset, facts)
  return mask.ok ? 'fits' : mask.error.sentence
}

test.each<[string, number[]]>([
  ['age < 30', [0, 2]],
  ['age<=30', [0, 1, 2]],
  ['age = 0.1', [2]],
  ['age <= 0.1', [2]],
  ['age > 0.1', [0, 1, 4]],
  ['age != 30', [0, 2, 4]],
  ['not age = 30', [0, 2, 3, 4]],
  ['age is missing', [3]],
  ['age is not missing', [0, 1, 2, 4]],
  ['age in (12, "30")', [0, 1]],
  ['age not in (12, 30)', [2, 3, 4]],
  ['big = 9007199254740991', [4]],
  ['class = "7"', [0, 4]],
  ['class is 7', [0, 4]],
  ['class is not 7', [1, 2]],
  ['class < 10', [0, 2, 4]],
  ['class is missing', [3]],
  ['class in (9, 10)', [1, 2]],
  ['sex contains FEM', [0, 3]],
  ['sex = female or class = 10 and age > 100', [0, 3]],
  ['(sex = female or class = 10) and age < 100', [0, 1]],
  ['remarks contains "late"', [0, 3, 4]],
  ['remarks contains ünt', [3]],
  ['remarks = "on time"', [1]],
  ['remarks != "on time"', [0, 3, 4]],
  ['remarks in ("on time", plate)', [1, 4]],
  ['remarks is missing', [2]],
  ['"flown at" = 2024-03', [1, 4]],
  ['"flown at" < 2024-03', [0, 3]],
  ["'flown at' > 2024-02-29", [1, 4]],
  ['`flown at` >= 2024', [0, 1, 4]],
  ['"flown at" <= 2023', [3]],
  ['"flown at" in (2023-12-31, "2024-03-01 14:30")', [3, 4]],
  ['"flown at" != 2024-03-01', [0, 3]],
  ['curve is missing', [2]],
  ['split = test', [3, 4]],
  ['class = "7" and not split = test', [0]],
  ['mistake', [2, 3]],
  ['not mistake and split = train', [0, 1]],
  ['row < 2', [0, 1]],
  ['all rows', [0, 1, 2, 3, 4]],
  ['no row', []],
  ['AGE = 1 Or NOT age is MISSING AND row > 3'.replace('AGE', 'age'), [4]],
])('%s', (text, rows) => {
  expect(rowsMeeting(text)).toEqual(rows)
})

test.each<[string, string]>([
  ['', 'The condition is empty. Write a condition such as "age < 30" or "sex is missing".'],
  [
    'age <',
    'Expected a value after "<" at character 6, but the condition ends there. Write a number, a word, or text in quotes.',
  ],
  [
    'flown at < 3',
    'Expected a comparison after "flown" at character 7, but found "at". Use =, !=, <, <=, >, >=, "contains", "in (...)", or "is missing". Put a name with spaces in quotes.',
  ],
  [
    '(age < 3',
    'The parenthesis at character 1 is not closed. Expected ) or a comma at character 9, but the condition ends there.',
  ],
  [
    'age < 3 sex = male',
    'Expected the condition to end at character 9, but found "sex". Join conditions with "and" or "or".',
  ],
  ['remarks = "late', 'The " at character 11 is never closed. End the name or text with another ".'],
  ['and age < 3', 'Expected a column name at character 1, but found "and". Write a condition such as "age < 30".'],
  [
    'sex in male',
    'Expected values in parentheses after "in" at character 8, but found "male". Write a list such as "in (Adelie, Gentoo)".',
  ],
  ['agee < 3', 'There is no column "agee". Did you mean age?'],
  ['sex = femal', '"sex" has no value "femal". Did you mean female?'],
  ['age = old', '"age" contains numbers, and "old" is not a number. Write a number such as 30 or -1.5.'],
  [
    '"flown at" = 2023-02-29',
    '"flown at" contains dates or times, and "2023-02-29" is neither. Write a date such as 2024-03-01, 2024-03, or "2024-03-01 14:30".',
  ],
  [
    'sex < male',
    '"sex" contains categories, which have no order, so "<" does not apply. Use =, !=, "in (...)", or "contains".',
  ],
  ['age contains 3', '"age" contains numbers, so "contains" does not apply. Use =, <, >, or "in (...)".'],
  ['curve = 3', '"curve" contains series of numbers. A condition can only check whether a value is missing.'],
  [
    'confidence < 0.5',
    '"confidence" is known only after a trained network has made predictions for the rows. Train a network or choose a run, then try again.',
  ],
  [
    `${'('.repeat(100)}age < 3`,
    'At character 62, parentheses and "not" are nested more than 60 levels deep. Save parts of the condition as slices.',
  ],
])('%s: reports the position and the fix', (text, expected) => {
  expect(sentence(text)).toBe(expected)
})

test('a fault in the text has a position', () => {
  const read = readCondition('age < 3 sex = male')
  expect(!read.ok && read.error.at).toBe(8)
})

const WORDS = [
  'age',
  'flown at',
  'and',
  'IS',
  'all',
  '7',
  '-1e5',
  '',
  'a"b\\c',
  'Zürich',
  'x(y',
  'two\nlines',
  'missing',
  '!',
  '2024-03-01',
]
const NUMBERS = [0, -0, 7, -1.5, 1e21, 1e-9, 9007199254740991]

function drawn(random: ReturnType<typeof rng>, deep: number): Condition {
  const pick = <T>(of: readonly T[]) => of[random.below(of.length)] as T
  const value = () => (random.below(2) ? pick(WORDS) : pick(NUMBERS))
  const some = (min: number) => Array.from({ length: min + random.below(3) }, () => drawn(random, deep - 1))
  const kind = deep > 0 ? random.below(6) : 3 + random.below(3)
  if (kind === 0) return { all: random.below(8) ? some(2) : [] }
  if (kind === 1) return { any: random.below(8) ? some(2) : [] }
  if (kind === 2) return { not: drawn(random, deep - 1) }
  const column = pick(WORDS)
  if (kind === 3) return { column, is: 'missing' }
  if (kind === 4) return { column, is: 'in', value: Array.from({ length: random.below(4) }, value) }
  return { column, is: pick(['=', '!=', '<', '<=', '>', '>=', 'contains'] as const), value: value() }
}

test('any condition can be printed and parsed back', () => {
  const random = rng(11, { kind: 'generate' })
  for (let i = 0; i < 3000; i++) {
    const condition = drawn(random, 4)
    const text = printCondition(condition)
    const read = readCondition(text)
    expect(read.ok ? read.value : read.error.sentence, text).toEqual(condition)
  }
})

test('any text is a condition or has a fault with a position, and never throws', () => {
  const random = rng(12, { kind: 'generate' })
  const parts = [
    'age',
    ' ',
    '<',
    '(',
    ')',
    'not ',
    ' and ',
    '"',
    "'",
    '`',
    '\\',
    ',',
    ' in ',
    '3',
    '!',
    '=',
    'ü',
    '😀',
    '\n',
    ' is ',
    'missing',
  ]
  for (let i = 0; i < 3000; i++) {
    const text = Array.from({ length: random.below(14) }, () => parts[random.below(parts.length)]).join('')
    const read = readCondition(text)
    if (read.ok) {
      const again = readCondition(printCondition(read.value))
      expect(again.ok && again.value, text).toEqual(read.value)
    } else expect(read.error.at, text).toBeLessThanOrEqual(text.length)
  }
})

test('a date covers all its moments', () => {
  const iso = (text: string | number) => {
    const moments = dateRange(text)
    return moments && [new Date(moments.first).toISOString(), new Date(moments.last).toISOString()]
  }
  expect(iso('2024-02')).toEqual(['2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'])
  expect(iso('2023-12-31')).toEqual(['2023-12-31T00:00:00.000Z', '2023-12-31T23:59:59.999Z'])
  expect(iso(1999)).toEqual(['1999-01-01T00:00:00.000Z', '1999-12-31T23:59:59.999Z'])
  expect(iso('0099')).toEqual(['0099-01-01T00:00:00.000Z', '0099-12-31T23:59:59.999Z'])
  expect(iso('2100-02-28')).toEqual(['2100-02-28T00:00:00.000Z', '2100-02-28T23:59:59.999Z'])
  expect(iso('2024-03-01 14:30')).toEqual(['2024-03-01T14:30:00.000Z', '2024-03-01T14:30:59.999Z'])
  expect(iso('2100-02-29')).toBeUndefined()
  expect(iso('2024-13')).toBeUndefined()
})

test('a million rows are compared in a few milliseconds', () => {
  const rows = 1_000_000
  const values = Float32Array.from({ length: rows }, (_, i) => i % 100)
  const codes = Int16Array.from({ length: rows }, (_, i) => i % 2)
  const large: Dataset = {
    schema: {
      ...dataset.schema,
      rows,
      columns: [
        { name: 'age', type: 'number' },
        { name: 'sex', type: 'category', values: ['female', 'male'] },
      ],
    },
    columns: [
      { type: 'number', values },
      { type: 'category', codes },
    ],
  }
  const read = readCondition('age < 30 and not sex = male')
  if (!read.ok) throw new Error(read.error.sentence)
  const timed = Array.from({ length: 5 }, () => {
    const begin = computedMs()
    const mask = maskOf(read.value, large)
    expect(mask.ok && rowsOfMask(mask.value).length).toBe(150_000)
    return computedMs() - begin
  })
  // A condition with two comparisons, a NOT and an AND. The time limit is ten times the duration measured on an idle
  // machine.
  expect(Math.min(...timed)).toBeLessThan(150)
})

test('a column of a saved model is one name: parsed, printed and requested from that model only', () => {
  const parsed = (text: string) => {
    const read = readCondition(text)
    return read.ok ? read.value : read.error.sentence
  }
  const mistake = { column: 'mistake of digits v3', is: '=', value: 'yes' } as const
  for (const text of ['mistake of "digits v3"', 'mistake of digits v3', "MISTAKE of 'digits v3' is yes"])
    expect(parsed(text)).toEqual(mistake)
  expect(parsed('mistake of "my digits v12" and age < 30')).toEqual({
    all: [
      { column: 'mistake of my digits v12', is: '=', value: 'yes' },
      { column: 'age', is: '<', value: 30 },
    ],
  })
  expect(parsed('prediction of "a \\"b\\"" != 7')).toEqual({ column: 'prediction of a "b"', is: '!=', value: 7 })
  expect(parsed('mistake of')).toContain('Expected a value after "of"')
  expect(parsed('age of 30')).toContain('age')
  for (const condition of [mistake, { not: mistake }, { column: 'error of x', is: 'missing' }] as const)
    expect(parsed(printCondition(condition))).toEqual(condition)
  expect(printCondition(mistake)).toBe('mistake of "digits v3" = yes')
  // A literal value that looks like a column name is still parsed as a value.
  expect(printCondition({ column: 'sex', is: '=', value: 'mistake of x' })).toBe('sex = "mistake of x"')
  const requested: string[] = []
  const mask = maskOf(mistake, dataset, (name, model) => {
    requested.push(`${name}/${model}`)
    return facts(name)
  })
  expect(requested).toEqual(['mistake/digits v3'])
  expect(mask.ok && [...rowsOfMask(mask.value)]).toEqual([2, 3])
  const withoutFacts = maskOf(mistake, dataset)
  expect(!withoutFacts.ok && withoutFacts.error.code).toBe('no-model-fact')
})
