/** @file Tests the pad of an image input: it says what happens to the size and the place of a drawing. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { render } from '../../testing/render.test-help'
// Loaded before the test, as on a page that is ready.
import './drawing-pad-face'
import { InputFace } from './input-face'

test('the pad says that drawings are scaled and centered', async () => {
  const netloom = await openTestStudio('digits-cnn')
  onTestFinished(() => netloom.close())
  const node = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'input')
  if (!node) throw new Error('no input')
  await render(<InputFace node={node} />, netloom)
  expect(document.querySelector('[data-part="pad"]')?.getAttribute('title')).toMatch(/scaled and centered/)
})
