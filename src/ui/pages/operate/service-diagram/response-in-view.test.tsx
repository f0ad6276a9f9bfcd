/** @file Tests that the response to a manual request is scrolled into view. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTestStudio, type TestStudio } from '../../../../studio/testing/studio-fixture'
import { find, render } from '../../../testing/render.test-help'
import { ResponseInView } from './manual-request'

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp')
})
afterEach(() => netloom.close())

test('a response scrolls into view, also one that reports a problem', async () => {
  const scrolled = vi.spyOn(HTMLElement.prototype, 'scrollIntoView')
  const sending = { answer: undefined, sent: 0, skipped: 0, trouble: undefined, send: () => undefined }
  await render(<ResponseInView {...sending} />, netloom)
  expect(scrolled).not.toHaveBeenCalled()
  await render(<ResponseInView {...sending} trouble="The service stopped." />, netloom)
  expect(scrolled.mock.contexts).toEqual([find('[role="status"]').parentElement])
})
