/**
 * @file Accessibility: axe on every page in both themes, including open menus; the canvas keeps its share of the page.
 */
import type { Page } from '@playwright/test'
import { expect, type Netloom, test } from './fixture'
import { findingsInBothThemes, untilQuiet } from './axe'
import { focusFaults, measures } from './measures'

async function trained(netloom: Netloom): Promise<void> {
  await netloom.run('data.use', { dataset: 'mnist-starter', samples: 200 })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('model.save', { name: 'a model with rather a long name to see what becomes of it' })
}

async function findings(page: Page, netloom: Netloom): Promise<readonly string[]> {
  await untilQuiet(page)
  return findingsInBothThemes(page, netloom)
}

const PAGES = ['build', 'data', 'train', 'evaluate', 'machine'] as const

for (const state of ['fresh', 'trained']) {
  test(`axe finds nothing serious on any page, in both themes, ${state}`, async ({ netloom, watched: page }) => {
    await netloom.run('project.new', { template: 'digits-cnn' })
    if (state === 'trained') await trained(netloom)
    for (const room of PAGES) {
      await netloom.run('room.open', { room })
      expect(await findings(page, netloom), room).toEqual([])
    }
  })
}

test('axe finds nothing serious in a problem, chips, or menus, in both themes', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  await netloom.run('room.open', { room: 'build' })
  const nodes = (await netloom.state()).project.networks[0]?.nodes ?? []
  await netloom.run('select.set', { nodes: [nodes.find(({ kind }) => kind === 'conv2d')?.id] })
  await netloom.run('graph.add', { kind: 'add' })
  expect(await findings(page, netloom), 'a node selected, a problem shown').toEqual([])
  for (const open of [/^project menu|^project/i, /^optimizer/i, /^data/i]) {
    const button = page.getByRole('button', { name: open }).first()
    await button.click()
    expect(await findings(page, netloom), `${open} open`).toEqual([])
    await page.keyboard.press('Escape')
  }
})

