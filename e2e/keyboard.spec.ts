/**
 * @file Keyboard only: every canvas command works without a mouse, the focus is always visible, and changes are
 * announced.
 */
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expect, type Netloom, open, type State, test, untilStill } from './fixture'

/** A description of the focused element, or an empty string if the focus is not visible. */
function focusSeen(): string {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return ''
  const hasRing = (one: Element | null) => {
    if (!one) return false
    const { outlineStyle, outlineWidth, backgroundImage } = getComputedStyle(one)
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || backgroundImage !== 'none'
  }
  const box = element.getBoundingClientRect()
  const onPage =
    box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth
  // A canvas node draws its focus ring on its child, and a field may draw it on its parent.
  const ringed = [element, element.firstElementChild, element.parentElement].some(hasRing)
  const name = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40) ?? ''}`
  return onPage && ringed ? name : ''
}

/** Presses Tab until the focused element matches `there`; the focus must be visible at each stop. */
async function tabTo(page: Page, there: string, most = 80): Promise<void> {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab')
    // Focus rings may fade in.
    await expect.poll(() => page.evaluate(focusSeen)).not.toBe('')
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, there)) return
  }
  throw new Error(`no way to ${there} by Tab`)
}

/** Opens the list of the focused combobox. It takes keys once its selected option has the focus. */
async function openList(page: Page): Promise<void> {
  await page.keyboard.press('Enter')
  await expect(page.locator('[role="option"][aria-selected="true"]:focus')).toHaveCount(1)
}

/** Picks the option after the selected one in the list of the focused combobox. */
async function pickSecondOption(page: Page): Promise<void> {
  await openList(page)
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[role="option"][aria-selected="false"]:focus')).toHaveCount(1)
  await page.keyboard.press('Enter')
}

test('a layer is added, connected, and undone, and a run is started and stopped, by keyboard', async ({
  netloom,
  watched: page,
}) => {
  const currentNetwork = async () => (await netloom.state()).project.networks[0] ?? { nodes: [], wires: [] }
  const first = await currentNetwork()

  // The first tab stop is the link that skips the header; from there, Tab leads to the nodes.
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: /^Skip to Build/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, '.react-flow__node')
  await page.keyboard.press('Space')
  expect(await page.locator('.react-flow__node.selected').count()).toBe(1)

  // Quick add, opened with the / key, inserts after the selected node.
  await page.keyboard.press('/')
  await expect(page.getByRole('dialog', { name: 'Add a layer' })).toBeVisible()
  await page.keyboard.type('add')
  await page.keyboard.press('Enter')
  await netloom.when((s) => s.project.networks[0]?.nodes.some(({ kind }) => kind === 'add') ?? false)
  const add = (await currentNetwork()).nodes.find(({ kind }) => kind === 'add')
  await expect(page.locator(`.react-flow__node[data-id="${add?.id}"]`)).toBeFocused()

  // Connect the layer using the combobox in its panel.
  const wires = (await currentNetwork()).wires.length
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('#inspector') !== null)).toBe(true)
  await tabTo(page, '[role="combobox"][aria-labelledby]')
  await pickSecondOption(page)
  await netloom.when((s, before) => (s.project.networks[0]?.wires.length ?? 0) > before, { given: wires })

  // Undo the wire, then the layer.
  for (let i = 0; i < 4 && (await currentNetwork()).nodes.length > first.nodes.length; i++)
    await page.keyboard.press('Control+z')
  expect(await currentNetwork()).toEqual(first)

  // Open a layer's panel from its list and reach a number in it.
  await expect(page.locator('#inspector ol button').first()).toBeVisible()
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await tabTo(page, '#inspector ol button')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('spinbutton', { name: 'Filters' })).toBeVisible()
  await tabTo(page, '#inspector input[role="spinbutton"]')
  await page.keyboard.press('Escape')
  await expect(page.locator('.react-flow__node.selected')).toBeFocused()

  // Start a run from the focused node, whose settings open with Enter alone, and stop it from the command palette.
  await page.keyboard.press('Control+Enter')
  await netloom.when((s) => s.run.tag === 'training')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type('stop')
  await page.keyboard.press('Enter')
  await netloom.when((s) => s.run.tag === 'done')
  expect((await netloom.state()).run.why).toBe('stopped')
})

/** The focused row of the outline. */
const row = (page: Page) => page.locator('[data-outline] [role="treeitem"]:focus')
/** The live region with the last announcement. */
const announcer = (page: Page) => page.locator('[data-announcer]')

/** Opens the outline by its key, which moves the focus into it. */
async function openOutline(page: Page): Promise<void> {
  await page.keyboard.press('Alt+o')
  await expect(row(page)).toHaveCount(1)
}

/** Picks an entry from the context menu of the focused element. */
async function pick(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menu')).toBeVisible()
  const item = page.getByRole('menuitem', { name: title }).first()
  await expect(item).toBeVisible()
  for (let i = 0; i < 40 && !(await item.evaluate((one) => one === document.activeElement)); i++)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

/** Runs a command from the command palette by its title. */
async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type(title)
  await page.keyboard.press('Enter')
}

/** Opens the settings of the focused row, sets a field, and returns to the outline. */
async function setting(page: Page, name: string, value: string): Promise<void> {
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('#inspector') !== null)).toBe(true)
  const field = page.locator('#inspector').getByLabel(name, { exact: true })
  for (let i = 0; i < 20 && !(await field.evaluate((one) => one === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await expect(field).toBeFocused()
  if ((await field.getAttribute('role')) === 'combobox') {
    await openList(page)
    // Uses arrow keys, because typeahead resets after a pause, and a busy machine may pause between letters.
    await page.keyboard.press('Home')
    const option = page.getByRole('option', { name: value, exact: true })
    for (let i = 0; i < 40 && !(await option.evaluate((one) => one === document.activeElement)); i++)
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('listbox')).toBeHidden()
    await expect(field).toContainText(value)
  } else {
    await page.keyboard.press('Control+a')
    await page.keyboard.type(value)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
  await expect(row(page)).toHaveCount(1)
}

test('the digits example is built from scratch, trained, and exported by keyboard', async ({
  netloom,
  watched: page,
}) => {
  // A layer that is added gets a name of its own, where the example has the same name twice.
  const added = (await netloom.state()).project.networks[0]?.nodes ?? []
  const wanted = added.map(({ kind, label }, i) => {
    const nth = added.slice(0, i + 1).filter((one) => one.label === label).length
    return `${kind} ${label}${nth > 1 ? ` ${nth}` : ''}`
  })
  const shapes = Object.values((await netloom.state()).check.shapes)
  const started = Date.now()
  let keys = 0
  await page.exposeFunction('countKey', () => {
    keys++
  })
  await page.evaluate(() =>
    window.addEventListener('keydown', () => (window as never as { countKey(): void }).countKey(), true),
  )

  await command(page, 'Blank')
  await netloom.when((s) => s.project.networks[0]?.nodes.length === 2)
  await openOutline(page)
  await expect(row(page)).toHaveAccessibleName(/^Input\s*\. Outputs 28×28×1/)

  // Name the input and the output, and connect them; the layers will be inserted into that wire.
  await page.keyboard.press('F2')
  await page.keyboard.type('Digits')
  await page.keyboard.press('Enter')
  await expect(row(page)).toHaveAccessibleName(/^Digits\s*, Input/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('F2')
  await page.keyboard.type('Digit')
  await page.keyboard.press('Enter')
  await expect(row(page)).toHaveAccessibleName(/^Digit\s*, Output/)
  await page.keyboard.press('Home')
  await pick(page, 'Connect to…')
  await expect(page.getByRole('dialog', { name: 'Connect to' })).toBeVisible()
  await page.keyboard.press('Enter')
  await netloom.when((s) => s.project.networks[0]?.wires.length === 1)
  await expect(announcer(page)).toContainText('Digits connected to Digit.')

  for (const [layer, ...settings] of [
    ['conv 2d', ['Filters', '16'], ['Activation', 'relu']],
    ['max pool 2d'],
    ['conv 2d', ['Filters', '32'], ['Activation', 'relu']],
    ['max pool 2d'],
    ['dropout', ['Rate', '0.25']],
    ['flatten'],
    ['dense', ['Units', '10'], ['Activation', 'softmax']],
  ] as const) {
    const before = (await netloom.state()).project.networks[0]?.nodes.length ?? 0
    await expect(row(page)).toHaveCount(1)
    await page.keyboard.press('/')
    await expect(page.getByRole('dialog', { name: 'Add a layer' })).toBeVisible()
    await page.keyboard.type(layer)
    await page.keyboard.press('Enter')
    await netloom.when((s, n) => s.project.networks[0]?.nodes.length === n + 1, { given: before })
    await expect(row(page)).toHaveAccessibleName(new RegExp(`^${layer}`, 'i'))
    for (const [name, value] of settings as readonly (readonly [string, string])[]) await setting(page, name, value)
  }
  const built = await netloom.state()
  expect(built.check.ok).toBe(true)
  const rows = await page
    .locator('[data-outline] [data-tag="node"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-node')))
  const nodes = built.project.networks[0]?.nodes ?? []
  expect(rows.map((id) => nodes.find((node) => node.id === id)).map((node) => `${node?.kind} ${node?.label}`)).toEqual(
    wanted,
  )
  expect(rows.map((id) => built.check.shapes[id ?? ''])).toEqual(shapes)

  // Use fewer examples and a single epoch, set through the chips of the training settings.
  const chip = async (name: RegExp, field: string, value: string) => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    const button = page.getByRole('region', { name: 'Training settings' }).getByRole('button', { name })
    for (let i = 0; i < 120 && !(await button.evaluate((one) => one === document.activeElement)); i++)
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const input = page.getByRole('dialog').getByLabel(field, { exact: true })
    await expect(input).toBeVisible()
    for (let i = 0; i < 20 && !(await input.evaluate((one) => one === document.activeElement)); i++)
      await page.keyboard.press('Tab')
    await page.keyboard.press('Control+a')
    await page.keyboard.type(value)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await expect(button).toBeFocused()
  }
  await chip(/^Data/, 'Examples', '200')
  await netloom.when((s) => s.data.loaded && s.data.samples.train === 200)
  await chip(/^Epochs/, 'Epochs', '1')

  await page.keyboard.press('Control+Enter')
  await netloom.when((s) => s.run.tag === 'done')
  expect((await netloom.state()).metrics?.rows).toBeGreaterThan(0)

  // Save the model and export it as a file.
  await command(page, 'Models')
  await expect(page.getByRole('dialog', { name: 'Models on this device' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('by keys')
  await page.keyboard.press('Enter')
  await netloom.when((s) => s.models.some(({ name }) => name === 'by keys'))
  const out = page.getByRole('region', { name: 'by keys' }).getByRole('button', { name: 'Export model' })
  await expect(out).toBeVisible()
  for (let i = 0; i < 20 && !(await out.evaluate((one) => one === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toMatch(/\.zip$/)
  const bytes = readFileSync(await download.path())
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  expect(bytes.length).toBeGreaterThan(40_000)
  console.log(`the digits example by keyboard: ${keys} keys, ${Math.round((Date.now() - started) / 1000)} s`)
})

type Drawn = NonNullable<State['project']['networks'][number]>

/** Presses Tab until the focus reaches `there`; fails after 150 stops. */
async function tabUntil(page: Page, there: Locator): Promise<void> {
  await expect(there).toBeVisible()
  for (let i = 0; i < 150; i++) {
    if (await there.evaluate((one) => one === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way by Tab to ${there}`)
}

