/**
 * @file Tests the run status: remaining times are never underestimated, every state has a distinct text, and the page
 * title shows the progress.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wait } from '../../messages/format'
import { message } from '../../messages/message'
import type { RunProgress, RunState } from '../../protocol/run-state'
import type { RunRecord } from '../../storage/records'
import { book } from '../../ops/log/sample-log.test-help'
import { initialState } from '../../studio/make-studio'
import { spokenEpoch } from './late-services'
import {
  lastRunStatus as statusOfLast,
  openedVersionText,
  pageTitle,
  serviceStatus,
  describeRun,
  spokenStatus,
} from './run-status'

const facts: RunProgress = { id: 'r', drawingVersion: 12, step: 120, steps: 600, epoch: 4, history: [] }
const all: readonly RunState[] = [
  { tag: 'idle' },
  { ...facts, tag: 'preparing' },
  { ...facts, tag: 'training', secondsLeft: 2.2 },
  { ...facts, tag: 'paused' },
  { ...facts, tag: 'done', why: 'finished' },
  { ...facts, tag: 'done', why: 'stopped' },
  { ...facts, tag: 'done', why: 'early' },
  { ...facts, tag: 'failed', reason: message('no-run', {}) },
]

/** Parses the text of a remaining time into seconds. */
function seconds(words: string): number {
  const units: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600 }
  return [...words.matchAll(/(\d+) (s|min|h)/g)].reduce(
    (sum, [, n, unit]) => sum + Number(n) * (units[unit ?? ''] ?? 0),
    0,
  )
}

describe('spoken progress', () => {
  it('gives the last finished epoch of a run with its loss, and nothing after it has ended', () => {
    const state = { ...initialState(), runs: [] }
    const log = { epoch: 4, loss: 0.51234, validationLoss: 0.61234, metrics: {} }
    const training: RunState = { ...facts, tag: 'training', history: [log] }
    expect(spokenEpoch({ ...state, run: training })).toBe('Epoch 4 of 5. Validation loss 0.612.')
    expect(spokenEpoch({ ...state, run: { ...training, history: [{ epoch: 4, loss: 0.51234, metrics: {} }] } })).toBe(
      'Epoch 4 of 5. Loss 0.512.',
    )
    expect(spokenEpoch({ ...state, run: { ...facts, tag: 'done', why: 'finished' } })).toBe('')
    expect(spokenEpoch({ ...state, run: { ...training, epoch: 5 } })).toBe('Epoch 4 of 5. Validation loss 0.612.')
  })
})

