/** @file Pictures from files: those in folders go to the classes that their folders are called, and one step takes them back. */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { collectedClasses } from '../data/collected-classes'
import { memoryStorage } from '../storage/open'
import type { GivenFile } from './given-file'
import { openScene, type Scene } from './testing/studio-fixture'

const PICTURE = Uint8Array.from(readFileSync('src/ingest/fixtures/pictures/plain.png'))

let scene: Scene
let set: string
beforeEach(async () => {
  // What a browser decodes with: here all pictures are of one colour.
  vi.stubGlobal('createImageBitmap', async () => ({ close() {} }))
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      width = 1
      height = 1
      getContext() {
        const getImageData = (_x: number, _y: number, width: number, height: number) => ({
          data: new Uint8ClampedArray(4 * width * height).fill(90),
        })
        return { fillRect() {}, drawImage() {}, getImageData }
      }
    },
  )
  scene = await openScene('blank', Promise.resolve(memoryStorage()))
  set = await scene.run('data.collect', { title: 'Hands', size: 28, classes: ['Rock', 'paper'] })
})
afterEach(async () => {
  await scene.close()
  vi.unstubAllGlobals()
})

const files = (...paths: readonly string[]): readonly GivenFile[] => paths.map((path) => ({ path, bytes: PICTURE }))

/** How many samples each class has. */
function filled(): Readonly<Record<string, number>> {
  const { collecting } = scene.app()
  if (!collecting || collecting === 'new') throw new Error('nothing is collected')
  return Object.fromEntries(collectedClasses(collecting.dataset, []).map(({ label, rows }) => [label, rows.length]))
}

test('folders fill the classes they are called like, new ones are added, and all of it is one step', async () => {
  const given = files('hands/rock/1.png', 'hands/rock/2.png', 'hands/paper/1.png', 'hands/scissors/1.png')
  const table = { path: 'hands/labels.csv', text: 'file,class\n1.png,x\n' }
  await scene.run('collect.add', { set, files: [...given, table], folders: true })
  expect(filled()).toEqual({ Rock: 2, paper: 1, scissors: 1 })
  await scene.run('collect.change', { set, undo: true })
  expect(filled()).toEqual({ Rock: 0, paper: 0 })
})

test('a folder alone is a class by its name; what lies beside folders goes to the class that is chosen', async () => {
  await scene.run('collect.add', { set, files: files('lizard/1.png', 'lizard/2.png'), folders: true })
  expect(filled()).toEqual({ Rock: 0, paper: 0, lizard: 2 })
  await scene.run('collect.add', { set, files: files('3.png', 'paper/4.png'), folders: true, label: 'Rock' })
  expect(filled()).toEqual({ Rock: 1, paper: 1, lizard: 2 })
})

test('a folder without pictures says so, and what cannot be read is told', async () => {
  const notes = [{ path: 'hands/notes.txt', text: 'none' }]
  expect(await scene.refused('collect.add', { set, files: notes, folders: true })).toBe('collect-no-files')
  const broken = { path: 'rock/2.png', bytes: PICTURE.slice(0, 60) }
  const told = await scene.run<readonly { code: string }[]>('collect.add', {
    set,
    files: [...files('rock/1.png', 'paper/1.png'), broken],
    folders: true,
  })
  expect(told.map(({ code }) => code)).toEqual(['pictures-skipped'])
  expect(filled()).toEqual({ Rock: 1, paper: 1 })
})
