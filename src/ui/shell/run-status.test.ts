/** @file Run words: waits are never promised too short, every state has words, and the title carries what goes on. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { message } from '../../messages/message'
import type { RunFacts, RunState } from '../../protocol/run-state'
import { initialState } from '../../studio/initial-state'
import { announcement, drawingOfWords, epochWords, lastRunWords, pageTitle, runWords, timeWords } from './run-status'

const facts: RunFacts = { id: 'r', drawingVersion: 12, step: 120, steps: 600, epoch: 4, history: [] }
const all: readonly RunState[] = [
  { tag: 'idle' },
  { ...facts, tag: 'preparing' },
  { ...facts, tag: 'training', secondsLeft: 2.2 },
  { ...facts, tag: 'paused' },
  { ...facts, tag: 'done', why: 'finished' },
  { ...facts, tag: 'done', why: 'stopped' },
  { ...facts, tag: 'done', why: 'early' },
  { ...facts, tag: 'failed', said: message('no-run', {}) },
]

/** Seconds that words stand for. */
function seconds(words: string): number {
  const units: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600 }
  return [...words.matchAll(/(\d+) (s|min|h)/g)].reduce(
    (sum, [, n, unit]) => sum + Number(n) * (units[unit ?? ''] ?? 0),
    0,
  )
}

describe('figures told aloud', () => {
  it('say where a run is and how well it does, and nothing once it is over', () => {
    const state = { ...initialState(), runs: [] }
    const log = { epoch: 4, loss: 0.51234, validationLoss: 0.61234, metrics: {} }
    const training: RunState = { ...facts, tag: 'training', history: [log] }
    expect(epochWords({ ...state, run: training })).toBe('Epoch 4 of 5. Validation loss 0.612.')
    expect(epochWords({ ...state, run: { ...training, history: [{ epoch: 4, loss: 0.51234, metrics: {} }] } })).toBe(
      'Epoch 4 of 5. Loss 0.512.',
    )
    expect(epochWords({ ...state, run: { ...facts, tag: 'done', why: 'finished' } })).toBe('')
  })
})

describe('run words', () => {
  it('never promise a wait shorter than it is, nor more than a minute longer', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 50_000, noNaN: true }), (time) => {
        const said = seconds(timeWords(time))
        expect(said).toBeGreaterThanOrEqual(time < 59.5 ? time : time - 0.5)
        expect(said).toBeLessThanOrEqual(time + 60)
      }),
    )
  })
  it('differ for every state', () => {
    expect(new Set(all.map((run) => runWords(run, 6))).size).toBe(all.length)
    expect(runWords(all[2] as RunState, 6)).toBe('epoch 4 of 6, 3 s left')
  })
  it('tell after a reload how the run before ended', () => {
    const { plan } = initialState().project
    const content = { name: 'x', networks: [], data: { dataset: 'moons' }, plan: { ...plan, epochs: 12 } }
    const history = [{ epoch: 2, loss: 1, metrics: {} }]
    const words = [
      lastRunWords({ tag: 'done', why: 'finished', content, history: [{ epoch: 12, loss: 1, metrics: {} }] }),
      lastRunWords({ tag: 'done', why: 'stopped', content, history }),
      lastRunWords({ tag: 'interrupted', content, history }),
      lastRunWords({ tag: 'interrupted', content, history: [] }),
      lastRunWords({ tag: 'interrupted', content, history: [], from: { run: 'a', step: 400, epoch: 20 } }),
      lastRunWords({ tag: 'training', content, history }),
    ]
    expect(words).toEqual([
      'last run: done, 12 epochs',
      'last run: stopped in epoch 2 of 12',
      'interrupted in epoch 3 of 12',
      'interrupted in epoch 1 of 12',
      'interrupted in epoch 21 of 32',
      'epoch 3 of 12, in another tab',
    ])
  })
  it('are not spoken at each step', () => {
    const said = (step: number) => announcement({ ...facts, tag: 'training', step, epoch: step })
    expect(said(1)).toBe(said(500))
  })
  it('stand first in the title of the page while something goes on', () => {
    const state = { ...initialState(), project: { ...initialState().project, name: 'Digits' } }
    expect(pageTitle(state)).toBe('Digits · Netloom')
    expect(pageTitle({ ...state, run: { ...facts, tag: 'training' } })).toMatch(/^epoch 4 of \d+ · Digits/)
  })
})

describe('the drawing of a version, opened as a project', () => {
  const { project } = initialState()
  const opened = { project: { ...project, template: 'version:digits v2', drawingVersion: 1 } }
  it('says which version it is of, until it is drawn on', () => {
    expect(drawingOfWords(opened)).toBe('the drawing of digits v2')
    expect(drawingOfWords({ project: { ...opened.project, drawingVersion: 2 } })).toBeUndefined()
    expect(drawingOfWords({ project: { ...opened.project, template: 'digits-cnn' } })).toBeUndefined()
  })
})
