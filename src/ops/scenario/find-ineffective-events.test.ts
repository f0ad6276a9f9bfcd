import { expect, test } from 'vitest'
import { formatMessage } from '../../messages/message'
import { checkScenario, idleEvents, operatorsFor, type ScenarioSubject } from './check-scenario'
import { HOUR, type Scenario } from './scenario'

const PICTURES: ScenarioSubject = {
  slices: ['digit 0', 'digit 1'],
  columns: [{ name: 'image', type: 'image' }],
  target: 'digit',
}
const TABLE: ScenarioSubject = {
  slices: ['sex male'],
  columns: [
    { name: 'age', type: 'number' },
    { name: 'sex', type: 'category' },
  ],
  target: 'lives',
}
const WORLD: ScenarioSubject = { ...TABLE, slices: ['shop', 'web'], world: { drifts: ['prices', 'season'] } }

const scenario = (kind: string, params = {}): Scenario => ({
  seed: 1,
  durationMs: HOUR,
  events: [{ ...params, id: 'note', kind, startMs: 0, lengthMs: HOUR }],
})
const idleTexts = (subject: ScenarioSubject, kind: string, params = {}) =>
  idleEvents(scenario(kind, params), subject).map(({ message: content }) => formatMessage(content))

test('an unknown slice is reported with the known ones; the scenario itself is valid', () => {
  expect(checkScenario(scenario('share', { slice: 'bogus' }))).toEqual([])
  expect(idleTexts(PICTURES, 'share', { slice: 'bogus' })).toEqual([
    '"More of a slice" has no effect: no requests are in the slice "bogus". Available slices: digit 0 and digit 1.',
  ])
  expect(idleTexts(PICTURES, 'share', { slice: 'digit 1' })).toEqual([])
  // For a dataset, conditions on its columns are allowed; for a simulation, only the names of its slices.
  expect(idleTexts(TABLE, 'share', { slice: 'age < 30' })).toEqual([])
  expect(idleTexts(TABLE, 'share', { slice: 'lives = yes' })).toEqual([])
  expect(idleTexts(TABLE, 'share', { slice: 'weight < 30' })).toHaveLength(1)
  expect(idleTexts(WORLD, 'share', { slice: 'age < 30' })).toHaveLength(1)
  expect(idleTexts(PICTURES, 'deploy', { model: 'worse for one slice', slice: 'bogus' })).toHaveLength(1)
  expect(idleTexts(PICTURES, 'deploy', { model: 'slow', slice: 'bogus' })).toEqual([])
})

test('an operator that fits no column is reported with those that do', () => {
  expect(idleTexts(PICTURES, 'drift', { operator: 'log' })[0]).toMatch(
    /^"Drift" has no effect: Logarithm cannot change image\. Use .*Brightness.* instead\.$/,
  )
  expect(idleTexts(PICTURES, 'drift', { operator: 'brightness' })).toEqual([])
  expect(idleTexts(TABLE, 'drift', { operator: 'brightness' })).toHaveLength(1)
  expect(idleTexts(TABLE, 'drift', { operator: 'noise' })).toEqual([])
  expect(idleTexts(TABLE, 'drift', { operator: 'noise', column: 'sex' })[0]).toContain('No operation can.')
  expect(operatorsFor(PICTURES)).not.toContain('standardize')
  expect(operatorsFor(TABLE)).toContain('standardize')
  expect(operatorsFor(TABLE)).not.toContain('world')
})

test('a drift of the simulation needs a simulation that has it', () => {
  expect(idleTexts(TABLE, 'drift', { operator: 'world', column: 'prices' })[0]).toContain(
    'set Examples to Generator in the Source stage',
  )
  expect(idleTexts(WORLD, 'drift', { operator: 'world', column: 'prices' })).toEqual([])
  expect(idleTexts(WORLD, 'drift', { operator: 'world', column: 'none' })[0]).toContain(
    'Available drifts: prices and season.',
  )
})

test('a column that no request has is reported', () => {
  expect(idleTexts(TABLE, 'missing', { column: 'weight' })[0]).toContain(
    'requests have no column "weight". Available columns: age and sex.',
  )
  expect(idleTexts(TABLE, 'stale', { column: 'age' })).toEqual([])
  expect(idleTexts(TABLE, 'schema', {})).toEqual([])
})