/** Moves to the outline row of a node, or to the first row below it with the given tag. */
async function goToRow(page: Page, node: string, tag: string): Promise<void> {
  await page.keyboard.press('Home')
  const rows = page.locator('[data-outline] [role="treeitem"]')
  const at = async (selector: string) =>
    rows.evaluateAll((all, wanted) => all.findIndex((one) => one.matches(wanted)), selector)
  for (let i = await at(`[data-tag="node"][data-node="${node}"]`); i > 0; i--) await page.keyboard.press('ArrowDown')
  await expect(row(page)).toHaveAttribute('data-node', node)
  if (tag === 'node') return
  await page.keyboard.press('ArrowRight')
  await expect(row(page)).toHaveAttribute('aria-expanded', 'true')
  const below =
    (await at(`[data-tag="${tag}"][data-node="${node}"]`)) - (await at(`[data-tag="node"][data-node="${node}"]`))
  for (let i = 0; i < below; i++) await page.keyboard.press('ArrowDown')
  await expect(row(page)).toHaveAttribute('data-tag', tag)
}

/** Opens a new digits example and its outline, with the focus on a node. */
async function atNode(page: Page, netloom: Netloom, node: string, tag = 'node'): Promise<void> {
  await netloom.run('project.new', { template: 'digits-cnn' })
  await focusOutline(page)
  await goToRow(page, node, tag)
}

