import { expect, test } from 'vitest'
import type { RunbookPart } from '../../../../gallery/runbooks/runbook'
import type { Situation } from './runbook-steps'
import { doable } from './step-parts'

const NOW: Situation = {
  incident: { state: 'open' },
  ...{ serving: true, canary: false, share: undefined, deployed: [], takenBack: false, turn: false },
  wayBack: () => undefined,
  hasVersion: () => true,
}
const back: RunbookPart = {
  ...{ kind: 'run', text: 'put the champion of Digits back', command: 'registry.rollback' },
  args: { model: 'Digits', alias: 'champion' },
}

test('what cannot be put back is said in the place of the step, without what would follow from it', () => {
  const parts = ['Does it answer as the champion? Then ', back, ': every answer is by what was before. Then look.']
  expect(doable(parts, NOW)).toEqual([
    'Does it answer as the champion? Then ',
    {
      kind: 'idle',
      text: '',
      why: 'there is nothing to put back: the champion of Digits stood at no other version before',
    },
    '. Then look.',
  ])
  expect(doable(parts, { ...NOW, wayBack: () => 3 })[1]).toEqual({
    ...back,
    text: 'put the champion of Digits back to version 3',
  })
})

test('what has nothing to do says why, and what nobody knows says that', () => {
  const canary: RunbookPart = { kind: 'run', text: 'take the canary back', command: 'canary.rollback', args: {} }
  expect(doable(['Then ', canary, '.'], NOW)).toEqual([
    ...['Then ', { kind: 'idle', text: 'take the canary back', why: 'none is under way' }, '.'],
  ])
  const unknown = { kind: 'unknown', text: 'open the version in question of Digits', command: 'registry.open' } as const
  expect(doable([unknown, ' with its drawing.'], NOW)).toEqual([
    { kind: 'idle', text: 'open the version in question of Digits', why: 'nobody knows which that is' },
    ' with its drawing.',
  ])
  const places = [{ model: 'Digits', alias: 'challenger' }] as const
  expect(doable([unknown], { ...NOW, deployed: places })[0]).toMatchObject({
    why: 'it was deployed past the registry, which has no version of it',
  })
})
