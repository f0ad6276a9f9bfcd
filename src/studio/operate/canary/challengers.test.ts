/**
 * Which versions can be a challenger, and which one is the default: not a version that was rolled back if there is
 * another.
 */
import { expect, test } from 'vitest'
import type { CanaryPlan } from '../../../ops/canary-plan'
import type { ModelRow } from '../../../storage/records'
import { challengersOf, defaultChallenger, suggestedChallenger } from './canary-state'

const row = (version: number): ModelRow => ({ name: 'm', version, createdAt: '', metrics: null })
const slow: ModelRow = { ...row(8), practice: { bad: 'slow', of: 1 } }
const plan = (to: number) => ({ to }) as CanaryPlan
const ROWS = [row(1), row(2), row(4), slow, { ...row(9), name: 'other' }]
const others = challengersOf(ROWS, 'm', 4)

test('all versions except the champion, newest first', () => {
  expect(others.map(({ version }) => version)).toEqual([8, 2, 1])
})

test.each([
  ['the current challenger', others, 8, undefined, 8],
  ['not a version that does not exist', others, 77, undefined, 2],
  ['the newest version that is not a practice version', others, undefined, undefined, 2],
  ['not the version that was just rolled back', others, undefined, { plan: plan(2), over: 'rolled back' as const }, 1],
  [
    'a version that was promoted counts like any other',
    others,
    undefined,
    { plan: plan(2), over: 'promoted' as const },
    2,
  ],
  ['a practice version if there is no other', [slow], undefined, { plan: plan(8), over: 'rolled back' as const }, 8],
  ['none if there are no versions', [], undefined, undefined, undefined],
])('%s', (_, rows, flagged, last, version) => {
  expect(defaultChallenger(rows, flagged, last)).toBe(version)
})

test.each([
  ['without a rollback the default challenger, even a practice version', [slow], undefined, undefined, 8],
  [
    'after a rollback, never a practice version',
    [slow],
    undefined,
    { plan: plan(7), over: 'rolled back' as const },
    undefined,
  ],
  ['nor the same version again', others, undefined, { plan: plan(2), over: 'rolled back' as const }, 1],
  ['any version that has the challenger alias', others, 8, { plan: plan(8), over: 'rolled back' as const }, 8],
])('the suggested next challenger: %s', (_, rows, flagged, last, version) => {
  expect(suggestedChallenger(rows, flagged, last)).toBe(version)
})
