import { expect, test } from 'vitest'
import type { RunRecord } from '../../storage/records'
import { shownRun } from './use-shown-run'

const record = (id: string, startedAt: string, epochs: number) =>
  ({
    id,
    startedAt,
    tag: 'done',
    history: [],
    steps: 60,
    drawingVersion: 3,
    content: { plan: { epochs } },
  }) as unknown as RunRecord
const log = (epoch: number) => ({ epoch, loss: 1, metrics: {} })
const now = { id: 'a', tag: 'training', history: [log(1)], steps: 60, drawingVersion: 4 } as const

test('the current run uses the plan with which it started, not the current plan', () => {
  const shown = shownRun(now, [record('a', '2026-01-01', 6)], 99)
  expect([shown?.epochs, shown?.stepsPerEpoch]).toEqual([6, 10])
})

test('a continued run continues the epoch numbers', () => {
  const half = shownRun({ ...now, history: [log(4), log(5)] }, [record('a', '2026-01-01', 6)], 6)
  expect([half?.epochs, half?.stepsPerEpoch]).toEqual([6, 10])
  const again = shownRun({ ...now, steps: 120, history: [log(7)] }, [record('a', '2026-01-01', 6)], 6)
  expect([again?.epochs, again?.stepsPerEpoch]).toEqual([12, 10])
  const branch = { ...record('a', '2026-01-01', 6), from: { run: 'b', step: 60, epoch: 6 } }
  const early = shownRun({ ...now, steps: 120, history: [] }, [branch], 6)
  expect([early?.epochs, early?.stepsPerEpoch, early?.before]).toEqual([12, 10, 6])
})

test('after a reload the newest stored run is shown', () => {
  expect(shownRun(undefined, [record('old', '2026-01-01', 6), record('new', '2026-02-01', 6)], 6)?.id).toBe('new')
  expect(shownRun(undefined, [], 6)).toBeUndefined()
})
