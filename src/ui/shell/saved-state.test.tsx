/** @file Tests the words about where the project is saved. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { render, settle } from '../testing/render.test-help'
import { SavedState } from './saved-state'

test('says how much is stored, what that includes, and what the browser may do with it', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  await render(<SavedState />, netloom)
  const shown = async (persisted: boolean, usage: number) => {
    const storage = { ...netloom.app().storage, persisted, usage }
    await settle(() => netloom.studio.store.setState({ saving: { tag: 'saved' }, storage }))
    const one = document.querySelector('[title]')
    return [one?.textContent, one?.getAttribute('title')]
  }
  expect(await shown(false, 13e6)).toEqual([
    expect.stringMatching(/^Saved in this browser \(13 MB\)/),
    expect.stringMatching(/may clear this data .*Export a project file .*includes downloaded datasets/),
  ])
  const [text, tip] = await shown(true, 13e6)
  expect(text).toMatch(/^Saved permanently/)
  expect(tip).toMatch(/until you delete them/)
})
