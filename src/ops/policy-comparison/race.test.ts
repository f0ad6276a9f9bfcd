/** The race: the same year for all, each trained by its rule, and the same to the last bit whoever runs it, in whatever pieces. */
import { describe, expect, it } from 'vitest'
import { A_DAY, DELAY_DAYS, makeWorld, type RaceWorld } from './world'
import { courseOf, strengthAt, WEEKS } from './course'
import { isOver, nextWeek, type RaceState, startRace } from './compare-policies'
import { outcomeOf, sentenceOf, USUAL_PRICES } from './verdict'
import { twoSensors } from './world.test-help'

function made(seed: number): RaceWorld {
  const making = makeWorld(twoSensors(400), seed)
  let step = making.next()
  while (!step.done) step = making.next()
  return step.value
}

function lived(world: RaceWorld): RaceState {
  let state = startRace(world)
  while (!isOver(state)) state = nextWeek(world, state)
  return state
}

const world = made(7)
const state = lived(world)
const of = (id: string) => state.policies.find((one) => one.id === id) as RaceState['policies'][number]

describe('the year', () => {
  it('has a day of requests every day, and labels a week late in the order in which they come', () => {
    expect(world.day.filter((day) => day === 100)).toHaveLength(A_DAY)
    expect(Array.from(world.labelDay)).toEqual(Array.from(world.labelDay).sort((a, b) => a - b))
    for (const [i, place] of world.labels.entries())
      expect(world.labelDay[i]).toBe((world.day[place] as number) + DELAY_DAYS)
  })
  it('never judges by a request that is labelled: its row may come again', () => {
    for (const place of world.labels) expect(world.counts[place]).toBe(0)
  })
  it('drifts as its course says', () => {
    const [moved, scaled] = courseOf('two sensors', twoSensors(10).columns) as never as Parameters<
      typeof strengthAt
    >[0][]
    if (!moved || !scaled) throw new Error('drifts')
    expect([0, 69, 133, 363].map((day) => strengthAt(moved, day))).toEqual([0, 0, 1, 1])
    expect([181, 200, 259].map((day) => strengthAt(scaled, day))).toEqual([0, 1, 0])
  })
})

describe('the policies', () => {
  it('begin with one and the same champion', () => {
    expect(state.policies.map(({ right }) => right[0])).toEqual(Array(4).fill(of('never').right[0]))
    expect((of('never').right[0] as number) / (of('never').asked[0] as number)).toBeGreaterThan(0.9)
  })
  it('train by their rules', () => {
    expect(of('never').trainings).toHaveLength(1)
    expect(
      of('monthly')
        .trainings.slice(1)
        .map(({ week }) => week),
    ).toEqual([4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48])
    expect(of('always').trainings).toHaveLength(WEEKS)
    const drift = of('on drift').trainings.slice(1)
    expect(drift.length).toBeGreaterThan(1)
    expect(drift.length).toBeLessThan(WEEKS / 2)
    // Nothing drifts before day 70.
    expect((drift[0] as { week: number }).week).toBeGreaterThan(9)
  })
  it('use no label that has not come', () => {
    for (const { labels, trainings } of state.policies) {
      const last = trainings.at(-1)?.week ?? 0
      expect(labels).toBeLessThanOrEqual(world.labelDay.filter((day) => day < 7 * last).length)
    }
    expect(of('never').labels).toBe(0)
  })
  it('are right more often for being trained, in a year that drifts', () => {
    const right = (id: string) => outcomeOf(of(id), USUAL_PRICES).accuracy
    expect(right('on drift')).toBeGreaterThan(right('never') + 0.03)
    expect(right('always')).toBeGreaterThan(right('never') + 0.03)
  })
  it('come to the same in pieces that travelled as JSON would, and to another in another year', () => {
    let [other, whole] = [startRace(world), startRace(world)]
    for (let week = 0; week < 8; week++)
      [other, whole] = [nextWeek(world, structuredClone(other)), nextWeek(world, whole)]
    expect(other).toEqual(whole)
    expect(made(8).samples.x).not.toEqual(world.samples.x)
  })
  it('is the race that was run when this was written: bits that change are told', () => {
    expect(state.policies.map((policy) => outcomeOf(policy, USUAL_PRICES).wrong)).toMatchInlineSnapshot(`
      [
        1262,
        527,
        469,
        445,
      ]
    `)
  })
})

describe('the verdict', () => {
  it('goes by prices', () => {
    const sentence = (label: number) =>
      sentenceOf(state.policies.map((policy) => outcomeOf(policy, { ...USUAL_PRICES, label })))
    expect(sentence(1000)).toMatch(/^At these prices, "Never" wins/)
    expect(sentence(0)).not.toMatch(/^At these prices, "Never" wins/)
  })
})
