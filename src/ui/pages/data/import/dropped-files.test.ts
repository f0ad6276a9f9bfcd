/**
 * @file Tests reading a dropped folder: files are returned in order, system files are skipped, progress is reported,
 * and canceling takes effect immediately.
 */
import { expect, test } from 'vitest'
import type { GivenFile } from '../../../../studio/data/input-file'
import type { Studio } from '../../../../studio/studio'
import { filesOfEntries, gatherDropped } from './dropped-files'

/** How many batches of entries have been read. */
let batches = 0

type Given = { readonly [name: string]: Given | string }

/** Creates entries the way a browser provides them: folders in batches of a hundred, each read asynchronously. */
function entry(name: string, what: Given | string, above = '', hangs = false): FileSystemEntry {
  const fullPath = `${above}/${name}`
  const isFile = typeof what === 'string'
  const all = isFile ? [] : Object.entries(what).map(([child, of]) => entry(child, of, fullPath))
  return {
    ...{ name, fullPath, isFile, isDirectory: !isFile },
    file: (resolve: (file: File) => void) => setTimeout(() => resolve(new File([what as string], name))),
    createReader: () => ({
      readEntries: (resolve: (part: FileSystemEntry[]) => void) =>
        hangs
          ? undefined
          : setTimeout(() => {
              batches++
              resolve(all.splice(0, 100))
            }),
    }),
  } as unknown as FileSystemEntry
}

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${String(i).padStart(4, '0')}.png`, `${i}`]))

test('folders are walked in the order of their names, without system files, and progress is reported', async () => {
  const counts: number[] = []
  const files = await filesOfEntries(
    [
      entry('pets', { dogs: many(250), cats: { 'b.png': 'b', 'a.png': 'a', '.DS_Store': '' }, __MACOSX: many(3) }),
      entry('labels.csv', 'a,b'),
    ],
    { onFound: (found) => counts.push(found) },
  )
  expect(files).toHaveLength(253)
  expect(files.slice(0, 3).map(({ path }) => path)).toEqual([
    'pets/cats/a.png',
    'pets/cats/b.png',
    'pets/dogs/0000.png',
  ])
  expect(files.at(-1)?.path).toBe('labels.csv')
  expect(counts.length).toBeGreaterThan(3)
  expect(counts.at(-1)).toBe(253)
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
})

test('a stopped walk ends at once, even if a disk does not answer', async () => {
  for (const given of [entry('pets', many(5000)), entry('gone', many(3), '', true)]) {
    const giving = new AbortController()
    const walking = filesOfEntries([given], { signal: giving.signal })
    await new Promise((resolve) => setTimeout(resolve, 20))
    const before = batches
    giving.abort()
    await expect(walking).rejects.toThrow()
    await new Promise((resolve) => setTimeout(resolve, 20))
    // The batch under way may still arrive; 50 would be all.
    expect(batches - before).toBeLessThanOrEqual(1)
  }
})

test('a folder that is dropped before the dialog can open is read, although the state changes meanwhile', async () => {
  let choosing: readonly GivenFile[] | null = null
  const watchers = new Set<(state: object) => void>()
  const change = () => {
    for (const watch of watchers) watch({ choosing })
  }
  const given: (readonly GivenFile[])[] = []
  const studio = {
    store: {
      subscribe(watch: (state: object) => void) {
        watchers.add(watch)
        return () => watchers.delete(watch)
      },
    },
    async run(_: string, { files }: { files: readonly GivenFile[] }) {
      // The command loads, and the data that loads at the same time changes the state.
      await new Promise((resolve) => setTimeout(resolve))
      change()
      choosing = files
      given.push(files)
      change()
    },
  }
  await gatherDropped(studio as unknown as Studio, [entry('pets', many(3))], [])
  expect(given.map((files) => files.length)).toEqual([0, 3])
})
