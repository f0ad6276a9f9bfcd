/** The tabs of the Operate page: opened by id or by an old id; an unknown id is refused. */
import { expect, test } from 'vitest'
import { operateController } from '../../../studio/operate/controller'
import { OPERATE_TABS } from '../../../studio/operate/state'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { TABS } from './tabs'

test('room.open shows a tab by its id or old id, and refuses an unknown one', async () => {
  expect(TABS.map(({ id }) => id)).toEqual(OPERATE_TABS)
  const netloom = await openTestStudio('moons-mlp')
  const tab = () => operateController(netloom.studio).store.getState().tab
  expect(tab()).toBe('diagram')
  await netloom.run('room.open', { room: 'operate', tab: 'drills' })
  expect([netloom.app().room, tab()]).toEqual(['operate', 'drills'])
  await netloom.run('room.open', { room: 'operate', tab: 'race' })
  expect(tab()).toBe('policies')
  await netloom.run('room.open', { room: 'operate', tab: 'drawing' })
  expect(tab()).toBe('diagram')
  for (const asked of [
    { room: 'operate', tab: 'hall' },
    { room: 'data', tab: 'hall' },
    { room: 'train', tab: 'rows' },
  ])
    expect(await netloom.refused('room.open', asked)).toBe('no-tab')
  await netloom.close()
})
