/**
 * @file Tests that the report finds all thirty planted defects and that, in the built-in datasets, it finds only the
 * problems described on their cards.
 */
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findingText } from '../../messages/en/findings'
import type { SplitPick } from '../../catalog/training-plan'
import { datasets } from '../../catalog/datasets/all'
import { makeSplit } from '../split'
import '../split-strategies'
import { findingKey } from './finding'
import { findingsOf } from './fixtures/compare-report'
import { moreDatasets } from './fixtures/more-defects'
import { clean, draw, planted, plantedDatasets, set } from './fixtures/planted-defects'
import { shipped } from './fixtures/shipped-datasets'

/** Arguments that are chosen from a few words, and do not come from the data. */
const CHOSEN: ReadonlySet<string> = new Set(['part', 'kind', 'from', 'in', 'by', 'how'])

const plantedSets = plantedDatasets()

test('there are thirty defects in ten datasets', () => {
  expect(plantedSets).toHaveLength(10)
  expect(plantedSets.flatMap(({ faults }) => faults)).toHaveLength(30)
})

describe.each([...plantedSets, ...moreDatasets()].map((one) => [one.name, one] as const))(
  '%s',
  (_, { dataset, split, faults, follows = [] }) => {
    const found = findingsOf(dataset, split)

    test.each(faults.map((fault, i) => [`${i + 1}. ${fault.key}`, fault] as const))(
      'finds %s',
      (_what, { key, rows }) => {
        const finding = found.find((one) => findingKey(one) === key)
        expect(finding, found.map(findingKey).join(', ')).toBeDefined()
        expect(finding?.rows).toEqual(expect.arrayContaining([...rows]))
      },
    )

    test('finds nothing else', () => {
      const planted = new Set([...faults.map(({ key }) => key), ...follows])
      expect(found.filter((one) => !planted.has(findingKey(one))).map((one) => findingText(one).says)).toEqual([])
    })

    test('has short sentences, however long the cells are', () => {
      const long = (value: unknown): unknown => {
        if (typeof value === 'string') return 'x'.repeat(900_000)
        if (Array.isArray(value)) return value.map(long)
        if (typeof value !== 'object' || value === null) return value
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, CHOSEN.has(key) ? one : long(one)]))
      }
      for (const one of found) {
        const { title, says, why } = findingText({ ...one, args: long(one.args) } as typeof one)
        expect(`${title} ${says} ${why}`.length, one.code).toBeLessThan(1500)
      }
    })

    test('has complete sentences', () => {
      for (const one of found) {
        const { title, says, why } = findingText(one)
        expect(`${title} ${says} ${why}`).not.toMatch(/undefined|NaN|Infinity|\[object/)
        expect(says).toMatch(/\.$/)
      }
    })
  },
)

