/**
 * @file Tests the menu of the project: a new project without layers is one click away, and a copied link says first what
 * it does not contain.
 */
import { expect, onTestFinished, test, vi } from 'vitest'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { click, find, render, settle } from '../testing/render.test-help'
import { DialogsProvider } from './dialogs-context'
import { ProjectMenu } from './project-menu'

test('a new blank project is the first entry', async () => {
  const netloom = await openTestStudio('digits-cnn')
  onTestFinished(() => netloom.close())
  const before = netloom.app().project.id
  await render(
    <DialogsProvider value={() => undefined}>
      <ProjectMenu anchor={document.body} onClose={() => undefined} />
    </DialogsProvider>,
    netloom,
  )
  const [first] = document.querySelectorAll('[role="menuitem"]')
  expect(first?.textContent).toBe('New blank project')
  await click(find('[role="menuitem"]', 'New blank project'))
  await expect.poll(() => settle(() => netloom.app().project.id)).not.toBe(before)
  expect(netloom.app().project.drawing.nodes.every(({ kind }) => kind === 'input' || kind === 'output')).toBe(true)
})

test('a copied link says how long its address is, and first what it does not contain', async () => {
  const netloom = await openTestStudio('digits-cnn')
  onTestFinished(() => netloom.close())
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  onTestFinished(() => writeText.mockRestore())
  await render(
    <DialogsProvider value={() => undefined}>
      <ProjectMenu anchor={document.body} onClose={() => undefined} />
    </DialogsProvider>,
    netloom,
  )
  await click(find('[role="menuitem"]', 'Copy link'))
  await expect.poll(() => netloom.app().notices.length).toBe(1)
  const [address = ''] = writeText.mock.calls[0] ?? []
  expect(address).toContain('#project=')
  const { text = '' } = netloom.app().notices[0] ?? {}
  expect(text.replace(',', '')).toContain(`(${address.length} characters). Models are not included.`)
})
