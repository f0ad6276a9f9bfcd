import { expect, test } from 'vitest'
import { findingText } from '../../messages/en/findings'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import { makeSplit } from '../split'
import { findingKey } from './finding'
import { findingsOf } from './fixtures/compare-report'
import { clean, draw, set } from './fixtures/planted-defects'
import { wilson } from '../../metrics/intervals'
import { largestError, minRowsFor } from './set-sizes'

const SHARES = { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 } as const

function found(rows: number, target = 'kind', pick: Parameters<typeof makeSplit>[1] = SHARES) {
  const dataset = set('small', clean(draw(5), rows), target)
  return findingsOf(dataset, makeSplit(dataset, pick, 3, target))
}

test('no accuracy is farther from an end of its interval, and some are as far: 20 points for 25 rows, 10 for 97', () => {
  for (const n of [1, 2, 3, 4, 5, 6, 20, 93, 97, 400]) {
    // Measured accuracies in small steps, those of whole rows included.
    const distances = Array.from({ length: 1000 * n + 1 }, (_, i) => {
      const { low, high } = wilson(i / (1000 * n), n)
      return Math.max(i / (1000 * n) - low, high - i / (1000 * n))
    })
    expect([n, largestError(n)]).toEqual([
      n,
      expect.closeTo(
        distances.reduce((a, b) => Math.max(a, b)),
        5,
      ),
    ])
  }
  expect([minRowsFor(0.2), minRowsFor(0.1)]).toEqual([25, 97])
})

test('a validation set of one row can be off by as much as the report says that 1 of 1 correct can be', () => {
  const dataset = set('small', clean(draw(5), 60), 'kind')
  const split = {
    train: Uint32Array.from({ length: 59 }, (_, i) => i),
    validation: Uint32Array.of(59),
    test: new Uint32Array(),
  }
  const few = findingsOf(dataset, split).find(({ code }) => code === 'few-to-judge')
  expect(findingText(few as NonNullable<typeof few>).says).toContain(
    'off by up to 79 percentage points. Even 1 of 1 correct could be 21% on new data.',
  )
})

test('a dataset of 60 rows with 6 test rows has too few; the text has the numbers', () => {
  const smaller = found(60).filter(({ code }) => code.startsWith('few'))
  expect(smaller.map(findingKey)).toEqual(['few-to-judge'])
  expect(smaller[0]?.rows).toHaveLength(12)
  expect(findingText(smaller[0] as (typeof smaller)[0])).toMatchObject({
    title: 'Too few rows to validate and test',
    says: 'With only 6 rows in the validation set and 6 rows in the test set, your accuracy could be off by up to 40 percentage points. Even 6 of 6 correct could be 61% on new data. Use 97 rows to be within 10 percentage points.',
  })
})

test('a number target is reported without accuracy, and so are few rows in total', () => {
  const smaller = found(40, 'a').filter(({ code }) => code.startsWith('few'))
  expect(smaller.map(findingKey)).toEqual(['few-to-judge', 'few-in-all'])
  expect(findingText(smaller[0] as (typeof smaller)[0]).says).not.toContain('Accuracy')
})

test('enough rows, or a part that the settings leave empty, give no finding', () => {
  expect(found(220)).toEqual([])
  expect(found(60, 'kind', { kind: 'random', train: 0.6, validation: 0.4, test: 0 }).map(findingKey)).toEqual([])
})

