/**
 * @file Tests of the simulated streams: any time range is reproducible, labels follow their probabilities, and
 * descriptions state the best possible score.
 */
import { describe, expect, it } from 'vitest'
import { expectDefined } from '../../../base/assert'
import { hashSync } from '../../../base/hash'
import { rng } from '../../../base/rng'
import { findDataset } from '../all'
import { streams } from '.'
import { DAY, HOUR } from './calendar'
import type { Happening, Stream } from './define-stream'
import { BEGIN } from './define-stream'

const worlds = Object.entries(streams)
const bytes = new TextEncoder()
const hashOf = (happened: readonly Happening[]) => hashSync(bytes.encode(JSON.stringify(happened)))

function classesOf({ target }: Stream): readonly string[] {
  if (target.type !== 'category') throw new Error('classes')
  return target.values
}

/** Area under the ROC curve when events are ranked by their true probability of the second class. */
function auc(happened: readonly Happening[], positive: string): number {
  const probabilities = (of: boolean) =>
    happened
      .filter(({ truth }) => (truth.label === positive) === of)
      .map(({ truth }) => truth.chances[1] ?? 0)
      .sort((a, b) => a - b)
  const [yes, no] = [probabilities(true), probabilities(false)]
  let [below, pairs] = [0, 0]
  for (const probability of yes) {
    while (below < no.length && (no[below] as number) < probability) below++
    pairs += below
  }
  return pairs / yes.length / no.length
}

it('events are the same in every browser', () => {
  const hashes = worlds.map(([id, world]) => [id, hashOf(world.first(7, BEGIN, 500)).slice(0, 16)])
  expect(Object.fromEntries(hashes)).toMatchInlineSnapshot(`
    {
      "card-payments": "6230905a6e35d8dc",
      "machine-wear": "54d16f4732035925",
      "shop-visits": "30dbf92202d6758e",
      "support-tickets": "f320552575f9bf88",
    }
  `)
})

it('columns keep their notes, which are part of the fingerprints of saved runs', () => {
  const hashes = worlds.map(([id, { columns, others, target }]) => [
    id,
    hashSync(bytes.encode(JSON.stringify([columns, others, target]))).slice(0, 16),
  ])
  expect(Object.fromEntries(hashes)).toEqual({
    'shop-visits': '64461f999735a75f',
    'card-payments': '3aa852e2851656a9',
    'machine-wear': '8b77c90b69633fa2',
    'support-tickets': 'f354e0e4681c5e2a',
  })
})

