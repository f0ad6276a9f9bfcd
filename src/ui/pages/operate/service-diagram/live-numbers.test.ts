/** Tests that live numbers are shown on the canvas while a service is running. */
import { expect, test } from 'vitest'
import { exampleService } from '../../../../gallery/services'
import { openFold } from '../../../../ops/log/fold-log'
import { book, sampleLog } from '../../../../ops/log/sample-log.test-help'
import { INITIAL_OPERATE, type OperateState, type Serving } from '../../../../studio/operate/state'
import type { DeployTarget } from '../../../../protocol/serving-messages'
import { currentTraffic } from '../use-stage-traffic'

function stateWith(
  serving: Serving,
  clock = { at: 50_000, playing: false },
  places: readonly DeployTarget[] = [],
): OperateState {
  const { nodes, wires } = exampleService('digits').drawing
  const drawing = { nodes: nodes.map((node, i) => ({ ...node, id: book.stages[i] ?? node.id })), wires }
  const folding = openFold({})
  folding.push([sampleLog(50, 50_000).requests], 50_000, book)
  const board = { store: { getState: () => ({ project: { drawing }, report: { diagnostics: [] } }) } }
  const log = {
    version: 1,
    log: { book, at: 50_000, changes: [], fold: { buffer: folding.buffer }, deploy: () => ({ of: 'slow', places }) },
  }
  // The cast is safe because the code reads only these members of the log and the board.
  return {
    ...INITIAL_OPERATE,
    service: 'points',
    board,
    serving,
    clock: { ...clock, speed: 1 },
    log,
  } as unknown as OperateState
}

test('a stopped service shows no traffic', () => {
  expect(
    currentTraffic(stateWith({ tag: 'on', book, rowsOf: { model: 'm', version: 1 } })).byStage.size,
  ).toBeGreaterThan(0)
  for (const tag of ['off', 'opening'] as const) expect(currentTraffic(stateWith({ tag })).byStage.size).toBe(0)
})

test('during playback, rates are computed up to the log, also if the clock is ahead of it', () => {
  const rates = (clock: { readonly at: number; readonly playing: boolean }) =>
    [...currentTraffic(stateWith({ tag: 'on', book, rowsOf: { model: 'm', version: 1 } }, clock)).byStage.values()].map(
      ({ perMinute }) => perMinute,
    )
  const read = rates({ at: 50_000, playing: true })
  expect(read.length).toBeGreaterThan(0)
  expect(rates({ at: 500_000, playing: true })).toEqual(read)
  // While playback is paused, the log is complete, so a log that ends earlier means that no requests arrived in the
  // last minute.
  expect(rates({ at: 500_000, playing: false })).toEqual([])
})

test('a stage in which a new build answers is known, until the service stops', () => {
  const builds = (tag: 'on' | 'off', alias: 'champion' | 'shadow') =>
    currentTraffic(
      stateWith(tag === 'on' ? { tag, book, rowsOf: { model: 'm', version: 1 } } : { tag }, undefined, [
        { model: 'digits', alias },
      ]),
    ).newBuilds.size
  expect([builds('on', 'champion'), builds('on', 'shadow'), builds('off', 'champion')]).toEqual([1, 0, 0])
})
