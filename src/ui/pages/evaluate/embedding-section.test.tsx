/** @file Tests that a point of the embedding map opens its example, with similar training examples. */
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { isOfKind, useHeads } from '../../charts/use-evaluation'
import { click, find, focus, press, render, settle, texts } from '../../testing/render.test-help'
import { EmbeddingSection } from './failures-section'

const SECTION = 'section[aria-label="Embedding map"]'

function Shown() {
  const [head] = useHeads()
  return head && isOfKind(head, 'classes') ? <EmbeddingSection head={head} /> : null
}

beforeEach(() => {
  // happy-dom has no layout, and a chart is drawn only once it has a size.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(200)
})
afterEach(() => vi.restoreAllMocks())

test('a point opens its example, whose similar training examples are listed', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await settle(() => import('../../charts/chart-frame'))
  await settle(() => import('../../charts/example-dialog'))
  await render(<Shown />, netloom)
  await click(find(`${SECTION} button`, 'Draw the map'))
  const reader = () => document.querySelector<HTMLElement>(`${SECTION} input[type="range"]`)
  await expect.poll(() => settle(reader)).not.toBeNull()
  expect(texts(`${SECTION} p`).join(' ')).toContain('90 examples. Select a point')
  await focus(reader() as HTMLElement)
  await press('End')
  await press('Enter')
  await vi.waitFor(() => find('[role="dialog"]'), 20_000)
  await click(find('[role="dialog"] button', 'Find similar training examples'))
  const similar = '[role="dialog"] section[aria-label="Similar training examples"]'
  await expect.poll(() => settle(() => texts(`${similar} li`))).toHaveLength(6)
  expect(texts(`${similar} p`).join(' ')).toMatch(/By their values in "Dense.*" \(cosine distance\)\./)
}, 60_000)
