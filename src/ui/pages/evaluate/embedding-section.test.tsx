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

test('points are selected by a box, and a point opens its example, whose similar training examples are listed', async () => {
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
  // A box from the last point to the left, and then up.
  await press('End')
  const status = () => texts(`${SECTION} [role="status"]`).join()
  const size = async () => Number.parseInt(await settle(status), 10)
  await press('ArrowLeft', { shiftKey: true })
  await expect.poll(() => settle(status)).toMatch(/^\d+ examples? selected on the map of "Dense.*"$/)
  const first = await size()
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowUp', 'ArrowUp', 'ArrowUp'])
    await press(key, { shiftKey: true })
  await expect.poll(size).toBeGreaterThan(first)
  const selected = await size()
  await click(find(`${SECTION} button`, 'Show the examples'))
  await expect.poll(() => netloom.app().look?.rows?.length).toBe(selected)
  const shown = netloom.app().look?.rows ?? []
  await click(find(`${SECTION} button`, 'Save as slice'))
  await vi.waitFor(() => find('input', 'Name'), 20_000)
  await click(find('button', 'Save'))
  await expect.poll(() => netloom.state().data.slices?.length).toBe(1)
  const { where } = netloom.state().data.slices?.[0] ?? {}
  expect(await netloom.run('data.find', { where })).toEqual(shown.toSorted((a, b) => a - b))
  await press('Escape')
  await focus(reader() as HTMLElement)
  await press('End')
  await press('Enter')
  await vi.waitFor(() => find('[role="dialog"]'), 20_000)
  await click(find('[role="dialog"] button', 'Find similar training examples'))
  const similar = '[role="dialog"] section[aria-label="Similar training examples"]'
  await expect.poll(() => settle(() => texts(`${similar} li`))).toHaveLength(6)
  expect(texts(`${similar} p`).join(' ')).toMatch(/By their values in "Dense.*" \(cosine distance\)\./)
}, 60_000)
