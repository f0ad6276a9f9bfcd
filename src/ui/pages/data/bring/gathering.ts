/**
 * @file Gathering: what was dropped, walked while the dialog is open already and says how many files there are so far. Closing the
 * dialog gives the walk up.
 */
import { useSyncExternalStore } from 'react'
import type { GivenFile } from '../../../../studio/given-file'
import type { Studio } from '../../../../studio/studio'
import { filesOf, filesOfList } from './dropped'

let found: number | undefined
const watching = new Set<() => void>()
let walk: AbortController | undefined

function tell(now: number | undefined): void {
  found = now
  for (const watch of watching) watch()
}

/** How many files were found so far; undefined while none are looked for. */
export function useGathering(): number | undefined {
  return useSyncExternalStore(
    (watch) => {
      watching.add(watch)
      return () => watching.delete(watch)
    },
    () => found,
  )
}

/** Takes what was let go on the page; the newest drop counts. */
export async function takeDropped(
  studio: Studio,
  entries: readonly FileSystemEntry[],
  files: readonly File[],
): Promise<void> {
  walk?.abort()
  // What comes from another page is no entry of a file system.
  if (entries.length === 0) return choose(studio, filesOfList(files))
  const mine = new AbortController()
  walk = mine
  const stopWatching = studio.store.subscribe(({ choosing }) => {
    if (choosing === null) mine.abort()
  })
  try {
    if (entries.some(({ isDirectory }) => isDirectory)) {
      await studio.run('data.choose', { files: [] })
      tell(0)
    }
    const given = await filesOf(entries, {
      signal: mine.signal,
      onFound: (files) => found !== undefined && tell(files),
    })
    if (given.length > 0) await choose(studio, given)
    else await studio.run('notice.show', { tone: 'bad', text: 'There is no file in what was dropped.' })
  } catch {
    if (!mine.signal.aborted) {
      await studio.run('notice.show', { tone: 'bad', text: 'What was dropped could not be read.' })
    }
  } finally {
    stopWatching()
    if (walk === mine) {
      walk = undefined
      tell(undefined)
    }
  }
}

/** Looks into files; what is wrong with a project or a model among them is told. */
export async function choose(studio: Studio, files: readonly GivenFile[]): Promise<void> {
  try {
    await studio.run('data.choose', { files })
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    await studio.run('notice.show', { tone: 'bad', text })
  }
}
