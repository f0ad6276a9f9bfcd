/** @file Importing images from files: folder names become classes, and one undo removes all images. */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { collectedClasses } from '../../data/collected-classes'
import { memoryStorage } from '../../storage/open-storage'
import type { GivenFile } from './input-file'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

const PICTURE = Uint8Array.from(readFileSync('src/ingest/fixtures/pictures/plain.png'))

let netloom: TestStudio
let set: string
/** The gray value of all pixels of the next images. */
let gray = 90
beforeEach(async () => {
  gray = 90
  // Stub of the browser's image decoder: every image has a single color.
  vi.stubGlobal('createImageBitmap', async () => ({ close() {} }))
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      width = 1
      height = 1
      getContext() {
        const getImageData = (_x: number, _y: number, width: number, height: number) => ({
          data: new Uint8ClampedArray(4 * width * height).fill(gray),
        })
        return { fillRect() {}, drawImage() {}, getImageData }
      }
    },
  )
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  set = await netloom.run('data.collect', { title: 'Hands', size: 28, classes: ['Rock', 'paper'] })
})
afterEach(async () => {
  await netloom.close()
  vi.unstubAllGlobals()
})

const files = (...paths: readonly string[]): readonly GivenFile[] => paths.map((path) => ({ path, bytes: PICTURE }))

/** The number of samples in each class. */
function filled(): Readonly<Record<string, number>> {
  const { collecting } = netloom.app()
  if (!collecting || collecting === 'new') throw new Error('nothing is collected')
  return Object.fromEntries(collectedClasses(collecting.dataset, []).map(({ label, rows }) => [label, rows.length]))
}

test('folders fill classes with the same name, new classes are added, and it is one undo step', async () => {
  const given = files('hands/rock/1.png', 'hands/rock/2.png', 'hands/paper/1.png', 'hands/scissors/1.png')
  const table = { path: 'hands/labels.csv', text: 'file,class\n1.png,x\n' }
  await netloom.run('collect.add', { dataset: set, files: [...given, table], folders: true })
  expect(filled()).toEqual({ Rock: 2, paper: 1, scissors: 1 })
  await netloom.run('collect.change', { dataset: set, undo: true })
  expect(filled()).toEqual({ Rock: 0, paper: 0 })
})

test('images with a light background are reported, and inverted if asked', async () => {
  const add = (value: number, invert?: boolean) => {
    gray = value
    return netloom.run('collect.add', {
      dataset: set,
      files: files('1.png', '2.png'),
      label: 'Rock',
      ...(invert ? { invert } : {}),
    })
  }
  expect(await add(90)).toEqual([])
  expect(await add(240)).toEqual([{ code: 'collect-light', args: { images: 2, of: 2 } }])
  expect(await add(240, true)).toEqual([])
  const { collecting } = netloom.app()
  if (!collecting || collecting === 'new') throw new Error('nothing is collected')
  const pixels = collecting.dataset.columns.flatMap((column) => (column.type === 'image' ? [...column.pixels] : []))
  expect([0, 2, 4, 5].map((row) => pixels[row * 28 * 28 + 300])).toEqual([90, 240, 15, 15])
})

test('inverted images replace those that were added in one change, and undo brings these back', async () => {
  gray = 240
  const about = { dataset: set, files: files('1.png', '2.png'), label: 'Rock' }
  const values = () => {
    const { collecting } = netloom.app()
    if (!collecting || collecting === 'new') throw new Error('nothing is collected')
    const [image] = collecting.dataset.columns
    return image?.type === 'image' ? [...image.pixels].filter((_, i) => i % (28 * 28) === 300) : []
  }
  const change = (how: object) => netloom.run('collect.change', { dataset: set, ...how })
  await netloom.run('collect.add', about)
  await netloom.run('collect.add', { ...about, invert: true, group: 'inverted' })
  await change({ steps: [{ kind: 'exclude', rows: [[0, 1]], why: 'inverted', group: 'inverted' }] })
  expect(values()).toEqual([15, 15])
  await change({ undo: true })
  expect(values()).toEqual([240, 240])
  await change({ redo: true })
  expect(values()).toEqual([15, 15])
  await change({ undo: true })
  await change({ undo: true })
  expect(values()).toEqual([])
})

test('a single folder is a class; files outside folders go to the chosen class', async () => {
  await netloom.run('collect.add', { dataset: set, files: files('lizard/1.png', 'lizard/2.png'), folders: true })
  expect(filled()).toEqual({ Rock: 0, paper: 0, lizard: 2 })
  await netloom.run('collect.add', { dataset: set, files: files('3.png', 'paper/4.png'), folders: true, label: 'Rock' })
  expect(filled()).toEqual({ Rock: 1, paper: 1, lizard: 2 })
})

test('refuses a folder without images and reports unreadable files', async () => {
  const notes = [{ path: 'hands/notes.txt', text: 'none' }]
  expect(await netloom.refused('collect.add', { dataset: set, files: notes, folders: true })).toBe('collect-no-files')
  const broken = { path: 'rock/2.png', bytes: PICTURE.slice(0, 60) }
  const reported = await netloom.run<readonly { code: string }[]>('collect.add', {
    dataset: set,
    files: [...files('rock/1.png', 'paper/1.png'), broken],
    folders: true,
  })
  expect(reported.map(({ code }) => code)).toEqual(['pictures-skipped'])
  expect(filled()).toEqual({ Rock: 1, paper: 1 })
})
