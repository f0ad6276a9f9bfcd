/** @file Tests the words about where the project is saved. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { message } from '../../messages/message'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { click, find, render, settle } from '../testing/render.test-help'
import { DialogsProvider } from './dialogs-context'
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

test('a project that cannot be saved can be exported as a file', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  const open = vi.fn()
  await render(
    <DialogsProvider value={open}>
      <SavedState />
    </DialogsProvider>,
    netloom,
  )
  const why = message('save-failed', { why: 'the disk is full' })
  await settle(() => netloom.studio.store.setState({ saving: { tag: 'unsaved', why } }))
  await click(find('button'))
  await expect.poll(() => settle(() => document.querySelectorAll('button').length)).toBeGreaterThan(1)
  const [, action] = [...document.querySelectorAll('button')].filter(({ textContent }) => textContent !== '')
  if (action) await click(action)
  expect(open).toHaveBeenCalledWith('export')
})
