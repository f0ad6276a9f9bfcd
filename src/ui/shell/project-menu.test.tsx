/** @file Tests the menu of the project: a new project without layers is one click away. */
import { expect, onTestFinished, test } from 'vitest'
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