describe('run status', () => {
  it('never shows a waiting time that is too short, or more than a minute too long', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 50_000, noNaN: true }), (time) => {
        const stated = seconds(wait(time))
        expect(stated).toBeGreaterThanOrEqual(time < 59.5 ? time : time - 0.5)
        expect(stated).toBeLessThanOrEqual(time + 60)
      }),
    )
  })
  it('differs for every state', () => {
    expect(new Set(all.map((run) => describeRun(run, 6))).size).toBe(all.length)
    expect(describeRun(all[2] as RunState, 6)).toBe('Training: epoch 4 of 6, 3 s left')
  })
  it('shows after a reload how the last run ended', () => {
    const { plan } = initialState().project
    const content = { name: 'x', networks: [], data: { dataset: 'moons' }, plan: { ...plan, epochs: 12 } }
    const history = [{ epoch: 2, loss: 1, metrics: {} }]
    const lastRunStatus = (run: Partial<RunRecord>) =>
      statusOfLast({ tag: 'done', content, history, steps: 120, ...run })
    const texts = [
      lastRunStatus({ tag: 'done', why: 'finished', content, history: [{ epoch: 12, loss: 1, metrics: {} }] }),
      lastRunStatus({ tag: 'done', why: 'stopped', content, history }),
      lastRunStatus({ tag: 'done', why: 'stopped', content, history, step: 20 }),
      lastRunStatus({ tag: 'done', why: 'stopped', content, history, step: 21 }),
      lastRunStatus({ tag: 'done', why: 'rule', content, history, step: 21 }),
      lastRunStatus({ tag: 'interrupted', content, history }),
      lastRunStatus({ tag: 'interrupted', content, history: [] }),
      lastRunStatus({ tag: 'interrupted', content, history: [], from: { run: 'a', step: 400, epoch: 20 } }),
      lastRunStatus({ tag: 'training', content, history }),
    ]
    expect(texts).toEqual([
      'Last run: 12 epochs, done',
      'Last run: stopped in epoch 2 of 12',
      'Last run: stopped in epoch 2 of 12',
      'Last run: stopped in epoch 3 of 12',
      'Last run: target or limit reached in epoch 3 of 12',
      'Interrupted in epoch 3 of 12',
      'Interrupted in epoch 1 of 12',
      'Interrupted in epoch 21 of 32',
      'Training in another tab: epoch 3 of 12',
    ])
  })
  it('names the epoch in which a run was stopped', () => {
    const stopped = { ...facts, tag: 'done', why: 'stopped', epoch: 7, steps: 200 } as const
    expect(describeRun({ ...stopped, step: 192 }, 8)).toBe('Stopped in epoch 8 of 8')
    expect(describeRun({ ...stopped, step: 175 }, 8)).toBe('Stopped in epoch 7 of 8')
  })
  it('is not announced at every step', () => {
    const statusAt = (step: number) => spokenStatus({ ...facts, tag: 'training', step, epoch: step })
    expect(statusAt(1)).toBe(statusAt(500))
  })
  it('shows the length of a run', () => {
    const ended = (epoch: number) => spokenStatus({ ...facts, tag: 'done', why: 'stopped', epoch })
    expect([ended(1), ended(12)]).toEqual(['Training ended after 1 epoch.', 'Training ended after 12 epochs.'])
  })
  it('comes first in the page title during a run', () => {
    const state = { ...initialState(), project: { ...initialState().project, name: 'Digits' } }
    expect(pageTitle(state)).toBe('Digits · Netloom')
    expect(pageTitle({ ...state, run: { ...facts, tag: 'training' } })).toMatch(/^Epoch 4 of \d+ · Digits/)
  })
})

describe('the status on the Operate page', () => {
  const state = { ...initialState(), room: 'operate' } as const
  const operate = { ...state.operate, service: 'night reader' }
  it('is that of the service or the drill that runs, not that of a training that never was', () => {
    const serving = { tag: 'on', book, rowsOf: { model: 'm', version: 1 } } as const
    expect(serviceStatus({ ...state, operate: { ...operate, serving } })).toBe('Serving night reader')
    expect(serviceStatus({ ...state, operate })).toBe('night reader is stopped')
    const drill = { tag: 'preparing', drill: 'x', what: 'y', share: 0 } as const
    expect(serviceStatus({ ...state, operate: { ...operate, drill } })).toBe('Preparing drill…')
  })
  it('is that of the training during one, on other pages, and without a service', () => {
    expect(serviceStatus({ ...state, operate, run: { ...facts, tag: 'training' } })).toBeUndefined()
    expect(serviceStatus({ ...state, operate, room: 'build' })).toBeUndefined()
    expect(serviceStatus(state)).toBeUndefined()
  })
})

describe('the network of a model version that is open as a project', () => {
  const { project } = initialState()
  const opened = { project: { ...project, template: 'version:digits v2', drawingVersion: 1 } }
  it('shows the version until the network changes', () => {
    expect(openedVersionText(opened)).toBe('Network of digits v2')
    expect(openedVersionText({ project: { ...opened.project, drawingVersion: 2 } })).toBeUndefined()
    expect(openedVersionText({ project: { ...opened.project, template: 'digits-cnn' } })).toBeUndefined()
  })
})
