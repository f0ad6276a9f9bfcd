/**
 * @file Quick add: two well-known networks are built from an empty canvas with at most half as many inputs as before
 * quick add existed.
 */
import type { Page } from '@playwright/test'
import { expect, type Netloom, test } from './fixture'

/**
 * The number of inputs before quick add existed, and the current limit. A drag, a click, and a key press count as one
 * input each; see docs/canvas.md.
 */
const RESNET = { before: 102, most: 51 }
const UNET = { before: 109, most: 54 }

/** Mouse and keyboard functions that count how often they are used. */
function countedInput(page: Page) {
  let count = 0
  return {
    count: () => count,
    async press(key: string) {
      count++
      await page.keyboard.press(key)
    },
    async type(text: string) {
      count += text.length
      await page.keyboard.type(text)
    },
    async click(name: RegExp, role: 'button' | 'link' = 'button') {
      count++
      await page.getByRole(role, { name }).first().click()
    },
  }
}

const currentNetwork = async (netloom: Netloom) => {
  const [network] = (await netloom.state()).project.networks
  if (!network) throw new Error('no network')
  return network
}

test.beforeEach(async ({ netloom }) => {
  await netloom.run('project.new', { template: 'blank' })
})

test('ResNet-20 takes at most half of the clicks and keys, is valid, and trains', async ({
  netloom,
  watched: page,
}) => {
  const input = countedInput(page)
  await input.press('/')
  await input.type('c 16 sa,b,ac,resi x3,ha,r x2,ha,r x2,gap,d 10 so')
  await input.press('Enter')
  const { check } = await netloom.when((s) => s.check.ok)
  expect(input.count()).toBeLessThanOrEqual(RESNET.most)
  expect(RESNET.most).toBeLessThanOrEqual(RESNET.before / 2)
  // 19 convolutions of 3 × 3, two of 1 × 1 in shortcuts, a bias only in the stem, a norm after each convolution, and
  // the head.
  const conv = (from: number, to: number) => 9 * from * to + 4 * to
  const same = (filters: number) => 2 * conv(filters, filters)
  const halving = (from: number, to: number) => conv(from, to) + conv(to, to) + from * to + 4 * to
  const stages = 3 * same(16) + halving(16, 32) + 2 * same(32) + halving(32, 64) + 2 * same(64)
  expect(check.parameters).toBe(conv(1, 16) + 16 + stages + 64 * 10 + 10)
  expect(check.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const { nodes } = await currentNetwork(netloom)
  // Blocks are in rows that end at the output, and they do not overlap.
  const end = nodes.find(({ kind }) => kind === 'output')?.position ?? { x: 0, y: 0 }
  for (const { position } of nodes)
    expect(position.y - end.y < 100 && (position.x <= end.x || position.y < end.y - 100)).toBe(true)
  for (const [i, { position: a }] of nodes.entries())
    for (const { position: b } of nodes.slice(i + 1))
      expect(Math.abs(a.x - b.x) >= 200 || Math.abs(a.y - b.y) >= 60).toBe(true)

  // Small batches, so that the first steps do not take long.
  await netloom.run('plan.set', { batchSize: 8 })
  await page.getByRole('button', { name: 'Train', exact: true }).first().click()
  const begun = await netloom.when((s) => s.run.step >= 3)
  expect(begun.run.loss).toBeGreaterThan(0)
  await netloom.run('run.stop')

  // A single undo step removes everything.
  await netloom.run('graph.undo')
  expect((await currentNetwork(netloom)).nodes.map(({ kind }) => kind)).toEqual(['input', 'output'])
})

test('a U-Net takes at most half, with skip connections wired to the matching level', async ({
  netloom,
  watched: page,
}) => {
  const input = countedInput(page)
  await input.click(/^Data$/, 'link')
  await input.click(/^Shapes/)
  await input.click(/^Use this dataset/)
  await netloom.when((s) => s.data.dataset === 'shapes' && s.data.loaded)
  await input.click(/^Build/, 'link')
  await expect(page.locator('[data-canvas]')).toBeVisible()
  await input.press('/')
  await input.type('do 8,do,do,c 64 sa re,up,up,up,c 1 1 si')
  await input.press('Enter')
  const { check } = await netloom.when((s) => s.check.ok)
  expect(input.count()).toBeLessThanOrEqual(UNET.most)
  expect(UNET.most).toBeLessThanOrEqual(UNET.before / 2)
  const conv = (from: number, to: number) => 9 * from * to + to
  const down = (from: number, to: number) => conv(from, to) + conv(to, to)
  const up = (from: number, to: number) => 4 * from * to + to + conv(2 * to, to) + conv(to, to)
  const downs = down(1, 8) + down(8, 16) + down(16, 32)
  expect(check.parameters).toBe(downs + conv(32, 64) + up(64, 32) + up(32, 16) + up(16, 8) + 8 + 1)
  const { nodes, wires } = await currentNetwork(netloom)
  const filters = (id: string) => nodes.find((node) => node.id === id)?.params.filters ?? 16
  const across = wires.filter(({ out }) => out === 1).map(({ from, to, port }) => [filters(from), filters(to), port])
  expect(across.toSorted()).toEqual([
    [16, 16, 1],
    [32, 32, 1],
    [8, 8, 1],
  ])
})

test('quick add previews its result, rejects unknown words, and Tab moves on from a number field', async ({
  netloom,
  watched: page,
}) => {
  await page.keyboard.press('/')
  const list = page.getByRole('dialog', { name: 'Add a layer' })
  await page.keyboard.type('flatten, dense 32 relu x2')
  await expect(list.getByRole('status')).toHaveText('Flatten → Dense (Units 32, relu) ×2')
  await page.keyboard.type(' tofu')
  await page.keyboard.press('Enter')
  await expect(list.getByRole('status')).toContainText('Dense has no setting for "tofu".')
  expect((await currentNetwork(netloom)).nodes).toHaveLength(2)
  for (const _ of ' tofu') await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await netloom.when((s) => s.project.networks[0]?.nodes.length === 5)
  await expect(page.locator('.react-flow__node:focus')).toContainText('Dense')

  // In the settings, Tab moves from a number field to the next field without losing the focus.
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type('10')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('combobox', { name: /Activation/ })).toBeFocused()
  await netloom.when((s) => s.project.networks[0]?.nodes.some(({ params }) => params.units === 10) ?? false)
  await expect(page.getByRole('combobox', { name: /Activation/ })).toBeFocused()
})