describe('natural data is not reported as an error', () => {
  /** Two kinds of equal size whose measurements differ by a factor; age does not depend on the kind. */
  const kinds = (first: number, second: number, spread: number) => {
    const random = draw(11)
    const names = Array.from({ length: 80 }, (_, row) => (row % 2 === 0 ? 'one' : 'two'))
    const around = (mean: number) => mean * (1 + spread * (2 * random.uniform() - 1))
    return {
      names: { words: names },
      size: { numbers: names.map((name) => around(name === 'one' ? first : second)) },
      age: { numbers: names.map(() => 1 + 11 * random.uniform()) },
    }
  }
  const findingsIn = (dataset: ReturnType<typeof set>) => {
    const { split } = planted('natural', dataset, { faults: [] })
    return findingsOf(dataset, split).filter(({ code }) => code === 'mixed-units' || code === 'leaks-target')
  }

  test.each([
    ['cats and dogs', 4.5, 11.5, 0.22],
    ['moss and fern', 3.9, 9, 0.1],
  ])('the sizes of %s are no mixed units, and a good input in a small table is only a warning', (_, ...sizes) => {
    const { names, size, age } = kinds(...sizes)
    const found = findingsIn(set('small', { kind: names, size, age }, 'kind'))
    expect(found).toMatchObject([{ code: 'leaks-target', severity: 'warn', columns: ['size'] }])
    expect(found[0] && findingText(found[0]).why).toContain('keep it')
    // The kinds may also be a column that is not the target.
    expect(findingsIn(set('other', { kind: names, size, age }, 'age'))).toEqual([])
  })

  test('two clusters that no column explains are at most a warning if both are common', () => {
    const { size, age } = kinds(4.5, 11.5, 0.22)
    const found = findingsIn(set('unnamed', { size, age, other: age }, 'age'))
    expect(found.map(({ code, severity }) => [code, severity])).toContainEqual(['mixed-units', 'warn'])
  })

  /** 110 heavy fruits and 53 lemons, of which four are as heavy as light apples. */
  const fruits = () => {
    const random = draw(17)
    const between = (low: number, high: number) => low + (high - low) * random.uniform()
    const names = Array.from({ length: 163 }, (_, row) => (row % 3 === 0 && row < 159 ? 'lemon' : 'apple'))
    const weight = names.map((name, row) => {
      if (name === 'apple') return between(150, 205)
      return row % 39 === 0 && row > 0 ? between(150, 155) : between(95, 127)
    })
    return {
      fruit: { words: names },
      weight: { numbers: weight },
      other: { numbers: weight.map(() => random.uniform()) },
    }
  }

  test('classes that are the clusters except for a few rows are no units', () => {
    const { fruit, weight, other } = fruits()
    expect(findingsIn(set('fruits', { size: weight, other, fruit }, 'fruit')).map(({ code }) => code)).not.toContain(
      'mixed-units',
    )
  })

  test.each([
    ['size', 'miles and kilometers'],
    ['track (km)', 'miles and kilometers'],
    ['distance', 'miles and kilometers'],
    ['weight g', undefined],
    ['weightG', undefined],
    ['height_cm', undefined],
    ['weight', undefined],
    ['in', 'miles and kilometers'], // a name of one word states no unit
  ])('light and heavy values in "%s" look like %s', (name, says) => {
    const { weight, other } = fruits()
    const found = findingsIn(set('unnamed', { [name]: weight, other }, 'other'))
    expect(found.map((one) => findingText(one).says.match(/like (.*) \(/)?.[1])).toEqual(says ? [says] : [])
  })

  test('a few values in another unit are an error, and so is a copy of the target in a small table', () => {
    const [{ dataset, split }] = plantedDatasets() as [ReturnType<typeof planted>]
    const mixed = findingsOf(dataset, split).find(({ code }) => code === 'mixed-units')
    // The limit between the clusters is a round number, because people read it in the list of edits.
    expect(mixed).toMatchObject({ severity: 'bad', remedies: [{ do: 'scale', where: { value: 100 } }] })
    const table = clean(draw(12), 80)
    const copy = { words: table.kind.words.map((word) => ` ${word.toUpperCase()}`) }
    expect(findingsIn(set('copied', { ...table, copy }, 'kind'))).toMatchObject([
      { code: 'leaks-target', severity: 'bad', columns: ['copy'] },
    ])
  })

  test('no column is offered for removal if no other useful input would remain', () => {
    const { names, size } = kinds(4.5, 11.5, 0.22)
    const id = { numbers: names.words.map((_, row) => row) }
    const large = clean(draw(13), 600)
    const copy = { words: large.kind.words }
    for (const dataset of [
      set('alone', { id, size, kind: names }, 'kind'),
      set('only a copy', { id: { numbers: large.a.numbers.map((_, row) => row) }, copy, kind: large.kind }, 'kind'),
    ])
      expect(findingsIn(dataset)[0]).toMatchObject({ code: 'leaks-target', severity: 'warn', remedies: [] })
  })
})

test('a random split of several series is a warning if the target is similar in time within each of them', () => {
  const [stores] = moreDatasets().filter(({ name }) => name === 'stores')
  const found = stores && findingsOf(stores.dataset, stores.split).find(({ code }) => code === 'time-across-parts')
  expect(found).toMatchObject({ severity: 'warn', args: { alike: { column: 'sales', within: 'store' } } })
  expect(found && findingText(found).says).toMatch(/of how "sales" varies within each "store"\.$/)
})

test('the proposed fix works: after a split by group, or by time, the finding is gone', () => {
  const shares = { train: 0.7, validation: 0.15, test: 0.15 } as const
  for (const { dataset, split } of moreDatasets()) {
    const offered = findingsOf(dataset, split).filter(({ code }) => /^(group|time)-across-parts$/.test(code))
    for (const one of offered) {
      const remedy = one.remedies.find((offer) => offer.do === 'split')
      expect(remedy?.column).toBe(one.columns[0])
      const fixed = makeSplit(
        dataset,
        { ...shares, kind: remedy?.by ?? 'random', column: remedy?.column ?? '' },
        3,
        dataset.schema.target,
      )
      expect(findingsOf(dataset, fixed).map(findingKey)).not.toContain(findingKey(one))
    }
  }
})

test('once the rows are split by patient, no finding offers a split that brings the same patients back', () => {
  const rows = 480
  const of = (each: number, prefix: string) => ({
    words: Array.from({ length: rows }, (_, row) => `${prefix}${String(Math.floor(row / each)).padStart(3, '0')}`),
  })
  const dataset = set(
    'patients',
    {
      ...clean(draw(31), rows),
      patient: of(8, 'P'),
      family: of(24, 'F'),
      visit: { numbers: Array.from({ length: rows }, (_, row) => row % 8) },
      // A count with many values.
      visits: { numbers: Array.from({ length: rows }, (_, row) => (row * row) % 41) },
      machine: { words: Array.from({ length: rows }, (_, row) => `M${row % 12}`) },
    },
    'kind',
  )
  const groups = (pick: SplitPick) =>
    findingsOf(dataset, makeSplit(dataset, pick, 3, 'kind'), pick)
      .filter(({ code }) => code === 'group-across-parts')
      .map(({ columns, severity, remedies, splitBy }) => [columns[0], severity, remedies.length, splitBy])
      .sort()
  const shares = { train: 0.7, validation: 0.15, test: 0.15 } as const
  expect(groups({ kind: 'random', ...shares })).toEqual([
    ['family', 'bad', 1, undefined],
    ['machine', 'bad', 1, undefined],
    ['patient', 'bad', 1, undefined],
  ])
  // All rows of a patient are in one family, so a split by family keeps both together.
  expect(groups({ kind: 'group', column: 'patient', ...shares })).toEqual([
    ['family', 'bad', 1, undefined],
    ['machine', 'warn', 0, 'patient'],
  ])
  expect(groups({ kind: 'group', column: 'family', ...shares })).toEqual([['machine', 'warn', 0, 'family']])
  // The visits of each patient are no groups, so a split by them keeps nothing together that another would tear apart.
  expect(groups({ kind: 'group', column: 'visit', ...shares })).toEqual([
    ['family', 'bad', 1, undefined],
    ['machine', 'bad', 1, undefined],
    ['patient', 'bad', 1, undefined],
  ])
})

// The MNIST files are generated rather than committed, so skip MNIST if it has not been built.
const built = datasets.filter(
  ({ schema, rows }) => rows.kind !== 'chunks' || existsSync(`public/data/${schema.id}/manifest.json`),
)

test.each(built.map((def) => [def.schema.id, def] as const))(
  '%s has only the findings that its card describes',
  (id, def) => {
    const dataset = shipped(id)
    const known = (def.known ?? []).map((one) => [one.code, ...one.columns].join(':'))
    for (const seed of [0, 1]) {
      const found = findingsOf(dataset, makeSplit(dataset, def.split, seed, dataset.schema.target))
      expect(found.map(findingKey).sort()).toEqual(known.toSorted())
    }
  },
  300_000,
)
