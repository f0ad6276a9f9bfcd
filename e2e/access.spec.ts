/** Everyone's: axe in every room and both themes, open menus included; the canvas keeps its share of the page at every size. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, type Netloom, test } from './fixture'

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

/** Serious and critical findings, a line each. */
async function findings(page: Page): Promise<string[]> {
  // Through the driver's own evaluation, which the page's policy does not bind.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  return page.evaluate(async () => {
    const axe = (
      window as unknown as {
        axe: {
          run(): Promise<{
            violations: { id: string; impact: string; nodes: { target: unknown; failureSummary: string }[] }[]
          }>
        }
      }
    ).axe
    const { violations } = await axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary}`),
      )
  })
}

async function trained(netloom: Netloom): Promise<void> {
  await netloom.run('data.use', { dataset: 'mnist-starter', samples: 200 })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('model.save', { name: 'a model with rather a long name to see what becomes of it' })
}

for (const theme of ['dark', 'light']) {
  test(`axe finds nothing serious in any room, ${theme}`, async ({ netloom, watched: page }) => {
    await netloom.run('theme.set', { theme })
    await netloom.run('project.new', { template: 'digits-cnn' })
    for (const state of ['fresh', 'trained']) {
      if (state === 'trained') await trained(netloom)
      for (const room of ['build', 'data', 'train', 'evaluate', 'machine']) {
        await netloom.run('room.open', { room })
        await page.waitForTimeout(700)
        expect(await findings(page), `${room}, ${state}`).toEqual([])
      }
    }
    await netloom.run('room.open', { room: 'build' })
    const nodes = (await netloom.state()).project.networks[0]?.nodes ?? []
    await netloom.run('select.set', { nodes: [nodes.find(({ kind }) => kind === 'conv2d')?.id] })
    await netloom.run('graph.add', { kind: 'add' })
    await page.waitForTimeout(700)
    expect(await findings(page), 'a node selected, a problem shown').toEqual([])
    for (const open of [/^project menu|^project/i, /^optimizer/i, /^data/i]) {
      const button = page.getByRole('button', { name: open }).first()
      await button.click()
      await page.waitForTimeout(400)
      expect(await findings(page), `${open} open`).toEqual([])
      await page.keyboard.press('Escape')
    }
    for (const [keys, what] of [
      ['Control+k', 'command palette'],
      ['Control+o', 'projects'],
      ['Shift+?', 'all keys'],
      ['/', 'quick add'],
    ] as const) {
      await page.keyboard.press(keys)
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.waitForTimeout(300)
      expect(await findings(page), what).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    }
    for (const entry of [/^New from an example/, /^Models/]) {
      await page.getByRole('button', { name: 'Project', exact: true }).click()
      await page.getByRole('menuitem', { name: entry }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.waitForTimeout(300)
      expect(await findings(page), String(entry)).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    }
  })
}

/** The canvas's part of the page; what lies on it as a sheet is not its own. */
async function share(page: Page): Promise<number> {
  return page.evaluate(() => {
    const area = (selector: string) => {
      const box = document.querySelector(selector)?.getBoundingClientRect()
      return box ? box.width * box.height : 0
    }
    return (area('[data-canvas]') - area('[data-part="canvas"] > aside')) / (innerWidth * innerHeight)
  })
}

/** Whether the middle of a node is what a pointer there would meet. */
function seen(id: string | undefined): boolean {
  const box = document.querySelector(`.react-flow__node[data-id="${id}"]`)?.getBoundingClientRect()
  if (!box) return false
  const met = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  return met?.closest<HTMLElement>('.react-flow__node')?.dataset.id === id
}

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [1366, 633],
] as const) {
  test(`at ${width}×${height} with a node selected the canvas keeps its share, and nothing covers it`, async ({
    netloom,
    watched: page,
  }) => {
    await page.setViewportSize({ width, height })
    const node = (await netloom.state()).project.networks[0]?.nodes.find(({ kind }) => kind === 'conv2d')
    await netloom.run('select.set', { nodes: [node?.id] })
    await page.waitForTimeout(600)
    const before = await share(page)
    console.log(`canvas share at ${width}×${height}: ${(before * 100).toFixed(1)} %`)
    expect(before).toBeGreaterThanOrEqual(0.55)
    await netloom.run('plan.set', { epochs: 1 })
    await netloom.run('run.start')
    await netloom.when((s) => s.run.tag === 'done')
    await page.waitForTimeout(600)
    const after = await share(page)
    console.log(`canvas share at ${width}×${height} with a run: ${(after * 100).toFixed(1)} %`)
    expect(after).toBeGreaterThanOrEqual(height < 700 ? 0.55 : 0.33)
    // The selected node is seen: neither cut off nor under the inspector.
    expect(await page.evaluate(seen, node?.id)).toBe(true)
    // No horizontal scroll, and the page does not grow past the window.
    const overflow = await page.evaluate(() => [
      document.documentElement.scrollWidth - innerWidth,
      document.documentElement.scrollHeight - innerHeight,
    ])
    expect(overflow).toEqual([0, 0])
  })
}