test('axe finds nothing serious in any dialog, in both themes', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  await trained(netloom)
  await netloom.run('room.open', { room: 'build' })
  for (const [keys, what] of [
    ['Control+k', 'command palette'],
    ['Control+o', 'projects'],
    ['Shift+?', 'all keys'],
    ['/', 'quick add'],
  ] as const) {
    await page.keyboard.press(keys)
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await findings(page, netloom), what).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  for (const entry of [/^New from example/, /^Models/]) {
    await page.getByRole('button', { name: 'Project', exact: true }).click()
    await page.getByRole('menuitem', { name: entry }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await findings(page, netloom), String(entry)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
})

/** The share of the window that the canvas covers, with its head. */
async function share(page: Page): Promise<number> {
  return page.evaluate(() => {
    const area = (selector: string) => {
      const box = document.querySelector(selector)?.getBoundingClientRect()
      return box ? box.width * box.height : 0
    }
    return area('[data-part="canvas"]') / (innerWidth * innerHeight)
  })
}

/** Whether a click at the center of a node would hit that node. */
function seen(id: string | undefined): boolean {
  const box = document.querySelector(`.react-flow__node[data-id="${id}"]`)?.getBoundingClientRect()
  if (!box) return false
  const met = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  return met?.closest<HTMLElement>('.react-flow__node')?.dataset.id === id
}

test('at three window sizes the canvas keeps its share of the page, and nothing covers the selected node', async ({
  netloom,
  watched: page,
}) => {
  const sizes = [
    { width: 1440, height: 900, least: 0.55 },
    { width: 1024, height: 768, least: 0.47 },
    { width: 1366, height: 633, least: 0.55 },
  ] as const
  const node = (await netloom.state()).project.networks[0]?.nodes.find(({ kind }) => kind === 'conv2d')
  await netloom.run('select.set', { nodes: [node?.id] })
  for (const size of sizes) {
    await page.setViewportSize(size)
    await untilQuiet(page)
    expect(await share(page), `${size.width}×${size.height}`).toBeGreaterThanOrEqual(size.least)
  }
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  for (const size of sizes) {
    await page.setViewportSize(size)
    await untilQuiet(page)
    const what = `${size.width}×${size.height}, with a run`
    expect(await share(page), what).toBeGreaterThanOrEqual(size.height < 700 ? 0.55 : 0.29)
    // The selected node is visible: neither clipped nor under the inspector.
    expect(await page.evaluate(seen, node?.id), what).toBe(true)
    // There is no horizontal scrolling, and the page does not grow beyond the window.
    const overflow = await page.evaluate(() => [
      document.documentElement.scrollWidth - innerWidth,
      document.documentElement.scrollHeight - innerHeight,
    ])
    expect(overflow, what).toEqual([0, 0])
  }
})

/** States of the canvas and of the panels around it, each with the steps that lead to it from the digits example. */
const STATES: readonly (readonly [what: string, reach: (page: Page, netloom: Netloom) => Promise<unknown>])[] = [
  ['nothing selected', (_, netloom) => netloom.run('select.set', { nodes: [] })],
  ['one layer selected', (_, netloom) => netloom.run('select.set', { nodes: ['conv1'] })],
  ['several selected', (_, netloom) => netloom.run('select.set', { nodes: ['conv1', 'conv2', 'pool1'] })],
  ['a problem shown', (_, netloom) => netloom.run('graph.heal', { nodes: ['flatten'] })],
  [
    'many problems and long names',
    async (_, netloom) => {
      await netloom.run('graph.rename', {
        node: 'conv1',
        label: 'A layer with a name as long as anybody would give '.repeat(3),
      })
      await netloom.run('graph.remove', { nodes: ['pool1', 'flatten'] })
      await netloom.run('graph.add', { kind: 'add' })
      await netloom.run('select.set', { nodes: [] })
    },
  ],
  [
    'an empty canvas',
    async (_, netloom) => {
      const ids = (await netloom.state()).project.networks[0]?.nodes.map(({ id }) => id)
      await netloom.run('graph.remove', { nodes: ids })
    },
  ],
  [
    'a problem with its picture, its explanation, and the preview of its fix',
    async (page, netloom) => {
      await netloom.run('graph.heal', { nodes: ['flatten'] })
      const list = page.getByRole('region', { name: 'Problems' })
      await list.getByRole('button', { name: 'Why?' }).click()
      await expect(list).toContainText('so both need the same shape')
      await list.getByRole('button', { name: 'Insert Flatten' }).hover()
      await expect(page.getByRole('tooltip')).toBeVisible()
    },
  ],
  [
    'inside a block',
    async (_, netloom) => {
      const block = await netloom.run<string>('block.fold', { nodes: ['conv2', 'pool2'], name: 'Look' })
      await netloom.run('block.enter', { node: block })
      await netloom.run('graph.rename', { node: 'conv2', label: 'A layer with a name that is too long for its box' })
      await netloom.run('library.save')
      await netloom.run('select.set', { nodes: ['conv2'] })
    },
  ],
  [
    'the parameters of a block, with the panel of blocks',
    async (page, netloom) => {
      // In a smaller window the inspector is only open for a selection.
      await page.setViewportSize({ width: 1440, height: 900 })
      const node = await netloom.run<string>('block.insert', { block: 'residual-basic', after: 'conv1' })
      await netloom.run('block.enter', { node })
      await expect(page.locator('#inspector')).toContainText('Block parameters')
      await netloom.run('view.blocks')
      await expect(page.locator('[data-library]')).toBeVisible()
    },
  ],
  [
    'a block opened in place, with a layer selected that has a problem',
    async (page, netloom) => {
      const node = await netloom.run<string>('block.insert', { block: 'residual-basic', after: 'conv1' })
      await netloom.run('block.open', { node })
      await netloom.run('block.select', { node, inner: 'conv2' })
      await expect(page.locator('[data-inner="conv2"]')).toHaveAttribute('aria-pressed', 'true')
      await netloom.run('graph.set', { node, params: { filters: 3 } })
      await expect(page.locator('[data-inner][data-bad]')).toHaveCount(1)
    },
  ],
  ['a block selected', (_, netloom) => netloom.run('block.fold', { nodes: ['conv2', 'pool2'], name: 'Look' })],
  [
    'notes, one attached to a layer',
    async (_, netloom) => {
      await netloom.run('note.add', { text: 'Two strokes make a corner.', node: 'conv1' })
      await netloom.run('note.add', { text: 'Anywhere', position: { x: 0, y: 400 } })
    },
  ],
  [
    'colored by cost, with the table',
    async (page, netloom) => {
      await netloom.run('view.cost')
      await netloom.run('view.heat', { by: 'parameters' })
      await expect(page.getByRole('region', { name: 'Colors on the canvas' })).toBeVisible()
    },
  ],
  [
    'two networks side by side',
    async (page, netloom) => {
      await netloom.run('version.save')
      await netloom.run('graph.set', { node: 'conv1', params: { filters: 8 } })
      await netloom.run('view.changes', { to: { version: 1 } })
      await netloom.run('view.sideBySide')
      await expect(page.locator('[data-pair] .react-flow__node').first()).toBeVisible()
    },
  ],
  [
    'the code, next to a canvas colored by memory',
    async (page, netloom) => {
      await netloom.run('view.heat', { by: 'activationBytes' })
      await netloom.run('view.code')
      await expect(page.locator('[data-side-panel="code"] ol').first()).toBeVisible()
    },
  ],
  [
    'the comparison',
    async (page, netloom) => {
      await netloom.run('graph.set', { node: 'conv1', params: { filters: 8 } })
      await netloom.run('view.changes')
      await expect(page.locator('[data-side-panel="changes"] ul').first()).toBeVisible()
    },
  ],
  [
    'the outline, expanded, with a problem',
    async (page, netloom) => {
      await netloom.run('graph.heal', { nodes: ['flatten'] })
      await netloom.run('view.outline')
      await expect(page.getByRole('tree')).toBeVisible()
      await page.keyboard.press('*')
      await expect(page.locator('[data-tag="problem"]').first()).toBeVisible()
    },
  ],
  ['the map', (_, netloom) => netloom.run('canvas.map')],
  ['the search', (_, netloom) => netloom.run('canvas.search')],
  [
    'the edit history with versions',
    async (page, netloom) => {
      await netloom.run('version.save')
      await netloom.run('graph.set', { node: 'conv1', params: { filters: 8 } })
      await netloom.run('canvas.history')
      await expect(page.getByRole('list', { name: 'Versions' })).toBeVisible()
    },
  ],
  [
    'the context menu of a layer',
    async (page, netloom) => {
      await netloom.run('select.set', { nodes: ['conv1'] })
      await page.locator('.react-flow__node[data-id="conv1"]').focus()
      await page.keyboard.press('Shift+F10')
      await expect(page.getByRole('menu')).toBeVisible()
    },
  ],
  [
    'the context menu of the canvas',
    async (page) => {
      await page.locator('[data-canvas]').focus()
      await page.keyboard.press('Shift+F10')
      await expect(page.getByRole('menu')).toBeVisible()
    },
  ],
  [
    'the dialog for connecting a wire',
    async (page, netloom) => {
      await netloom.run('view.outline')
      await expect(page.getByRole('tree')).toBeVisible()
      await page.keyboard.press('Shift+F10')
      await page.getByRole('menuitem', { name: 'Connect to…' }).click()
      await expect(page.getByRole('dialog', { name: 'Connect to' })).toBeVisible()
    },
  ],
]

/** The states of one test: few enough for the time that a test may take. */
const STATES_PER_TEST = 6

for (let from = 0; from < STATES.length; from += STATES_PER_TEST) {
  const states = STATES.slice(from, from + STATES_PER_TEST)
  test(`canvas states from "${states[0]?.[0]}" pass axe, 24 px targets, and contrast, in both themes`, async ({
    netloom,
    watched: page,
  }) => {
    const found: string[] = []
    for (const [what, reach] of states) {
      await page.setViewportSize({ width: 1366, height: 633 })
      await netloom.run('project.new', { template: 'digits-cnn' })
      await reach(page, netloom)
      found.push(...(await findings(page, netloom)).map((line) => `${what}: ${line}`))
      await page.setViewportSize({ width: 1024, height: 768 })
      await untilQuiet(page)
      found.push(...(await measures(page)).map((line) => `${what}, 1024×768: ${line}`))
      await leave(page, netloom)
    }
    expect(found).toEqual([])
  })
}

/** Closes whatever a state has opened. */
async function leave(page: Page, netloom: Netloom): Promise<void> {
  await page.keyboard.press('Escape')
  const open = await page.evaluate(() => document.querySelector<HTMLElement>('[data-side-panel]')?.dataset.sidePanel)
  if (open) await netloom.run(`view.${open}`)
  await netloom.run('view.heat', {})
  await netloom.run('canvas.closePanel')
  if ((await page.locator('.react-flow__minimap').count()) > 0) await netloom.run('canvas.map')
}

for (const [theme, width, height] of [
  ['dark', 1366, 633],
  ['light', 1024, 768],
] as const) {
  test(`every page has 24 px targets, enough non-text contrast, and a visible focus at each tab stop, ${theme}`, async ({
    netloom,
    watched: page,
  }) => {
    await page.setViewportSize({ width, height })
    await netloom.run('theme.set', { theme })
    await trained(netloom)
    const found: string[] = []
    for (const room of PAGES) {
      await netloom.run('room.open', { room })
      await untilQuiet(page)
      found.push(...(await measures(page)).map((line) => `${room}: ${line}`))
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
      found.push(...(await focusFaults(page, 90)).map((line) => `${room}: ${line}`))
    }
    expect(found).toEqual([])
  })
}

test('at 200% zoom every control can be reached, and the page does not scroll horizontally', async ({
  netloom,
  watched: page,
}) => {
  // The size of a 1440 × 900 window at 200% zoom.
  await page.setViewportSize({ width: 720, height: 450 })
  for (const room of PAGES) {
    await netloom.run('room.open', { room })
    await untilQuiet(page)
    const { overflow, unreachable } = await page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - innerWidth,
      // Controls outside the window that cannot be scrolled into view.
      unreachable: [...document.querySelectorAll<HTMLElement>('button, input, [role="combobox"], textarea')].flatMap(
        (one) => {
          const { left, right, top, bottom, width } = one.getBoundingClientRect()
          if (width === 0 || one.closest('.react-flow__viewport, [aria-hidden="true"], .only-spoken')) return []
          if (left >= -1 && right <= innerWidth + 1 && top >= -1 && bottom <= innerHeight + 1) return []
          for (let box = one.parentElement; box; box = box.parentElement) {
            const { overflowX, overflowY } = getComputedStyle(box)
            const across = /auto|scroll/.test(overflowX) && box.scrollWidth > box.clientWidth
            const down = /auto|scroll/.test(overflowY) && box.scrollHeight > box.clientHeight
            if (across || down) return []
          }
          return [one.getAttribute('aria-label') ?? one.textContent ?? '']
        },
      ),
    }))
    expect(overflow, room).toBeLessThanOrEqual(0)
    expect(unreachable, room).toEqual([])
  }
  await netloom.run('room.open', { room: 'build' })
  const canvas = await page.locator('[data-canvas]').boundingBox()
  expect(Math.min(canvas?.width ?? 0, canvas?.height ?? 0)).toBeGreaterThan(120)
})

