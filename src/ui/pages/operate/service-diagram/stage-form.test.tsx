/** @file Tests the settings of a stage: its model is chosen from those in the registry. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeMoons, openMoons } from '../../../../studio/testing/served-moons.test-help'
import type { TestStudio } from '../../../../studio/testing/studio-fixture'
import { BoardProvider } from '../../../canvas/board-context'
import { find, focus, press, render, settle, texts } from '../../../testing/render.test-help'
import { StagePanel } from './diagram-tab'
import { stageCatalog } from './stage-catalog'

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
  expect(texts('[role="option"]').map((text) => text.trim())).toEqual(['moons', 'other'])
})
