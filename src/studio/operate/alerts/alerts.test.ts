import { expect, test } from 'vitest'
import { book, logOf } from '../../../ops/alerts/past.test-help'
import { openFold } from '../../../ops/log/fold-log'
import { defaultSlos } from '../../../ops/slo'
import type { ServiceLog } from '../log/service-log'
import { READINGS } from '../log/service-log'
import { addIncidentAction, alertsSummary, currentGrade, currentIncidents, watchObjectives } from './alerts'

const LENGTH = 100
const DRAWING = { nodes: [], wires: [] }

/** A log in which half of all requests fail for half an hour. */
function aLog(): ServiceLog {
  const fold = openFold(READINGS)
  const fails = (minute: number) => (minute >= 60 && minute < 90 ? 0.5 : 0)
  fold.push(logOf({ minutes: LENGTH, perMinute: 20, fails }), LENGTH * 60_000, book)
  const kept = new Map<string, unknown>()
  const annotations = {
    annotation: (of: string) => kept.get(of),
    setAnnotation: (of: string, value: unknown) => kept.set(of, value),
  }
  // The object contains only the parts of a log that these tests read.
  return { fold, readings: fold.states, book, ...annotations } as unknown as ServiceLog
}

test('objectives that are added later are evaluated over the stored log, and the summary counts user actions', () => {
  const log = aLog()
  expect(currentIncidents(log, {})).toEqual([])
  const service = { name: 's', drawing: DRAWING, slos: defaultSlos(true) }
  const state = watchObjectives(log, service)
  expect(watchObjectives(log, { ...service, slos: structuredClone(service.slos) })).toBe(state)
  const [one, ...more] = currentIncidents(log, service)
  expect([one?.fromMinute, more]).toEqual([60, []])
  expect(currentIncidents(log, service)[0]).toBe(one)
  expect(alertsSummary(log, service).incidents).toEqual({ open: 1, acknowledged: 0, resolved: 0 })
  addIncidentAction(log, { act: 'acknowledge', incident: one?.id ?? '', minute: 98 })
  const { incidents, budgets } = alertsSummary(log, service)
  expect(incidents).toEqual({ open: 0, acknowledged: 1, resolved: 0 })
  expect(Object.keys(budgets)).toEqual(['valid-and-fast', 'availability', 'accuracy'])
  expect(budgets.availability).toBeLessThan(1)
  addIncidentAction(log, { act: 'resolve', incident: one?.id ?? '', minute: 99 })
  expect(currentIncidents(log, service)[0]).toMatchObject({ state: 'resolved', resolvedBy: 'user' })
  // Without the objective, there are no incidents.
  expect(currentIncidents(log, { ...service, slos: [] })).toEqual([])
})

test('a grade requires a scenario', () => {
  const service = { name: 's', drawing: DRAWING, slos: defaultSlos(true) }
  const log = aLog()
  expect(currentGrade(log, service)).toBeUndefined()
  expect(alertsSummary(undefined, service).budgets).toEqual({})
  const crash = { id: 'crash', kind: 'crash', startMs: 60 * 60_000, lengthMs: 30 * 60_000 }
  const scenario = { seed: 1, durationMs: LENGTH * 60_000, events: [crash] }
  expect(currentGrade(log, { ...service, scenario })).toMatchObject({ precision: 1, recall: 1, minutesToDetect: 0 })
})
