/**
 * @file Pseudo-languages on every page: no untranslated, clipped, or overlapping text; a right-to-left language mirrors
 * the page.
 */
import type { Page } from '@playwright/test'
import { expect, type Netloom, netloomOf, test, untilStill } from './fixture'
import { textFaults } from './text-layout'
import { openTrained } from './trained'

const SIZES = [
  [1440, 900],
  [1024, 768],
  [1366, 633],
] as const

/** Text that is not translated: project data, names of technologies, and the wordmark. */
const NAMES = [
  ...[
    'Penguin',
    'Species',
    'Adelie',
    'Chinstrap',
    'Gentoo',
    'Island',
    'Biscoe',
    'Dream',
    'Torgersen',
    'FEMALE',
    'MALE',
    'Sex',
  ],
  ...['Beak Length', 'Beak Depth', 'Flipper Length', 'Body Mass', 'Dense', 'Run 1', 'penguins', 'shop'],
  ...[
    'WebAssembly SIMD',
    'WebAssembly',
    'WebGPU',
    'WebGL',
    'WASM',
    'CPU',
    'React Flow',
    'netloom',
    'TensorFlow.js',
    'NumPy',
  ],
  ...['Gorman, Williams and Fraser 2014 (palmerpenguins), from the npm package vega-datasets 3.2.1'],
  ...['https://allisonhorst.github.io/palmerpenguins/', 'v2/models/shop/infer'],
  // Saved names of service nodes and blocks; ids of activations and of the parts of a split.
  ...[
    'Source',
    'Validate',
    'Features',
    'Cache',
    'Split',
    'Champion',
    'Challenger',
    'Calibrate',
    'Abstain',
    'Fallback',
    'Log',
  ],
  ...['Residual', 'halving', 'Bottleneck', 'Inverted residual', 'Squeeze-and-excitation', 'Inception', 'U-Net'],
  ...['relu', 'softmax', 'split', 'train', 'validation', 'test', 'champion', 'challenger'],
  // Dates use the English locale of the pseudo-language.
  ...['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Jan', 'Feb'],
]

const DATA_TABS = ['overview', 'rows', 'report', 'split', 'slices', 'prepare', 'augment', 'versions']
const EVALUATE_TABS = ['results', 'certainty', 'failures', 'explanations', 'groups', 'robustness', 'comparison']
const OPERATE_TABS = [
  'diagram',
  'live',
  'registry',
  'canary',
  'objectives',
  'incidents',
  'drift',
  'labels',
  'drills',
  'policies',
  'url',
]

/** Opens the studio with `?lang=`. */
async function openIn(page: Page, language: string): Promise<Netloom> {
  await page.goto(`/?lang=${language}`)
  await page.waitForFunction(() => 'netloom' in window)
  await page.evaluate(() => window.netloom.ready)
  return netloomOf(page)
}

/** Creates a trained project with a saved model and a service, so that every page has content. */
async function setUpProject(netloom: Netloom): Promise<void> {
  await netloom.run('project.new', { template: 'penguins-mlp' })
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('model.save', { name: 'penguins' })
  await netloom.run('service.new', { name: 'shop' })
}

/** Every page and tab, with the `room.open` arguments that open it. */
const places = [
  ...['build', 'train', 'machine'].map((room) => ({ name: room, args: { room } })),
  ...DATA_TABS.map((tab) => ({ name: `data, ${tab}`, args: { room: 'data', tab } })),
  ...EVALUATE_TABS.map((tab) => ({ name: `evaluate, ${tab}`, args: { room: 'evaluate', tab } })),
  ...OPERATE_TABS.map((tab) => ({ name: `operate, ${tab}`, args: { room: 'operate', tab } })),
]

async function faultsOf(page: Page, netloom: Netloom): Promise<readonly string[]> {
  const faults: string[] = []
  for (const { name, args } of places) {
    await netloom.run('room.open', args)
    // Not 'networkidle': the request of a worker that ends while it loads never ends for Playwright.
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await page.evaluate(() => document.fonts.ready)
    for (const fault of await textFaults(page, NAMES)) faults.push(`${name}: ${fault}`)
  }
  return faults
}

test('en-XA: no untranslated, clipped, or overlapping text, at three window sizes', async ({ watched: page }) => {
  const netloom = await openIn(page, 'en-XA')
  await setUpProject(netloom)
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height })
    expect(await faultsOf(page, netloom), `${width}×${height}`).toEqual([])
  }
})

