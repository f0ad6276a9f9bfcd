import { expect, onTestFinished, test, vi } from 'vitest'
import { setObjectives } from '../../../ops/alerts/objectives'
import { book, logOf } from '../../../ops/alerts/past.test-help'
import { openFold } from '../../../ops/log/fold-log'
import type { Evaluation } from '../../../metrics/evaluation'
import type { ScenarioEvent } from '../../../ops/scenario/scenario'
import { defaultSlos, type Slo } from '../../../ops/slo'
import { BURN_RULES } from '../../../ops/slo-burn'
import { closeMoons, openMoons } from '../../testing/served-moons.test-help'
import { openTestStudio } from '../../testing/studio-fixture'
import { type OpenLog, READINGS } from '../log/service-log'
import { scenarioSubject } from '../scenario-subject'
import {
  addIncidentAction,
  alertsSummary,
  currentGrade,
  currentIncidents,
  newServiceSlos,
  savedAccuracy,
} from './alerts'

const LENGTH = 100

/** A log in which half of all requests fail for half an hour. */
function aLog(): { readonly log: OpenLog; watch(slos: readonly Slo[]): boolean } {
  const fold = openFold(READINGS)
  const fails = (minute: number) => (minute >= 60 && minute < 90 ? 0.5 : 0)
  fold.push(logOf({ minutes: LENGTH, perMinute: 20, fails }), LENGTH * 60_000, book)
  const kept = new Map<string, unknown>()
  const annotations = {
    annotation: (of: string) => kept.get(of),
    setAnnotation: (of: string, value: unknown) => kept.set(of, value),
  }
  // The object contains only the parts of a log that these tests read.
  const log = { fold, readings: fold.states, book, ...annotations } as unknown as OpenLog
  const { buffer, minute, states } = fold
  return {
    log,
    watch: (slos) =>
      setObjectives(states.objectives, { buffer, levels: states.aggregates, minute, book, slos, rules: BURN_RULES }),
  }
}

test('objectives that are added later are evaluated over the stored log, and the summary counts user actions', () => {
  const { log, watch } = aLog()
  expect(currentIncidents(log)).toEqual([])
  const slos = defaultSlos(true)
  expect(watch(slos)).toBe(true)
  const { objectives: state } = log.readings
  const evaluated = state.objectives
  expect(watch(structuredClone(slos))).toBe(false)
  expect(state.objectives).toBe(evaluated)
  const [one, ...more] = currentIncidents(log)
  expect([one?.fromMinute, more]).toEqual([60, []])
  expect(currentIncidents(log)[0]).toBe(one)
  expect(alertsSummary(log).incidents).toEqual({ open: 1, acknowledged: 0, resolved: 0 })
  addIncidentAction(log, { act: 'acknowledge', incident: one?.id ?? '', minute: 98 })
  const { incidents, budgets } = alertsSummary(log)
  expect(incidents).toEqual({ open: 0, acknowledged: 1, resolved: 0 })
  expect(Object.keys(budgets)).toEqual([
    'valid-and-fast',
    'availability',
    'without-fallback',
    'without-abstention',
    'accuracy',
  ])
  expect(budgets.availability).toBeLessThan(1)
  addIncidentAction(log, { act: 'resolve', incident: one?.id ?? '', minute: 99 })
  expect(currentIncidents(log)[0]).toMatchObject({ state: 'resolved', resolvedBy: 'user' })
  // Without the objective, there are no incidents.
  watch([])
  expect(currentIncidents(log)).toEqual([])
})

test('a changed objective counts from the change on: past incidents keep the one that they were opened with', () => {
  const { log, watch } = aLog()
  const slo = { id: 'a', kind: 'availability', targetPercent: 99, overDays: 30 } as const
  const outcome = () =>
    currentIncidents(log).map(({ id, fromMinute, toMinute, alerts }) => [
      ...[id, fromMinute, toMinute],
      alerts.map((one) => one.kind !== 'drift' && [one.rule, one.toMinute, one.objective?.targetPercent]),
    ])
  watch([slo])
  const past = outcome()
  const active = (rule: string) => [rule, undefined, 99]
  expect(past).toEqual([
    ['a days 61', 61, undefined, [active('days'), active('slow'), ['fast', 93, 99], ['held', 94, 99]]],
  ])
  // With a target of 50%, this incident would not have been opened; its rules stop firing now.
  watch([{ ...slo, targetPercent: 50 }])
  const rules = [
    ['days', LENGTH, 99],
    ['slow', LENGTH, 99],
    ['fast', 93, 99],
    ['held', 94, 99],
  ]
  expect(outcome()).toEqual([['a days 61', 61, LENGTH, rules]])
  // Undone in the same minute, it is as before.
  watch([slo])
  expect(outcome()).toEqual(past)
  // A stricter target would have found it earlier, and pages now.
  watch([{ ...slo, targetPercent: 99.9 }])
  const [[id, from, to, all] = [], ...more] = outcome()
  expect([id, from, to, more]).toEqual(['a days 61', 61, undefined, []])
  expect(all).toEqual(expect.arrayContaining([active('days'), active('slow'), ['fast', 93, 99]]))
})