async function focusOutline(page: Page): Promise<void> {
  if ((await page.locator('[data-outline]').count()) > 0) await page.keyboard.press('Alt+o')
  if ((await row(page).count()) === 0) await openOutline(page)
}

/** Opens a new digits example with a node selected and focused on the canvas and the outline closed. */
async function atCanvas(page: Page, netloom: Netloom, node: string): Promise<void> {
  await atNode(page, netloom, node)
  await page.keyboard.press('Escape')
  await expect(page.locator(`.react-flow__node[data-id="${node}"]`)).toBeFocused()
}

/** For each canvas command that is not in the palette: the key presses that run it in a new project. */
const WAYS: Readonly<Record<string, (page: Page, netloom: Netloom) => Promise<void>>> = {
  'graph.add': async (page, netloom) => {
    await netloom.run('project.new', { template: 'digits-cnn' })
    await page.keyboard.press('/')
    await page.keyboard.type('input')
    await page.keyboard.press('Enter')
  },
  'graph.addAfter': async (page, netloom) => {
    await atCanvas(page, netloom, 'conv1')
    await page.keyboard.press('/')
    await page.keyboard.type('dropout')
    await page.keyboard.press('Enter')
  },
  'graph.put': (page, netloom) => WAYS['graph.addAfter']?.(page, netloom) ?? Promise.resolve(),
  'graph.row': (page, netloom) => WAYS['graph.addAfter']?.(page, netloom) ?? Promise.resolve(),
  'graph.addBefore': async (page, netloom) => {
    await atNode(page, netloom, 'flatten')
    await pick(page, 'Add a layer before…')
    await expect(page.getByRole('dialog', { name: 'Add a layer' })).toBeVisible()
    await page.keyboard.type('dropout')
    await page.keyboard.press('Enter')
  },
  'graph.connect': async (page, netloom) => {
    await atNode(page, netloom, 'digits')
    await pick(page, 'Connect to…')
    await expect(page.getByRole('dialog', { name: 'Connect to' })).toBeVisible()
    await page.keyboard.press('Enter')
  },
  'graph.disconnect': async (page, netloom) => {
    await atNode(page, netloom, 'conv2', 'wire')
    await page.keyboard.press('Delete')
  },
  'graph.reconnect': async (page, netloom) => {
    await atNode(page, netloom, 'flatten', 'wire')
    await pick(page, 'Reconnect from…')
    await expect(page.getByRole('dialog', { name: 'Reconnect the wire from' })).toBeVisible()
    await page.keyboard.press('Enter')
  },
  'graph.dropOnto': async (page, netloom) => {
    await netloom.run('project.new', { template: 'digits-cnn' })
    await netloom.run('graph.add', { kind: 'batchNormalization' })
    await focusOutline(page)
    await goToRow(page, 'conv2', 'wire')
    await pick(page, 'Insert Batch norm')
  },
  'graph.remove': async (page, netloom) => {
    await atNode(page, netloom, 'dropout')
    await page.keyboard.press('Delete')
  },
  'graph.edit': async (page, netloom) => {
    await atCanvas(page, netloom, 'dropout')
    await page.keyboard.press('Delete')
  },
  'graph.move': async (page, netloom) => {
    await atCanvas(page, netloom, 'conv1')
    await page.keyboard.press('ArrowDown')
  },
  'graph.nudge': (page, netloom) => WAYS['graph.move']?.(page, netloom) ?? Promise.resolve(),
  'graph.rename': async (page, netloom) => {
    await atCanvas(page, netloom, 'conv1')
    await page.keyboard.press('F2')
    await page.keyboard.type('By keys')
    await page.keyboard.press('Enter')
  },
  'graph.set': async (page, netloom) => {
    await atNode(page, netloom, 'conv1')
    await setting(page, 'Filters', '7')
  },
  'graph.setMany': async (page, netloom) => {
    await atNode(page, netloom, 'conv1')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Control+Space')
    const field = page.locator('#inspector').getByLabel('Filters', { exact: true })
    await tabUntil(page, field)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('9')
    await page.keyboard.press('Enter')
  },
  'graph.replace': async (page, netloom) => {
    await atNode(page, netloom, 'pool1')
    await pick(page, 'Replace with…')
    await expect(page.getByRole('combobox', { name: 'Add a layer' })).toBeFocused()
    await page.keyboard.type('average pool 2d')
    await page.keyboard.press('Enter')
  },
  'graph.fix': async (page, netloom) => {
    await netloom.run('project.new', { template: 'digits-cnn' })
    await netloom.run('graph.heal', { nodes: ['flatten'] })
    await focusOutline(page)
    await goToRow(page, 'dense', 'problem')
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    await expect(row(page)).toHaveAttribute('data-tag', 'fix')
    await page.keyboard.press('Enter')
  },
  'graph.jump': async (page, netloom) => {
    await netloom.run('project.new', { template: 'digits-cnn' })
    await netloom.run('graph.remove', { nodes: ['dropout'] })
    await focusOutline(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('h')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
  },
  'block.port': async (page, netloom) => {
    await atNode(page, netloom, 'conv1')
    await page.keyboard.press('Control+g')
    // The palette lists what is possible at the time it opens, so wait for the block.
    await expect(row(page)).toHaveAccessibleName(/^Block/)
    await command(page, 'Step into the block')
    await tabUntil(
      page,
      page.getByRole('navigation', { name: 'Block path' }).getByRole('button', { name: 'Add input' }),
    )
    await page.keyboard.press('Enter')
  },
  'block.expose': async (page, netloom) => {
    await inBlock(page, netloom)
    await tabUntil(page, page.getByRole('button', { name: 'Make block parameter: Filters' }))
    await page.keyboard.press('Enter')
  },
  'block.rename': async (page, netloom) => {
    await inBlock(page, netloom)
    // Escape goes from the settings to the row, then to the layer on the canvas, then clears the selection, so that the
    // panel shows the block.
    await page.keyboard.press('Escape')
    await expect(row(page)).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(page.locator('.react-flow__node[data-id="conv1"]')).toBeFocused()
    await page.keyboard.press('Escape')
    await tabUntil(page, page.locator('#inspector').getByLabel('Block', { exact: true }))
    await page.keyboard.press('Control+a')
    await page.keyboard.type('By keys')
    await page.keyboard.press('Enter')
  },
  'block.insert': async (page, netloom) => {
    await netloom.run('project.new', { template: 'digits-cnn' })
    await tabUntil(page, page.getByRole('button', { name: /^Residual/ }).first())
    await page.keyboard.press('Enter')
  },
  'canvas.goTo': async (page, netloom) => {
    await atCanvas(page, netloom, 'conv1')
    await page.keyboard.press('f')
    await expect(page.getByRole('dialog', { name: 'Find a layer in the network' }).locator('input')).toBeFocused()
    await page.keyboard.type('flatten')
    await page.keyboard.press('Enter')
    await expect(page.locator('.react-flow__node[data-id="flatten"]')).toBeFocused()
  },
  'canvas.closePanel': async (page, netloom) => {
    await atCanvas(page, netloom, 'conv1')
    await page.keyboard.press('f')
    await expect(page.getByRole('dialog', { name: 'Find a layer in the network' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  },
  'select.set': async (page, netloom) => {
    await atNode(page, netloom, 'conv2')
    await page.keyboard.press('Space')
    await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'conv2')
  },
  'view.heat': async (page, netloom) => {
    await netloom.run('project.new', { template: 'digits-cnn' })
    await command(page, 'Cost of each layer')
    await tabUntil(page, page.locator('[data-side-panel] [role="combobox"]').first())
    await pickSecondOption(page)
    await expect(page.locator('[data-heat]').first()).toBeVisible()
  },
  'graph.takeOver': async (page, netloom) => {
    await netloom.run('project.new', { template: 'digits-cnn' })
    await netloom.run('graph.remove', { nodes: ['dropout'] })
    await command(page, 'Compare network versions')
    await tabUntil(page, page.getByRole('button', { name: 'Apply all' }))
    await page.keyboard.press('Enter')
    await netloom.when((s) => s.project.networks[0]?.nodes.some(({ id }) => id === 'dropout') ?? false)
  },
  'note.add': async (page, netloom) => {
    await atCanvas(page, netloom, 'conv1')
    await page.keyboard.press('n')
    await page.keyboard.type('By keys')
    await page.keyboard.press('Control+Enter')
  },
}

/** Folds one layer into a block and opens the settings of that layer inside it. */
async function inBlock(page: Page, netloom: Netloom): Promise<void> {
  await atNode(page, netloom, 'conv1')
  await page.keyboard.press('Control+g')
  await expect(row(page)).toHaveAccessibleName(/^Block/)
  await page.keyboard.press('ArrowRight')
  await expect(row(page)).toHaveAttribute('aria-expanded', 'true')
  for (let i = 0; i < 12 && (await row(page).getAttribute('data-node')) !== 'conv1'; i++)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('#inspector') !== null)).toBe(true)
}

/** Commands that users do not run: they return data to scripts and panels, or finish what another command begins. */
const NOT_BY_HAND = new Set(['graph.diff', 'graph.read', 'code.print', 'note.close'])
/** Commands of the canvas, its notes, and its blocks. All other commands have buttons in panels, which Tab reaches. */
const OF_THE_CANVAS =
  /^(graph|clip|canvas|select)\.|^block\.(port|expose|rename|insert|fold|unfold|enter|leave)$|^note\.(add|write)$|^view\.heat$/

for (const part of ['first', 'second'] as const) {
  test(`every canvas command can be run by keyboard: from the palette or by the listed key presses, ${part} half`, async ({
    netloom,
    watched: page,
  }) => {
    const all = (await page.evaluate(() => window.netloom.commands())).filter(({ id }) => OF_THE_CANVAS.test(id))
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('option').first()).toBeVisible()
    const listed = await page.getByRole('option').allTextContents()
    await page.keyboard.press('Escape')
    const left = all.filter(({ id, title }) => !listed.some((words) => words.startsWith(title)) && !NOT_BY_HAND.has(id))
    expect(all.length - left.length).toBeGreaterThan(20)
    expect(left.map(({ id }) => id).filter((id) => !(id in WAYS))).toEqual([])
    const looks = new Set(['canvas.goTo', 'canvas.closePanel', 'select.set', 'view.heat'])
    for (const { id } of left.filter((_, i) => i % 2 === (part === 'first' ? 0 : 1))) {
      await test.step(id, async () => {
        await WAYS[id]?.(page, netloom)
        // Any other command is an edit, so it must have changed the network.
        if (looks.has(id)) return
        await expect
          .poll(async () => (await netloom.state()).project.drawingVersion, { message: id })
          .toBeGreaterThan(0)
        const drawn: Drawn | undefined = (await netloom.state()).project.networks[0]
        expect(drawn?.nodes.length).toBeGreaterThan(0)
      })
    }
  })
}

