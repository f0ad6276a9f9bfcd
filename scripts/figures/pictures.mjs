/** @file Screenshots for the docs, one per page, of a real training run on digits, in docs/pictures. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../steps.mjs'
import { takeCanvas } from './canvas-pictures.mjs'
import { smallerPng } from './smaller-png.mjs'

const FOLDER = join(root, 'docs', 'pictures')
/** Size limit of a screenshot, so that docs load quickly. */
const MOST_BYTES = 250_000
/** The digit 4 as strokes of points, in shares of the pad. */
const FOUR = [
  [
    [0.42, 0.2],
    [0.38, 0.36],
    [0.33, 0.52],
    [0.46, 0.54],
    [0.64, 0.53],
  ],
  [
    [0.58, 0.3],
    [0.56, 0.55],
    [0.55, 0.84],
  ],
]

/** Takes all screenshots, in the dark theme at 1440×900. */
export async function takePictures(lab) {
  mkdirSync(FOLDER, { recursive: true })
  await takePages(lab)
  await takeCanvas(lab, FOLDER, picture)
}

/** Takes Build, Train, Evaluate, Data, and This machine. */
async function takePages(lab) {
  const studio = await lab.studio({ colorScheme: 'dark' })
  const { page } = studio
  const take = (name) => picture(page, name)
  await studio.template('digits-cnn')
  await studio.run('plan.set', { epochs: 16 })
  await studio.run('run.start', { backend: 'wasm' })
  await page.evaluate(() => window.netloom.when((s) => s.run.epoch >= 4, { timeoutMs: 120_000 }))
  await drawFour(page)
  const { nodes } = (await studio.state()).project.networks[0]
  await studio.run('select.set', { nodes: [nodes.find(({ kind }) => kind === 'conv2d').id] })
  await page.mouse.move(720, 5)
  await page.waitForTimeout(700)
  await take('build')
  await studio.over()
  await studio.run('select.set', { nodes: [] })
  for (const room of ['train', 'evaluate', 'data', 'machine']) {
    await studio.run('room.open', { room })
    await page.waitForTimeout(1500)
    if (room === 'machine') await measureSpeed(page)
    await take(room)
  }
  await studio.close()
}

/** Measures the speed of this machine on the page. */
async function measureSpeed(page) {
  await page.getByRole('button', { name: 'Measure speed' }).click()
  await page.waitForTimeout(1000)
  await page.getByRole('button', { name: 'Measure speed' }).and(page.locator(':enabled')).waitFor()
  await page.waitForTimeout(500)
}

async function picture(page, name) {
  const path = join(FOLDER, `${name}.png`)
  const png = smallerPng(await page.screenshot())
  writeFileSync(path, png)
  const size = png.length
  console.log(`docs/pictures/${name}.png ${(size / 1000).toFixed(0)} kB`)
  if (size > MOST_BYTES) throw new Error(`${name}.png has ${size} bytes, more than ${MOST_BYTES}`)
}

/** Draws the 4 on the pad with the mouse. */
async function drawFour(page) {
  const pad = await page.getByRole('img', { name: /draw/i }).boundingBox()
  const at = ([x, y]) => [pad.x + pad.width * x, pad.y + pad.height * y]
  for (const [first, ...rest] of FOUR) {
    await page.mouse.move(...at(first))
    await page.mouse.down()
    for (const point of rest) await page.mouse.move(...at(point), { steps: 4 })
    await page.mouse.up()
  }
}
