/** Without a mouse: reach the canvas, add, connect, change, take back, find a command, train and stop; the focus is always seen. */
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'

/** What has the focus, in words, or an empty text where nobody could see that it has. */
function focusSeen(): string {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return ''
  const drawn = (one: Element | null) => {
    if (!one) return false
    const { outlineStyle, outlineWidth, backgroundImage } = getComputedStyle(one)
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || backgroundImage !== 'none'
  }
  const box = element.getBoundingClientRect()
  const onPage =
    box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth
  // A node of the canvas draws its focus on its face; a field may draw it on its frame.
  const ringed = [element, element.firstElementChild, element.parentElement].some(drawn)
  const name = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40) ?? ''}`
  return onPage && ringed ? name : ''
}

/** Presses Tab until `there` matches what has the focus; at each stop on the way the focus must be seen. */
async function tabTo(page: Page, there: string, most = 80): Promise<void> {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab')
    // Rings may fade in.
    await expect.poll(() => page.evaluate(focusSeen), { timeout: 2000 }).not.toBe('')
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, there)) return
  }
  throw new Error(`no way to ${there} by Tab`)
}

test('a layer is added, connected, changed and taken back, and a run begun and stopped, by keys alone', async ({
  netloom,
  watched: page,
}) => {
  const drawn = async () => (await netloom.state()).project.networks[0] ?? { nodes: [], wires: [] }
  const first = await drawn()

  // The first stop skips the header; from there the Tab order leads to the nodes.
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: /^Skip to Build/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, '.react-flow__node')
  await page.keyboard.press('Space')
  expect(await page.locator('.react-flow__node.selected').count()).toBe(1)

  // Add by / and a few letters: behind the selected node.
  await page.keyboard.press('/')
  await page.keyboard.type('add')
  await page.keyboard.press('Enter')
  await netloom.when((s) => s.project.networks[0]?.nodes.some(({ kind }) => kind === 'add') ?? false)
  const add = (await drawn()).nodes.find(({ kind }) => kind === 'add')
  await expect(page.locator(`.react-flow__node[data-id="${add?.id}"]`)).toBeFocused()

  // Connect it from its panel: a list that opens, letters that jump, Enter.
  const wires = (await drawn()).wires.length
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('#inspector') !== null)).toBe(true)
  await tabTo(page, '[role="combobox"][aria-labelledby]')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listbox')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await netloom.when((s, before) => (s.project.networks[0]?.wires.length ?? 0) > before, { given: wires })

  // Take back: the wire, then the layer.
  for (let i = 0; i < 4 && (await drawn()).nodes.length > first.nodes.length; i++)
    await page.keyboard.press('Control+z')
  expect(await drawn()).toEqual(first)

  // Change a parameter: from the outline to the layer's panel, and a number typed.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await tabTo(page, '#inspector ol button')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const filters = page.getByRole('spinbutton', { name: 'Filters' })
  await expect(filters).toBeVisible()
  await tabTo(page, 'input[role="spinbutton"]')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('12')
  await page.keyboard.press('Enter')
  await netloom.when((s) => s.project.networks[0]?.nodes.some(({ params }) => params.filters === 12) ?? false)
  await page.keyboard.press('Escape')
  await expect(page.locator('.react-flow__node.selected')).toBeFocused()
  await page.keyboard.press('Control+z')
  expect(await drawn()).toEqual(first)

  // Any command by Ctrl K; a run begun and stopped.
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type('train')
  await page.keyboard.press('Enter')
  await netloom.when((s) => s.run.tag === 'training')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('stop')
  await page.keyboard.press('Enter')
  await netloom.when((s) => s.run.tag === 'done')
  expect((await netloom.state()).run.why).toBe('stopped')
})
