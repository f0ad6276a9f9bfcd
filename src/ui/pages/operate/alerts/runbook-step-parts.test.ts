import { expect, test } from 'vitest'
import { loadRunbook, type RunbookPart, readRunbook } from '../../../../gallery/runbooks'
import type { RunbookKey } from '../../../../ops/alerts/incidents'
import { routerService } from '../../../../gallery/services'
import { runbookStepsText as text } from '../../../../messages/en/operate/alerts'
import { doable, type RunbookContext, routerOf } from './runbook'

const NOW: RunbookContext = {
  incident: { state: 'open' },
  ...{ serving: true, canary: false, share: undefined, deployed: [], isRolledBack: false, isRetraining: false },
  rollbackVersion: () => undefined,
  rolledBackAt: () => undefined,
  hasVersion: () => true,
}
const back: RunbookPart = {
  ...{ kind: 'run', text: 'put the champion of Digits back', command: 'registry.rollback' },
  args: { model: 'Digits', alias: 'champion' },
}

test('a step that cannot roll back says so, and leaves out what would follow', () => {
  const parts = ['Does it answer as the champion? Then ', back, ': every answer is by what was before. Then look.']
  expect(doable(parts, NOW)).toEqual([
    'Does it answer as the champion? Then ',
    {
      kind: 'idle',
      text: '',
      why: 'there is nothing to roll back to: the champion of Digits has no earlier version',
    },
    '. Then look.',
  ])
  expect(doable(parts, { ...NOW, rollbackVersion: () => 3 })[1]).toEqual({
    ...back,
    text: 'put the champion of Digits back to version 3',
  })
})

test('a rollback that is done says when, and a resolved incident has nothing left to roll back', () => {
  const now = { ...NOW, rollbackVersion: () => 1 }
  const done = { ...now, rolledBackAt: () => 3 * 3_600_000 + 600_000 }
  expect(doable([back], done)).toEqual([{ kind: 'idle', text: back.text, why: 'done on Mon, Jan 1, 03:10' }])
  expect(doable([back], { ...now, incident: { state: 'resolved', resolvedBy: 'user' } })).toEqual([
    { kind: 'idle', text: back.text, why: text.idle.closed },
  ])
  expect(doable([back], now)).toMatchObject([{ kind: 'run' }])
})

test('a step without effect says why, and so does one with a missing name', () => {
  const canary: RunbookPart = { kind: 'run', text: 'take the canary back', command: 'canary.rollback', args: {} }
  expect(doable(['Then ', canary, '.'], NOW)).toEqual([
    ...['Then ', { kind: 'idle', text: 'take the canary back', why: text.idle.noCanary }, '.'],
  ])
  const unknown = { kind: 'unknown', text: 'open the version in question of Digits', command: 'registry.open' } as const
  expect(doable([unknown, ' with its drawing.'], NOW)).toEqual([
    { kind: 'idle', text: 'open the version in question of Digits', why: text.idle.unknown },
    ' with its drawing.',
  ])
  const places = [{ model: 'Digits', alias: 'challenger' }] as const
  expect(doable([unknown], { ...NOW, deployed: places })[0]).toMatchObject({
    why: text.idle.notInRegistry,
  })
})

test('the first step for a bad version that a scenario deployed as the champion is to roll back the deploy', async () => {
  const blocks = readRunbook(await loadRunbook('bad-version'), { model: 'Digits', version: 'new build of Digits' })
  const first = blocks.find(({ kind }) => kind === 'step')
  const now: RunbookContext = { ...NOW, deployed: [{ model: 'Digits', alias: 'champion' }], rollbackVersion: () => 1 }
  expect(doable(first?.parts ?? [], now)[1]).toMatchObject({ text: text.rollBackDeploy, command: 'registry.rollback' })
  // A build of the challenger is taken out of the split; a rollback of the champion restores its previous version.
  const other: RunbookContext = { ...now, deployed: [{ model: 'Digits', alias: 'challenger' }] }
  expect(doable(first?.parts ?? [], other)[1]).toMatchObject({
    text: 'roll back the champion of Digits to version 1',
  })
})

test('the branch of a router that is bad is known from its version, and either branch can lose its traffic', async () => {
  const service = routerService('tiny', 'huge')
  const of = (model?: string, alias?: string) => routerOf(service, { model, alias, version: 'v' })
  expect(of('tiny', 'champion')).toMatchObject({
    bad: 'small',
    names: { small: 'Small', large: 'Large', below: '80%' },
  })
  expect(of('huge', 'champion')?.bad).toBe('large')
  expect([of(), of('tiny', 'shadow')].map((one) => one?.bad)).toEqual(['unknown', 'unknown'])
  const step = async (bad: 'small' | 'large' | 'unknown', key: RunbookKey = 'slow') => {
    const blocks = readRunbook(await loadRunbook(key, bad), { ...of()?.names })
    const parts = blocks.find(({ kind }) => kind === 'step')?.parts ?? []
    return parts.flatMap((part) => (typeof part !== 'string' && part.kind === 'run' ? [part.args] : []))
  }
  const set = (below: number) => ({ service: service.name, node: 'router', params: { below } })
  expect(await step('small')).toEqual([set(1)])
  expect(await step('large')).toEqual([set(0)])
  expect(await step('unknown')).toEqual([set(1), set(0)])
  // Rate limits and crashes are not answers of a worse model.
  expect(await step('unknown', 'failing')).toEqual([])
  expect(await loadRunbook('failing', 'unknown')).not.toContain('Which one is worse?')
  expect(await step('small', 'failing')).toEqual([set(1)])
})