test('a grade requires a scenario, and counts no event without an effect in this service', async () => {
  const { log, watch } = aLog()
  watch(defaultSlos(true))
  const netloom = await openTestStudio('moons-mlp')
  const subject = scenarioSubject(netloom.app(), netloom.app().project)
  const gradeOf = (...events: readonly object[]) => {
    const place = { startMs: 60 * 60_000, lengthMs: 30 * 60_000 }
    const all = events.map((event) => ({ ...place, ...event }) as ScenarioEvent)
    const scenario = { seed: 1, durationMs: LENGTH * 60_000, events: all }
    return currentGrade(log, { scenario }, subject)
  }
  expect(currentGrade(log, {}, subject)).toBeUndefined()
  expect(alertsSummary(undefined).budgets).toEqual({})
  const crash = { id: 'crash', kind: 'crash' }
  expect(gradeOf(crash)).toMatchObject({ precision: 1, recall: 1, minutesToDetect: 0 })
  // The brightness of two numbers cannot change, so the failures at that time have another cause.
  const idle = { id: 'idle', kind: 'drift', operator: 'brightness' }
  expect(gradeOf(idle)).toMatchObject({ faults: [], ahead: 0, precision: 0, drift: { events: 0 } })
  expect(gradeOf({ ...idle, operator: 'noise' })).toMatchObject({ precision: 1, drift: { events: 1 } })
  await netloom.close()
})

test('abstentions on requests from outside open an incident, although no scenario is played', async () => {
  const netloom = await openMoons()
  const real = performance.now.bind(performance)
  let ahead = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + ahead)
  try {
    await netloom.run('service.new', { name: 'points', model: 'moons' })
    await netloom.run('graph.set', { service: 'points', node: 'abstain', params: { below: 1 } })
    await netloom.run('service.start')
    const rows = Array.from({ length: 60 }, (_, i) => ({ x: (i % 7) / 10, y: (i % 5) / 10 }))
    for (let minute = 0; minute < 20; minute++) {
      await netloom.run('service.infer', { rows })
      ahead += 60_000
    }
    // Inputs may drift as well.
    await expect.poll(() => netloom.state().operate?.incidents.open, { timeout: 9000 }).toBeGreaterThan(0)
    expect(netloom.state().operate?.budgets['without-abstention']).toBeLessThan(1)
  } finally {
    clock.mockRestore()
    await closeMoons(netloom)
  }
}, 60_000)

test('a new service asks for no accuracy that its model did not show', () => {
  const loss = { kind: 'crossEntropy' } as unknown as Parameters<typeof newServiceSlos>[0]['loss']
  const measured = (accuracy: number, rows: number) =>
    ({ split: 'validation', rows, loss: 1, heads: [{ kind: 'classes', accuracy }] }) as unknown as Evaluation
  const target = (of: Evaluation | null) =>
    newServiceSlos({ loss }, savedAccuracy(of)).find(({ kind }) => kind === 'accuracy')?.targetPercent
  expect([target(null), target(measured(0.99, 1000)), target(measured(0.785, 200))]).toEqual([90, 90, 72])
  expect(target(measured(0.2, 50))).toBe(50)
})

test('a new service of a version without saved accuracy asks for what it shows on validation rows', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('model.save', { name: 'moons' })
  const targetOf = async () => {
    await netloom.run('service.new', { model: 'moons' })
    const slos = await netloom.run<readonly Slo[]>('slo.list')
    return slos.find(({ kind }) => kind === 'accuracy')?.targetPercent
  }
  const saved = await targetOf()
  expect(saved).toBeLessThan(90)
  // As if it had been trained in the background.
  const record = await netloom.studio.storage.models.get('moons', 1)
  if (!record) throw new Error('the model was saved')
  await netloom.studio.storage.models.add({ ...record, metrics: null })
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 2 })
  expect(await targetOf()).toBe(saved)
}, 60_000)
