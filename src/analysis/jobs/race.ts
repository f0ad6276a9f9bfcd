/** @file Race: some weeks of the year in which policies of retraining live side by side. */
import { Refusal, message } from '../../messages/message'
import '../../messages/en/retraining'
import { columnIndex } from '../../catalog/dataset-schema'
import type { Dataset, Split } from '../../data/dataset'
import { isOver, nextWeek, startRace } from '../../ops/policy-comparison/compare-policies'
import { FEWEST, makeWorld, type RaceSet, type RaceWorld } from '../../ops/policy-comparison/world'
import type { RaceWeeks } from '../../protocol/analysis-messages'
import { defineJob, type KnownSet } from '../job'
import { rawValues } from '../raw-values'
import { answersOf, classesOf } from './baselines'

/** The year of the last race: its weeks are asked for one after the other. */
let kept: { readonly key: string; readonly world: RaceWorld } | undefined

export const raceJob = defineJob({
  kind: 'race',
  *run({ key, dataset, split }: KnownSet, { target, features, seed, weeks, state }): Generator<number, RaceWeeks> {
    const own = JSON.stringify([key, target, features, seed])
    const world = kept?.key === own ? kept.world : yield* makeWorld(raceSet(dataset, split, target, features), seed)
    kept = { key: own, world }
    let now = state ?? startRace(world)
    for (let week = 0; week < weeks && !isOver(now); week++) {
      yield week / weeks
      now = nextWeek(world, now)
    }
    return { state: now, course: world.course, from: world.from }
  },
})

/** A set as a race takes it; refuses one of numbers, or of too few rows. */
export function raceSet(dataset: Dataset, split: Split, target: string, features: readonly string[]): RaceSet {
  const column = dataset.schema.columns[columnIndex(dataset.schema, target)]
  if (classesOf(dataset, target) < 2 || column?.type !== 'category')
    throw new Refusal(message('race-classes', { column: target }))
  const answers = answersOf(dataset, target)
  const heldOut = Uint32Array.from([...split.validation, ...split.test])
  const known = [...split.train, ...heldOut].filter((row) => !Number.isNaN(answers[row])).length
  if (known < FEWEST || heldOut.length < 20) throw new Refusal(message('race-few', { rows: known, needs: FEWEST }))
  const { columns, read } = rawValues(dataset, features)
  const time = dataset.columns.find((one) => one.type === 'time')
  const begins = time?.type === 'time' ? time.values.reduce((most, at) => Math.max(most, at), 0) : 0
  return {
    ...{ id: dataset.schema.id, columns, classes: column.values, begins },
    ...{ train: split.train, heldOut, values: read, answer: (row) => answers[row] as number },
  }
}