test('copies are not excluded from a class that would keep hardly any rows: it needs rows that differ more', () => {
  const table = clean(draw(5), 100)
  const copied = (rows: number) => {
    const of = <T>(all: readonly T[]) => all.map((value, row) => (row < rows ? (all[0] as T) : value))
    const { a, b, c, colour, kind } = table
    const words = of(kind.words).map((word, row) => (row < 12 ? 'rare' : word))
    const copy = {
      ...{ a: { numbers: of(a.numbers) }, b: { numbers: of(b.numbers) }, c: { numbers: of(c.numbers) } },
      ...{ colour: { words: of(colour.words) }, kind: { words } },
    }
    const dataset = set('copied', copy, 'kind')
    return findingsOf(dataset, makeSplit(dataset, SHARES, 3, 'kind')).filter(({ code }) => code === 'duplicate-rows')
  }
  const [few] = copied(12)
  expect(few?.remedies).toEqual([])
  expect(findingText(few as NonNullable<typeof few>).says).toContain(
    '"rare" has hardly any other examples. Add examples that differ more.',
  )
  expect(copied(8)[0]?.remedies).toMatchObject([{ do: 'exclude', count: 7 }])
})

/** The findings of an exam whose rows have these marks and, if given, these sports. */
function exam(marks: readonly string[], values: readonly string[], played?: readonly string[]) {
  const codes = Int16Array.from(marks, (mark) => values.indexOf(mark))
  const sports = [...new Set(played)]
  const sport = played && ({ type: 'category', codes: Int16Array.from(played, (one) => sports.indexOf(one)) } as const)
  const hours = Float32Array.from(marks, (_, i) => (i * 7) % 40)
  const schema: DatasetSchema = {
    ...{
      id: 'exam',
      title: 'Exam',
      kind: 'table' as const,
      rows: marks.length,
      testRows: 0,
      target: 'passed',
      ignore: [],
    },
    columns: [
      { name: 'hours', type: 'number' },
      { name: 'passed', type: 'category', values },
      ...(sport ? [{ name: 'sport', type: 'category' as const, values: sports }] : []),
    ],
  }
  const dataset = {
    schema,
    columns: [
      { type: 'number', values: hours } as const,
      { type: 'category', codes } as const,
      ...(sport ? [sport] : []),
    ],
  }
  return findingsOf(dataset, makeSplit(dataset, SHARES, 3, 'passed'))
}

test('typos of a class come first and are merged, not weighted or excluded', () => {
  const marks = Array.from({ length: 220 }, (_, i) => (i === 7 ? 'yse' : i === 50 ? 'noo' : i % 3 ? 'yes' : 'no'))
  const findings = exam(marks, ['no', 'noo', 'yes', 'yse'])
  expect(findings.map(findingKey)).toEqual(['spellings:passed'])
  expect(findings[0]).toMatchObject({
    severity: 'bad',
    rows: [7, 50],
    remedies: [{ do: 'map', to: { yse: 'yes', noo: 'no' } }],
  })
  expect(findingText(findings[0] as (typeof findings)[0])).toMatchObject({
    title: 'Did you mean "no" and "yes" in "passed"?',
    says: '2 rows in "passed" use another spelling of the same value: probable typo "noo" for "no"; probable typo "yse" for "yes".',
  })
})

test('typos in an input are merged, too', () => {
  const typos = ['tenis', 'footbal', 'swiming', 'tenis']
  const sports = ['tennis', 'football', 'swimming']
  const marks = Array.from({ length: 220 }, (_, i) => (i % 3 ? 'yes' : 'no'))
  const findings = exam(
    marks,
    ['no', 'yes'],
    marks.map((_, i) => typos[i] ?? sports[((i * 7) % 5) % 3] ?? ''),
  )
  expect(findings.map(findingKey)).toEqual(['spellings:sport'])
  expect(findings[0]).toMatchObject({
    severity: 'warn',
    remedies: [{ do: 'map', to: { tenis: 'tennis', footbal: 'football', swiming: 'swimming' } }],
  })
})

test('classes that look the same are merged: composed and decomposed letters, and characters of no width', () => {
  const [decomposed, zeroWidth] = ['cafe\u0301', 'ca\u200bf\u00e9']
  const marks = Array.from({ length: 220 }, (_, i) =>
    i % 9 === 0 ? decomposed : i % 9 === 1 ? zeroWidth : i % 2 ? 'caf\u00e9' : 'no',
  )
  const [twins] = exam(marks, ['caf\u00e9', decomposed, zeroWidth, 'no'])
  expect(twins).toMatchObject({
    code: 'spellings',
    remedies: [{ do: 'map', to: { [decomposed]: 'caf\u00e9', [zeroWidth]: 'caf\u00e9' } }],
  })
  expect(findingText(twins as NonNullable<typeof twins>).says).toBe(
    '50 rows in "passed" use another spelling of the same value: "cafe\u0301 (decomposed)" and "ca\\u200bf\u00e9" for "caf\u00e9".',
  )
})