test('reduced motion stops all animation, and forced colors still mark selection and focus', async ({
  netloom,
  watched: page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await netloom.run('view.outline')
  await netloom.run('select.set', { nodes: ['conv1'] })
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((one) => {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(one)
      const lasts = (durations: string) => durations.split(',').some((each) => Number.parseFloat(each) > 0)
      return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration))
        ? [one.className.toString()]
        : []
    }),
  )
  expect(moving).toEqual([])
  await page.keyboard.press('Escape')

  await page.emulateMedia({ forcedColors: 'active', reducedMotion: null })
  const marks = await page.evaluate(() => {
    const mark = (selector: string) => {
      const one = document.querySelector(selector)
      const { outlineStyle, outlineWidth } = one ? getComputedStyle(one) : { outlineStyle: 'none', outlineWidth: '0' }
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    }
    return {
      node: mark('.react-flow__node.selected'),
      other: mark('.react-flow__node:not(.selected)'),
      line: getComputedStyle(document.querySelector('.react-flow__node > div') ?? document.body).borderTopWidth,
      row: mark('[role="treeitem"][aria-selected="true"]'),
      pressed: mark('[aria-pressed="true"]'),
      room: mark('[aria-current="page"]'),
    }
  })
  expect(marks).toEqual({ node: true, other: false, line: '1px', row: true, pressed: true, room: true })
  // Wires are SVG strokes, so they have to be given the text color explicitly.
  const [wire, ink] = await page.evaluate(() => {
    const path = document.querySelector('.react-flow__edge-path')
    return [path ? getComputedStyle(path).stroke : '', getComputedStyle(document.body).color]
  })
  expect(wire).toBe(ink)
  await netloom.run('room.open', { room: 'operate' })
  const tab = page.getByRole('radio', { checked: true }).locator('+ span').first()
  await expect(tab).toHaveCSS('outline-style', 'solid')
})