test('changes are announced once, with the resulting shape, and a run only sparingly', async ({
  netloom,
  watched: page,
}) => {
  // The announcer waits a moment after a change for the next one; the test moves the clock of the page past that.
  await page.clock.install()
  await open(page)
  // The announcer loads after the page; an observer attached earlier would record nothing.
  await page.locator('[data-announcer]').evaluate((region) => {
    const announcements: string[] = []
    Object.assign(window, { announcements })
    new MutationObserver(() => announcements.push((region.textContent ?? '').trim())).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })
  /** Announcements since the last call. */
  const announcements = async () => {
    await page.clock.runFor(2000)
    return page.evaluate(() => (window as unknown as { announcements: string[] }).announcements.splice(0))
  }
  /** Expects exactly these announcements; on a busy machine they may come late. */
  const expectAnnounced = async (...wanted: readonly (string | RegExp)[]) => {
    const heard: string[] = []
    await expect
      .poll(async () => {
        heard.push(...(await announcements()))
        return heard
      })
      .toEqual(wanted.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))))
  }
  await netloom.run('project.new', { template: 'digits-cnn' })
  expect(await announcements()).toEqual([])
  await netloom.run('graph.addAfter', { node: 'digits', kind: 'conv2d', params: { filters: 8 } })
  await expectAnnounced('Conv 2D 2 added after Digits. Output shape: 26 × 26 × 8.')
  await netloom.run('graph.undo')
  await expectAnnounced('Undone: Add Conv 2D 2.')
  await netloom.run('graph.redo')
  await expectAnnounced('Redone: Add Conv 2D 2.')
  await netloom.run('graph.undo')
  await expectAnnounced('Undone: Add Conv 2D 2.')
  await netloom.run('graph.heal', { nodes: ['flatten'] })
  await expectAnnounced(/^Flatten deleted, Dropout connected to Dense\. Problem: /)
  const problem = (await netloom.state()).check.diagnostics.find(({ fixes }) =>
    fixes.some(({ id }) => id === 'insert-flatten'),
  )
  await netloom.run('graph.fix', { node: problem?.node, code: problem?.code, fix: 'insert-flatten' })
  await expectAnnounced('Flatten added after Dropout. Output shape: 800. No problems left.')
  await netloom.run('block.fold', { nodes: ['conv2', 'pool2'], name: 'Look' })
  await expectAnnounced('2 layers grouped into Look. Output shape: 5 × 5 × 32.')

  // Dragging a slider gives one announcement at the end. The drag runs inside the page, because a round trip to the
  // test between two values would leave enough time to announce each value. Nor does time pass on a busy machine.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000))
  await page.evaluate(async () => {
    for (let rate = 1; rate <= 40; rate++)
      await window.netloom.run('graph.set', { node: 'dropout', params: { rate: rate / 100 } })
  })
  await expectAnnounced('Rate of Dropout set to 0.4. Output shape: 5 × 5 × 32.')
  await page.clock.resume()

  // A run of 30 epochs in a few seconds must not give 30 announcements.
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('plan.set', { epochs: 30 })
  await announcements()
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  expect((await announcements()).length).toBeLessThanOrEqual(2)
  await expect(page.getByRole('status').filter({ hasText: 'Training ended' })).toHaveCount(1)
})