/** Bounding boxes of the open dialogs and of the notices that are not inside the window, by their position. */
async function outside(page: Page, selector: string): Promise<readonly string[]> {
  const found = page.locator(selector)
  await expect(found.first(), selector).toBeVisible()
  return found.evaluateAll((all) =>
    all.flatMap((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect()
      const isInside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
      return isInside ? [] : [`${[left, top, right, bottom].map(Math.round)} of ${innerWidth} by ${innerHeight}`]
    }),
  )
}

const TABLE = 'size,weight,kind\n'.concat(
  ...Array.from({ length: 40 }, (_, i) => `${i},${i % 7},${i % 2 ? 'a' : 'b'}\n`),
)

/** Positions in the project menu of the entries that open a dialog. Their titles depend on the language. */
const MENU = { examples: 1, projects: 2, export: 5, lesson: 8, models: 11 }
/** Keys that open a dialog, and those that open a list on the canvas. */
const KEYS = { 'Control+k': 'commands', 'Control+o': 'projects', 'Shift+?': 'keys', '/': 'add', f: 'find' }

for (const language of ['en-XA', 'ar-XB']) {
  test(`${language}: dialogs and notices are inside a large window and a narrow, low one`, async ({
    watched: page,
  }) => {
    const netloom = await openIn(page, language)
    await openTrained(netloom, 'penguins-mlp', { name: 'penguins' })
    // The export dialog and the column dialog need a dataset of the user.
    await netloom.run('data.bring', { files: [{ path: 'kinds.csv', text: TABLE }], title: 'Kinds' })
    await netloom.when((s) => s.data.loaded)
    const faults: string[] = []
    const sizes = [
      [1440, 900],
      [1024, 633],
    ] as const
    const measure = async (name: string, selector: string) => {
      // Each dialog is opened at the size of the last one, and measured at the other size as well.
      const [at, other] = page.viewportSize()?.width === sizes[0][0] ? sizes : ([sizes[1], sizes[0]] as const)
      for (const [width, height] of [at, other]) {
        await page.setViewportSize({ width, height })
        await untilStill(page, selector)
        for (const fault of await outside(page, selector)) faults.push(`${name}: ${fault}`)
      }
    }
    const check = async (name: string, open: () => Promise<unknown>, close?: () => Promise<unknown>) => {
      // A key is ignored while the focus returns from the previous dialog.
      await expect(async () => {
        await open()
        await expect(page.locator('[role="dialog"]').first()).toBeVisible({ timeout: 2000 })
      }, `${name} opens`).toPass({ timeout: 60_000 })
      await measure(name, '[role="dialog"]')
      await (close ? close() : page.keyboard.press('Escape'))
      await expect(page.locator('[role="dialog"]'), `${name} closes`).toHaveCount(0)
    }
    await netloom.run('room.open', { room: 'build' })
    await expect(page.locator('.react-flow__node').first()).toBeVisible()
    for (const [keys, name] of Object.entries(KEYS)) await check(name, () => page.keyboard.press(keys))
    for (const [name, at] of Object.entries(MENU))
      await check(`menu, ${name}`, async () => {
        await page.locator('header [aria-haspopup="menu"]').click()
        await page.getByRole('menuitem').nth(at).click()
      })
    await check(
      'import',
      () => netloom.run('data.choose'),
      () => netloom.run('data.closeChoosing'),
    )
    await check('create dataset', () => netloom.run('data.collect'))
    await netloom.run('room.open', { room: 'data', tab: 'overview' })
    await check('column', () => page.locator('main h4 button').first().click())
    for (const tone of ['good', 'bad']) await netloom.run('notice.show', { tone, text: 'A long notice. '.repeat(12) })
    await measure('notice', '[data-part="notices"], [data-part="notices"] > *')
    expect(faults).toEqual([])
  })
}

test('ar-XB: the page mirrors, the canvas does not', async ({ watched: page }) => {
  const netloom = await openIn(page, 'ar-XB')
  await netloom.when((s) => s.data.loaded)
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    'ar-XB',
    'rtl',
  ])
  const middle = async (selector: string) => {
    const box = await page.locator(selector).first().boundingBox()
    return box ? (box.x + box.width / 2) / 1440 : Number.NaN
  }
  // The page navigation is on the right, but the network still flows from left to right.
  expect(await middle('nav')).toBeGreaterThan(0.5)
  const [first, second] = await page.evaluate(() =>
    ['input', 'conv2d'].map(
      (kind) =>
        document
          .querySelector(`.react-flow__node [data-kind="${kind}"], .react-flow__node[data-kind="${kind}"]`)
          ?.getBoundingClientRect().x,
    ),
  )
  if (first !== undefined && second !== undefined) expect(first).toBeLessThan(second)
  expect(
    await page
      .locator('[data-canvas]')
      .first()
      .evaluate((canvas) => getComputedStyle(canvas).direction),
  ).toBe('ltr')
})
