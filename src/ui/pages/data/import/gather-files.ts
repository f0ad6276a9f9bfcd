/**
 * @file Collects dropped files. Folders are read while the dialog is already open and shows the number of files found
 * so far. Closing the dialog stops the reading.
 */
import { useSyncExternalStore } from 'react'
import { importText as text } from '../../../../messages/en/data/import'
import type { GivenFile } from '../../../../studio/data/input-file'
import type { Studio } from '../../../../studio/studio'
import { filesOfEntries, filesOfList } from './dropped-files'

let found: number | undefined
const watching = new Set<() => void>()
let walk: AbortController | undefined

function setFound(files: number | undefined): void {
  found = files
  for (const watch of watching) watch()
}

/** Number of files found so far; undefined while no folder is being read. */
export function useFilesFound(): number | undefined {
  return useSyncExternalStore(
    (watch) => {
      watching.add(watch)
      return () => watching.delete(watch)
    },
    () => found,
  )
}

/** Handles files dropped on the page; a new drop replaces the previous one. */
export async function gatherDropped(
  studio: Studio,
  entries: readonly FileSystemEntry[],
  files: readonly File[],
): Promise<void> {
  walk?.abort()
  // Files dragged from another page have no file system entries.
  if (entries.length === 0) return openWithFiles(studio, filesOfList(files))
  const current = new AbortController()
  walk = current
  const stopWatching = studio.store.subscribe(({ choosing }) => {
    if (choosing === null) current.abort()
  })
  try {
    if (entries.some(({ isDirectory }) => isDirectory)) {
      await studio.run('data.choose', { files: [] })
      setFound(0)
    }
    const given = await filesOfEntries(entries, {
      signal: current.signal,
      onFound: (files) => found !== undefined && setFound(files),
    })
    if (given.length > 0) await openWithFiles(studio, given)
    else await studio.run('notice.show', { tone: 'bad', text: text.nothingDropped })
  } catch {
    if (!current.signal.aborted) {
      await studio.run('notice.show', { tone: 'bad', text: text.dropFailed })
    }
  } finally {
    stopWatching()
    if (walk === current) {
      walk = undefined
      setFound(undefined)
    }
  }
}

/** Opens the dialog with these files; if a file is a project or model that cannot be opened, a notice says so. */
export async function openWithFiles(studio: Studio, files: readonly GivenFile[]): Promise<void> {
  try {
    await studio.run('data.choose', { files })
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    await studio.run('notice.show', { tone: 'bad', text: problem })
  }
}
