/** Live numbers stand on the canvas while a service serves, and go when it does not. */
import { expect, test } from 'vitest'
import { openFold } from '../../../../ops/log/fold'
import { book, sampleLog } from '../../../../ops/log/sample-log.test-help'
import { exampleService } from '../../../../gallery/services'
import type { OperateController } from '../../../../studio/operate/controller'
import { NOTHING_OPEN, type Serving } from '../../../../studio/operate/state'
import { currentTraffic } from './use-stage-traffic'

function deskOf(serving: Serving, clock = { at: 50_000, playing: false }): OperateController {
  const { nodes, wires } = exampleService('digits').drawing
  const drawing = { nodes: nodes.map((node, i) => ({ ...node, id: book.stages[i] ?? node.id })), wires }
  const folding = openFold({})
  folding.push([sampleLog(50, 50_000).requests], 50_000, book)
  const board = { store: { getState: () => ({ project: { drawing } }) } }
  const state = { ...NOTHING_OPEN, service: 'points', board, serving, clock: { ...clock, speed: 1 } }
  const log = { book, at: 50_000, fold: { ring: folding.ring } }
  // Cast: what is asked of the desk, and no more.
  return { store: { getState: () => state }, log: () => log } as unknown as OperateController
}

test('of a service that was stopped nothing flows', () => {
  expect(currentTraffic(deskOf({ tag: 'on', book, rowsOf: { model: 'm', version: 1 } })).byStage.size).toBeGreaterThan(
    0,
  )
  for (const tag of ['off', 'opening'] as const) expect(currentTraffic(deskOf({ tag })).byStage.size).toBe(0)
})

test('while it plays rates are of what was read: a clock that is ahead of the log changes none', () => {
  const rates = (clock: { readonly at: number; readonly playing: boolean }) =>
    [...currentTraffic(deskOf({ tag: 'on', book, rowsOf: { model: 'm', version: 1 } }, clock)).byStage.values()].map(
      ({ perMinute }) => perMinute,
    )
  const read = rates({ at: 50_000, playing: true })
  expect(read.length).toBeGreaterThan(0)
  expect(rates({ at: 500_000, playing: true })).toEqual(read)
  // At rest all is read: nothing came since.
  expect(rates({ at: 500_000, playing: false })).toEqual([])
})
