/**
 * @file Takes the screenshots for the docs, one per page, during a real training run on digits; saves them in
 * docs/pictures.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../steps.mjs'
import { animatedWebp } from './animated-webp.mjs'
import { takeCanvas } from './canvas-pictures.mjs'
import { smallerPng } from './smaller-png.mjs'

const FOLDER = join(root, 'docs', 'pictures')
/** Size limit of a screenshot in bytes, so that the docs load quickly. */
const MOST_BYTES = 250_000
/** Size limit of the README's animated picture in bytes. */
const MOST_ANIMATED_BYTES = 1_500_000
/** Size of the animated picture in pixels: three quarters of the page. */
const ANIMATED = { width: 1080, height: 675 }
/** The strokes of the digit 4 as lists of points, in shares of the pad's size. */
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
  await takeAnimation(lab)
  await takePages(lab)
  await takeCanvas(lab, FOLDER, picture)
}

/** Takes screenshots of Build, Train, Evaluate, Data, and This machine. */
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
    if (room === 'evaluate') await page.getByRole('table').filter({ hasText: 'Occlusion' }).waitFor()
    if (room === 'machine') await measureSpeed(page)
    await take(room)
  }
  await studio.close()
}

/**
 * Takes the animated picture of the README: it trains the first example and shows it predict a digit while it learns.
 */
async function takeAnimation(lab) {
  const studio = await lab.studio({ colorScheme: 'dark' })
  const { page } = studio
  const frames = []
  const take = async (ms) => {
    const png = (await page.screenshot()).toString('base64')
    const webp = await page.evaluate(toWebp, { png, ...ANIMATED })
    frames.push({ webp: Buffer.from(webp, 'base64'), ms })
  }
  await studio.template('digits-cnn')
  await studio.run('plan.set', { epochs: 12 })
  await page.waitForTimeout(700)
  await take(1200)
  const train = page.getByRole('button', { name: 'Train', exact: true }).first()
  await train.hover()
  await page.waitForTimeout(300)
  await take(800)
  await train.click()
  for (let epoch = 1; epoch <= 5; epoch++) {
    await page.evaluate((at) => window.netloom.when((s) => s.run.epoch >= at, { timeoutMs: 120_000 }), epoch)
    await page.waitForTimeout(150)
    await take(epoch === 5 ? 900 : 500)
  }
  for (const stroke of FOUR.keys()) {
    await drawFour(page, [stroke])
    await page.waitForTimeout(250)
    await take(700)
  }
  await studio.over()
  await page.waitForTimeout(700)
  await take(3000)
  const image = animatedWebp(frames, ANIMATED)
  writeFileSync(join(FOLDER, 'netloom.webp'), image)
  console.log(`docs/pictures/netloom.webp ${frames.length} frames, ${(image.length / 1000).toFixed(0)} kB`)
  if (image.length > MOST_ANIMATED_BYTES) throw new Error(`netloom.webp has ${image.length} bytes`)
  await studio.close()
}

/** Runs in the page: converts a PNG to a smaller, lossy WebP, both in base64. */
async function toWebp({ png, width, height }) {
  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0))
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }), {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: 'high',
  })
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d', { alpha: false }).drawImage(image, 0, 0)
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.82 })
  const encoded = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (const byte of encoded) text += String.fromCharCode(byte)
  return btoa(text)
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

/** Draws strokes of the 4 on the pad with the mouse; all strokes by default. */
async function drawFour(page, strokes = [...FOUR.keys()]) {
  const pad = await page.getByRole('img', { name: /draw/i }).boundingBox()
  const at = ([x, y]) => [pad.x + pad.width * x, pad.y + pad.height * y]
  for (const [first, ...rest] of strokes.map((stroke) => FOUR[stroke])) {
    await page.mouse.move(...at(first))
    await page.mouse.down()
    for (const point of rest) await page.mouse.move(...at(point), { steps: 4 })
    await page.mouse.up()
  }
}
