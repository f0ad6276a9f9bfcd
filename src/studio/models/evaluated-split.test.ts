/** @file Tests what weights have seen of the rows that they are evaluated on. */
import { beforeAll, expect, test } from 'vitest'
import { knownDataset } from '../../catalog/datasets'
import { type SeenRows, seenRows } from './evaluated-split'

beforeAll(() => knownDataset('moons'))

const SPLIT = { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 }
const MOONS = { dataset: 'moons' }
const COPY = { dataset: 'copy', version: 'v1' }

/** The state after runs on these data, each trained further from the one before, with other data chosen since. */
function state(trained: readonly object[], chosen: object, split: object = SPLIT, deleted = 0) {
  const runs = trained.map((data, i) => ({
    ...{ id: `r${i}`, startedAt: `2026-01-0${i + 1}`, name: `Run ${i + 1}` },
    ...(i > 0 ? { from: { run: `r${i - 1}`, epoch: 1 } } : {}),
    content: { data, plan: { seed: 1, split: SPLIT, target: 'class' } },
  }))
  const sets = [
    { id: 'copy', base: { kind: 'shipped', dataset: 'moons' }, steps: [{ kind: 'set' }], versions: [] },
    { id: 'copy8', base: { kind: 'shipped', dataset: 'moons', seed: 8 }, steps: [{ kind: 'set' }], versions: [] },
    { id: 'made', base: { kind: 'chunks' }, steps: [], versions: [], parent: { set: 'copy', version: 'v1' } },
  ]
  return {
    ...{ run: { tag: 'idle' }, inUse: null, runs: runs.slice(deleted), sets: { sets } },
    project: { data: chosen, plan: { seed: 1, split, target: 'class' } },
  } as unknown as Parameters<typeof seenRows>[0]
}

const OTHER_SPLIT = { ...SPLIT, seed: 2 }
const BY_GROUP = { ...SPLIT, kind: 'group' }

test.each<[string, Parameters<typeof state>, SeenRows]>([
  ['the same data', [[MOONS], MOONS], 'sets'],
  ['the default seed by its number', [[MOONS], { ...MOONS, seed: 7 }], 'sets'],
  ['points of another seed', [[MOONS], { ...MOONS, seed: 8 }], 'none'],
  ['another dataset', [[MOONS], { dataset: 'spirals' }], 'none'],
  ['another split of the same rows, which is not evaluated', [[MOONS], MOONS, OTHER_SPLIT], 'sets'],
  ['fewer examples, which are not evaluated', [[MOONS], { ...MOONS, samples: 50 }], 'sets'],
  ['an edited copy of the dataset', [[MOONS], COPY], 'edited'],
  ['an edited copy of other points', [[MOONS], { dataset: 'copy8', version: 'v1' }], 'none'],
  ['an edited copy with another split', [[MOONS], COPY, OTHER_SPLIT], 'some'],
  ['an edited copy split by groups', [[MOONS], COPY, BY_GROUP], 'some'],
  ['the dataset that the copy was made of', [[COPY], MOONS], 'edited'],
  ['a dataset that was derived from the copy', [[MOONS], { dataset: 'made', version: 'v2' }], 'some'],
  [
    'other points than the run, but those of the run before',
    [[{ ...MOONS, seed: 8 }, MOONS], { ...MOONS, seed: 8 }],
    'sets',
  ],
  ['points that neither run had', [[{ ...MOONS, seed: 8 }, MOONS], { ...MOONS, seed: 9 }], 'none'],
  ['a run before it that was deleted', [[MOONS, MOONS], MOONS, SPLIT, 1], 'some'],
])('%s', (_, args, seen) => expect(seenRows(state(...args))).toBe(seen))
