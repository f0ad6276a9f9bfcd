import { expect, test } from 'vitest'
import type { CheckpointRow } from '../../../storage/records'
import { isSame, placeOf, shownCheckpoints, sizeOf } from './checkpoints'

const row = (generation: number, keep?: CheckpointRow['keep']): CheckpointRow => ({
  run: 'r',
  generation,
  step: 100 * generation,
  epoch: generation,
  ...(keep ? { keep } : {}),
  bytes: 1_200_000,
  exact: true,
})

test('the last, the best and the milestones are shown, and not the one kept for damage alone', () => {
  const rows = [row(1, 'milestone'), row(2, 'best'), row(3, 'milestone'), row(4, 'best'), row(5), row(6)]
  expect(shownCheckpoints(rows).map(({ role, row: { generation } }) => `${role} ${generation}`)).toEqual([
    'last 6',
    'best 4',
    'milestone 3',
    'milestone 1',
  ])
  expect(shownCheckpoints([row(1), row(2, 'best')]).map(({ role }) => role)).toEqual(['last'])
  expect(shownCheckpoints([])).toEqual([])
})

test('the checkpoint in use is known by its run, its step and its hour', () => {
  const kept = { ...row(4), savedAt: '2026-03-01T10:05:00' }
  expect(isSame(kept, kept)).toBe(true)
  expect(
    [{ run: 's' }, { step: 3 }, { savedAt: '2026-03-01T10:06:00' }].some((x) => isSame({ ...kept, ...x }, kept)),
  ).toBe(false)
})

test('a checkpoint is told by its place, its losses, its day and its size', () => {
  const kept = { ...row(4), loss: 0.21, validationLoss: 0.2541, savedAt: '2026-03-01T10:05:00' }
  expect(placeOf(kept)).toBe('epoch 4, step 400: loss 0.210, validation 0.254')
  expect(sizeOf(kept, new Date('2026-03-01T12:00:00'))).toBe('today at 10:05, 1.2 MB')
  expect(placeOf(row(4))).toBe('epoch 4, step 400')
  expect(sizeOf({ ...row(4), exact: false })).toBe('1.2 MB, weights alone')
})