test('short words that differ by another letter are different classes', () => {
  const marks = Array.from({ length: 220 }, (_, i) => (i === 7 ? 'car' : i % 3 ? 'cat' : 'dog'))
  expect(exam(marks, ['car', 'cat', 'dog']).map(({ code }) => code)).not.toContain('spellings')
})

test('classes without rows are offered to be removed', () => {
  const marks = Array.from({ length: 220 }, (_, i) => (i % 3 ? 'yes' : 'no'))
  const [only, ...others] = exam(marks, ['no', 'maybe', 'yes'])
  expect(others).toEqual([])
  expect(only).toMatchObject({
    code: 'empty-classes',
    remedies: [{ do: 'removeClasses', column: 'passed', values: ['maybe'] }],
  })
  expect(findingText(only as NonNullable<typeof only>).says).toBe('No row has "maybe" in "passed".')
})

test('1,000 classes with few rows are one finding, which names the smallest', () => {
  // Class c has 2 + (c mod 7) rows; the first of each is not used for training.
  const kinds = Array.from({ length: 1000 }, (_, c) =>
    Array<string>(2 + (c % 7)).fill(`c${String(c).padStart(3, '0')}`),
  ).flat()
  const dataset = set('many', { kind: { words: kinds }, a: { numbers: kinds.map((_, i) => Math.sin(i)) } }, 'kind')
  const all = Uint32Array.from(kinds, (_, i) => i)
  const isFirst = (i: number) => kinds[i] !== kinds[i - 1]
  const few = (train: Uint32Array<ArrayBuffer>, validation: Uint32Array<ArrayBuffer>) =>
    findingsOf(dataset, { train, validation, test: new Uint32Array() }).filter(({ code }) =>
      ['few-in-class', 'class-not-learned'].includes(code),
    )
  const [finding, ...more] = few(
    all.filter((i) => !isFirst(i)),
    all.filter(isFirst),
  )
  expect(more).toEqual([])
  expect(finding).toMatchObject({ count: kinds.length, columns: ['kind'] })
  expect(findingText(finding as NonNullable<typeof finding>)).toMatchObject({
    title: '"kind" has 1,000 classes with few rows',
    says: '1,000 classes of "kind" have fewer than 10 rows each: "c000" (2 rows), "c007" (2 rows), "c014" (2 rows), "c021" (2 rows), "c028" (2 rows), and 995 others.',
  })
  // Without the rows of the first 400 classes in training, those are a finding of their own.
  const isEarly = (i: number) => Number(kinds[i]?.slice(1)) < 400
  const apart = few(
    all.filter((i) => !isEarly(i)),
    all.filter(isEarly),
  )
  expect(apart.map((one) => [findingKey(one), findingText(one).title])).toEqual([
    ['class-not-learned:kind', '400 classes of "kind" are missing from the training set'],
    ['few-in-class:kind', '"kind" has 600 classes with few rows'],
  ])
})

test('a target with one class is one finding, whether or not the schema names other classes', () => {
  const codes = (values: readonly string[]) =>
    exam(Array<string>(220).fill('yes'), values).map((one) => [one.code, one.severity])
  expect(codes(['yes'])).toEqual([['one-class', 'bad']])
  expect(codes(['no', 'yes'])).toEqual([
    ['one-class', 'bad'],
    ['empty-classes', 'warn'],
  ])
  const [only] = exam(Array<string>(220).fill('yes'), ['yes'])
  expect(findingText(only as NonNullable<typeof only>).says).toBe('Every row with a label is "yes".')
})
