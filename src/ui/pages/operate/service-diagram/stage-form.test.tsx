/** @file Tests the panel of a stage: its model is chosen from those in the registry, and it says what answers. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOUR } from '../../../../ops/scenario/scenario'
import { closeMoons, openMoons, playedTo, tenHours } from '../../../../studio/testing/served-moons.test-help'
import type { TestStudio } from '../../../../studio/testing/studio-fixture'
import { BoardProvider } from '../../../canvas/board-context'
import { find, focus, press, render, settle, texts } from '../../../testing/render.test-help'
import { StagePanel } from './diagram-tab'
import { stageCatalog, trafficTexts } from '../stage-catalog'
import { answerText } from './version-network'
import { useDownStages } from '../use-stage-traffic'

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openMoons({ saved: ['moons', 'other'] })
  await netloom.run('service.new', { name: 'points', model: 'moons' })
})
afterEach(() => closeMoons(netloom))

test('the model of a stage is chosen from the saved models', async () => {
  const { board } = netloom.studio.store.getState().operate
  if (!board) throw new Error('no board')
  board.store.setState({ selection: ['champion'] })
  await render(
    <BoardProvider board={board} catalog={stageCatalog}>
      <StagePanel />
    </BoardProvider>,
    netloom,
  )
  const field = find('[role="combobox"]', 'Model')
  expect(field.textContent).toBe('moons')
  await focus(field)
  await press('ArrowDown')
  await settle(() => undefined)
  expect(texts('[role="option"]').map((text) => text.trim())).toEqual([
    expect.stringMatching(/^moonsNewest: version 1, accuracy \d/),
    expect.stringMatching(/^otherNewest: version 1, accuracy \d/),
  ])
})

test('while a new build answers, its stage and the inspector say so; a rollback ends it', async () => {
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  const deploy = { id: 'n1', kind: 'deploy', startMs: HOUR, lengthMs: 5 * HOUR, model: 'permuted classes' }
  await netloom.run('scenario.set', tenHours({ ...deploy, target: 'champion' }))
  await playedTo(netloom, 2 * HOUR)
  const { board } = netloom.studio.store.getState().operate
  const node = board?.store.getState().project.drawing.nodes.find(({ id }) => id === 'champion')
  const Face = stageCatalog.faces.model?.Face
  if (!board || !node || !Face) throw new Error('no champion')
  board.store.setState({ selection: ['champion'] })
  await render(
    <BoardProvider board={board} catalog={stageCatalog}>
      <Face node={node} />
      <StagePanel />
    </BoardProvider>,
    netloom,
  )
  expect(texts('h4')).toContain('New build of moons answers')
  expect(texts('p[style*="warn"]')).toEqual(['new build of moons'])
  expect(texts('p[data-tone="warn"]')).toEqual([
    'The scenario deployed this build in place of version 1. No alias points to it.',
  ])
  await netloom.run('service.rollback', {})
  await playedTo(netloom, 3 * HOUR)
  await expect.poll(() => texts('h4')).toContain('Version 1 answers')
  expect(texts('[style*="warn"], [data-tone="warn"]')).toEqual([])
})

test('a crashed stage is named with the reason, also by its inspector, until it answers again', async () => {
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  const crash = { id: 'n1', kind: 'crash', startMs: HOUR, lengthMs: HOUR, replicas: 1 }
  await netloom.run('scenario.set', tenHours(crash))
  await playedTo(netloom, 1.5 * HOUR)
  const { board } = netloom.studio.store.getState().operate
  if (!board) throw new Error('no board')
  board.store.setState({ selection: ['champion'] })
  await render(
    <BoardProvider board={board} catalog={stageCatalog}>
      <Down />
      <StagePanel />
    </BoardProvider>,
    netloom,
  )
  expect(texts('pre')).toEqual(['Champion is down. It answers no requests: none of its replicas is running.'])
  expect(texts('h4')).toContain('No version answers: no replica')
  await playedTo(netloom, 3 * HOUR)
  await expect.poll(() => texts('pre')).toEqual([])
  expect(texts('h4')).toContain('Version 1 answers')
})

function Down() {
  return useDownStages().map((one) => <pre key={one}>{one}</pre>)
}

test('the share of rejected requests comes before the rate, which is hidden where there is no room for both', () => {
  const texts = (endShare: number) =>
    trafficTexts('rateLimit', { perMinute: 120, skipping: 0, settled: 0, p95: 1, endShare, span: HOUR })
  expect(texts(0.582)).toMatchObject({ first: '58.2% rejected', second: '120/min', isBad: true })
  expect(texts(0.05)).toMatchObject({ first: '120/min', second: '5.0% rejected', isBad: false })
})

test('while a stage is down, the inspector says that no version answers, and why', () => {
  const champion = { model: 'moons', version: 1, isNewBuild: false }
  expect(answerText({ ...champion, down: undefined })).toBe('Version 1 answers')
  expect(answerText({ ...champion, down: 'replica' })).toBe('No version answers: no replica')
  expect(answerText({ ...champion, isNewBuild: true, down: 'queue' })).toBe('No version answers: queue full')
})
