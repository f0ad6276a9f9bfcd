import { expect, test } from 'vitest'
import type { CheckpointRow } from '../../../storage/records'
import { checkpointDetails, checkpointText, isSame, shownCheckpoints } from './checkpoints'

const row = (generation: number, keep?: CheckpointRow['keep']): CheckpointRow => ({
  run: 'r',
  generation,
  step: 100 * generation,
  epoch: generation,
  ...(keep ? { keep } : {}),
  bytes: 1_200_000,
  exact: true,
})

test('the last, the best and the milestones are shown, and not the backup of the last', () => {
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

test('the checkpoint in use is recognized by its run, its step and its time', () => {
  const kept = { ...row(4), savedAt: '2026-03-01T10:05:00' }
  expect(isSame(kept, kept)).toBe(true)
  expect(
    [{ run: 's' }, { step: 3 }, { savedAt: '2026-03-01T10:06:00' }].some((x) => isSame({ ...kept, ...x }, kept)),
  ).toBe(false)
})

test('a checkpoint shows its step, its losses, its size and its day', () => {
  const kept = { ...row(4), loss: 0.21, validationLoss: 0.2541, savedAt: '2026-03-01T10:05:00' }
  expect(checkpointText({ row: kept, role: 'last' })).toBe(
    '<b>Last:</b> epoch 4, step 400, loss 0.210, validation loss 0.254',
  )
  expect(checkpointDetails(kept, new Date('2026-03-01T12:00:00'))).toBe('1.2 MB, saved today at 10:05')
  expect(checkpointText({ row: row(4), role: 'milestone' })).toBe('<b>Kept:</b> epoch 4, step 400')
  expect(checkpointDetails({ ...row(4), exact: false })).toBe('1.2 MB, weights only')
})