test('Tab follows the wires, and no edit, undo, Escape, menu, dialog, or closed panel loses the focus', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  // Add a layer that is last in the list but second in the data flow.
  await netloom.run('graph.addAfter', { node: 'digits', kind: 'dropout' })
  await netloom.run('select.set', { nodes: [] })
  await netloom.run('canvas.showAll')
  await untilStill(page)
  const focused = () =>
    page.evaluate(
      () => (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('.react-flow__node')?.dataset.id,
    )
  await page.locator('.react-flow__node[data-id="digits"]').focus()
  const order = ['digits']
  for (let i = 0; i < 30 && order.length < 6; i++) {
    await page.keyboard.press('Tab')
    const at = await focused()
    if (at !== undefined && at !== order.at(-1)) order.push(at)
  }
  const drawn = (await netloom.state()).project.networks[0]
  const follows = (a: string | undefined, b: string | undefined) =>
    drawn?.wires.some(({ from, to }) => from === a && to === b)
  expect(order.slice(1).every((id, i) => follows(order[i], id))).toBe(true)

  const expectFocusKept = () =>
    expect
      .poll(() =>
        page.evaluate(
          () => document.activeElement?.closest('[data-canvas], [data-side-panel], [role="dialog"]') !== null,
        ),
      )
      .toBe(true)
  await page.keyboard.press('k')
  await expectFocusKept()
  await page.keyboard.press('Space')
  const removed = await focused()
  await page.keyboard.press('Delete')
  await expectFocusKept()
  expect(await focused()).not.toBe(removed)
  await page.keyboard.press('Control+z')
  await expectFocusKept()
  await page.keyboard.press('Control+Shift+z')
  await expectFocusKept()
  await page.keyboard.press('Control+z')
  await expectFocusKept()
  await page.keyboard.press('j')
  await expect.poll(focused).toBeTruthy()
  await page.keyboard.press('Control+g')
  await expectFocusKept()
  await page.keyboard.press('Control+z')
  await expectFocusKept()
  await page.keyboard.press('j')
  await pick(page, 'Delete')
  await expect(page.getByRole('menu')).toBeHidden()
  await expectFocusKept()
  await page.keyboard.press('Escape')
  await expectFocusKept()
  for (const keys of ['Control+k', 'Control+o', 'Shift+?']) {
    await page.keyboard.press(keys)
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expectFocusKept()
  }
  await openOutline(page)
  // Selecting on the canvas moves the focus in the outline, and vice versa.
  await netloom.run('select.set', { nodes: ['dense'] })
  await expect(row(page)).toHaveAttribute('data-node', 'dense')
  await expect(page.locator('[data-outline] [aria-selected="true"]')).toHaveAttribute('data-node', 'dense')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Space')
  const upper = (await row(page).getAttribute('data-node')) ?? ''
  expect(upper).not.toBe('dense')
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', upper)
  await page.keyboard.press('Alt+o')
  await expect(page.getByRole('tree')).toBeHidden()
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)
})

test('single-character shortcuts work only on the canvas, never while typing, and can be turned off', async ({
  netloom,
  watched: page,
}) => {
  const map = page.locator('.react-flow__minimap')
  await netloom.run('select.set', { nodes: ['conv1'] })
  const name = page.locator('#inspector').getByLabel('Name')
  await name.focus()
  await page.keyboard.type('m/?f')
  await expect(map).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(name).toHaveValue(/m\/\?f$/)
  await page.getByRole('group', { name: 'Training' }).getByRole('button', { name: 'Train', exact: true }).focus()
  await page.keyboard.press('m')
  await expect(map).toHaveCount(0)
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('m')
  await expect(map).toHaveCount(1)
  await page.keyboard.press('m')
  await expect(map).toHaveCount(0)

  await page.keyboard.press('Shift+?')
  const off = page.getByRole('dialog').getByRole('switch')
  await tabUntil(page, off)
  await page.keyboard.press('Space')
  await expect(off).not.toBeChecked()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.locator('[data-canvas]').focus()
  for (const key of ['m', '/', 'f', '?', 'h']) await page.keyboard.press(key)
  await untilStill(page)
  await expect(map).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  // Shortcuts with Control still work.
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
})