describe.each(worlds)('%s', (id, world) => {
  const from = BEGIN + 30 * DAY
  const month = world.events(3, from, from + 30 * DAY)

  it('is the same in one stretch and in pieces that start anywhere', () => {
    const cuts = [0, 5.3, 5.31, 11, 29.999, 30].map((day) => from + Math.round(day * DAY))
    const pieces = cuts.slice(1).flatMap((to, i) => world.events(3, cuts[i] as number, to))
    expect(month.length).toBeGreaterThan(200)
    expect(pieces).toEqual(month)
    expect(world.first(3, from, 100)).toEqual(month.slice(0, 100))
    expect(world.events(4, from, from + DAY)).not.toEqual(world.events(3, from, from + DAY))
  })

  it('is in order of time, each event with its own id and valid values', () => {
    expect(new Set(month.map(({ event }) => event.id)).size).toBe(month.length)
    // One comparison of all events, because an assertion takes longer than generating an event.
    const classes = classesOf(world)
    const wrong = month.filter(({ event, truth }, i) => {
      const isInOrder = event.time >= (month[i - 1]?.event.time ?? from)
      const hasValidValues = world.columns.every((column, at) => {
        const cell = event.values[at]
        if (column.type === 'category') return column.values.includes(cell as string)
        return typeof cell === (column.type === 'text' ? 'string' : 'number')
      })
      const sum = truth.chances.reduce((sum, probability) => sum + probability, 0)
      const canHappen = (truth.chances[classes.indexOf(String(truth.label))] as number) > 0
      const hasAllValues = event.values.length === world.columns.length
      return !(isInOrder && hasAllValues && hasValidValues && Math.abs(sum - 1) < 5e-10 && canHappen)
    })
    expect(wrong).toEqual([])
  })

  it.each<readonly [string, Readonly<Record<string, number>>]>([
    ['without drift', {}],
    ...Object.keys(world.drifts).map((name) => [`with drift ${name} at one half`, { [name]: 0.5 }] as const),
    ...Object.keys(world.drifts).map((name) => [`with drift ${name} in full`, { [name]: 1 }] as const),
  ])('labels follow their probabilities %s', (_, drift) => {
    const happened = world.first(11, BEGIN, 8000, { drift })
    classesOf(world).forEach((name, at) => {
      for (const [low, high] of [
        [0, 0.1],
        [0.1, 0.3],
        [0.3, 0.6],
        [0.6, 0.9],
        [0.9, 1.01],
      ] as const) {
        const within = happened.filter(({ truth }) => {
          const probability = truth.chances[at] as number
          return probability >= low && probability < high
        })
        const expected = within.reduce((sum, { truth }) => sum + (truth.chances[at] as number), 0)
        const spread = within.reduce((sum, { truth }) => {
          const probability = truth.chances[at] as number
          return sum + probability * (1 - probability)
        }, 0)
        const came = within.filter(({ truth }) => truth.label === name).length
        // By chance, a probability band deviates by this much with a probability of 1 in 40,000, and there are about
        // 200 bands. Readings of one machine are correlated, so its limit is wider.
        const lean = id === 'machine-wear' ? 3 : 1
        expect(Math.abs(came - expected), `${name} ${low}`).toBeLessThanOrEqual(4.2 * lean * Math.sqrt(spread) + 0.5)
      }
    })
  })

  it('follows its knobs: rate, mix of slices, and their change over time', () => {
    const much = world.events(3, from, from + 30 * DAY, { rate: 3 })
    expect(much.length / month.length).toBeGreaterThan(2.7)
    expect(much.length / month.length).toBeLessThan(3.3)
    const slice = expectDefined(month[0], 'an event').event.slice
    const without = world.events(3, from, from + 30 * DAY, { mix: { [slice]: 0 } })
    expect(without.filter(({ event }) => event.slice === slice)).toEqual([])
    expect(without.length).toBeGreaterThan(0)
    expect(world.events(3, from, from + DAY, { rate: 0 })).toEqual([])
    const later = world.events(3, from, from + 30 * DAY, (time) => ({ rate: time < from + 15 * DAY ? 1 : 0 }))
    expect(later).toEqual(month.filter(({ event }) => event.time < from + 15 * DAY))
  })

  it('changes with each of its drifts, and with nothing else', () => {
    for (const name of Object.keys(world.drifts)) {
      const turned = world.events(3, from, from + 10 * DAY, { drift: { [name]: 1 } })
      const plain = world.events(3, from, from + 10 * DAY, { drift: { [name]: 0 } })
      expect(hashOf(turned), name).not.toBe(hashOf(plain))
      expect(hashOf(plain)).toBe(hashOf(world.events(3, from, from + 10 * DAY)))
    }
  })

  it('has a dataset of its first events, with a description that states the best possible score', () => {
    const def = expectDefined(findDataset(id), id)
    if (def.rows.kind !== 'generated') throw new Error('generated')
    const { rows } = def.schema
    const seed = rng(7, { kind: 'generate' }).next()
    const happened = world.first(seed, BEGIN, rows)
    const [time] = def.rows.make(rng(7, { kind: 'generate' }), rows)
    if (time?.type !== 'time') throw new Error('no time')
    expect([...time.values]).toEqual(happened.map(({ event }) => event.time))
    const best = happened.reduce((sum, { truth }) => sum + Math.max(...truth.chances), 0) / rows
    const stated = /(\d\.\d\d|\d\d%)/.exec(def.about)?.[0] ?? ''
    const expected = stated.endsWith('%')
      ? `${Math.round(100 * best)}%`
      : auc(happened, classesOf(world)[1] ?? '').toFixed(2)
    expect(stated).toBe(expected)
  })
})

it('shop visits have a daily and a weekly wave', () => {
  const year = (streams['shop-visits'] as Stream).events(5, BEGIN, BEGIN + 364 * DAY)
  const at = (from: number, to: number) =>
    year.filter(({ event }) => {
      const hour = (event.time % DAY) / HOUR
      return hour >= from && hour < to
    }).length
  expect(at(18, 22) / at(6, 10)).toBeGreaterThan(4)
  const days = [0, 1, 2, 3, 4, 5, 6].map(
    (day) => year.filter(({ event }) => Math.floor((event.time - BEGIN) / DAY) % 7 === day).length,
  )
  expect(
    (((days[5] as number) + (days[6] as number)) / 2 / ((days[0] as number) + (days[1] as number))) * 2,
  ).toBeGreaterThan(1.15)
})
