/** Which versions can be tried, and which one is meant: never the bad one again while there is another. */
import { expect, test } from 'vitest'
import type { CanaryPlan } from '../../ops/canary-plan'
import type { ModelRow } from '../../storage/records'
import { challengersOf, suggestedChallenger, defaultChallenger } from './challengers'

const row = (version: number): ModelRow => ({ name: 'm', version, createdAt: '', metrics: null })
const slow: ModelRow = { ...row(8), practice: { bad: 'slow', of: 1 } }
const plan = (to: number) => ({ to }) as CanaryPlan
const ROWS = [row(1), row(2), row(4), slow, { ...row(9), name: 'other' }]
const others = challengersOf(ROWS, 'm', 4)

test('all but the champion, the newest first', () => {
  expect(others.map(({ version }) => version)).toEqual([8, 2, 1])
})

test.each([
  ['the challenger there is', others, 8, undefined, 8],
  ['not one that is no version of it', others, 77, undefined, 2],
  ['the newest that is not bad on purpose', others, undefined, undefined, 2],
  ['not the one that was just taken back', others, undefined, { plan: plan(2), over: 'rolled back' as const }, 1],
  [
    'one that took over elsewhere is as good as any',
    others,
    undefined,
    { plan: plan(2), over: 'promoted' as const },
    2,
  ],
  ['a bad one where there is no other', [slow], undefined, { plan: plan(8), over: 'rolled back' as const }, 8],
  ['none where there is none', [], undefined, undefined, undefined],
])('%s', (_, rows, flagged, last, version) => {
  expect(defaultChallenger(rows, flagged, last)).toBe(version)
})

test.each([
  ['before any was taken back, the usual one, also a bad one to practise on', [slow], undefined, undefined, 8],
  [
    'after one was, never one that is bad on purpose',
    [slow],
    undefined,
    { plan: plan(7), over: 'rolled back' as const },
    undefined,
  ],
  ['nor the same one again', others, undefined, { plan: plan(2), over: 'rolled back' as const }, 1],
  ['whatever a person put the flag on', others, 8, { plan: plan(8), over: 'rolled back' as const }, 8],
])('what is offered to be tried next: %s', (_, rows, flagged, last, version) => {
  expect(suggestedChallenger(rows, flagged, last)).toBe(version)
})
