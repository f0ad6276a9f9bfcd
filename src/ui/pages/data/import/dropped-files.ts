/**
 * @file Dropped, chosen or pasted files with their paths. Folders are read recursively while the import dialog shows
 * the number of files found so far, and files that operating systems leave in them are skipped.
 */

import { type DragEvent, useSyncExternalStore } from 'react'
import { importText as text } from '../../../../messages/en/data/import'
import type { GivenFile } from '../../../../studio/data/input-file'
import { errorNotice } from '../../../../studio/notice'
import type { Studio } from '../../../../studio/studio'

const LITTER = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i
/**
 * Reading stops once this many files are found; the limit is higher than the number of files that the import accepts.
 */
const MAX = 200_000

/** Number of files requested from the system concurrently. */
const AT_ONCE = 64

/**
 * Progress and cancellation while folders are being read. Aborting the signal cancels the read immediately, even if the
 * disk does not respond.
 */
export interface Walk {
  readonly signal?: AbortSignal
  readonly onFound?: (files: number) => void
}

/** Collects all files from dropped files and folders. */
export async function filesOfEntries(
  entries: readonly FileSystemEntry[],
  walk: Walk = {},
): Promise<readonly GivenFile[]> {
  const result: GivenFile[] = []
  const waiting = [...entries].reverse()
  const files: FileSystemFileEntry[] = []
  const take = async () => {
    const taken = files.splice(0)
    const given = await unless(walk.signal, Promise.all(taken.map(fileOf)))
    result.push(...given.map((file, i) => ({ path: pathOf(taken[i] as FileSystemEntry), file })))
    walk.onFound?.(result.length)
  }
  for (let entry = waiting.pop(); entry && result.length < MAX; entry = waiting.pop()) {
    if (LITTER.test(pathOf(entry))) continue
    if (entry.isFile) files.push(entry as FileSystemFileEntry)
    else {
      const within = entriesOf(entry as FileSystemDirectoryEntry, walk.signal)
      waiting.push(...(await unless(walk.signal, within)).reverse())
    }
    if (files.length >= AT_ONCE) await take()
  }
  await take()
  return result.slice(0, MAX)
}

function pathOf(entry: FileSystemEntry): string {
  return entry.fullPath.replace(/^\//, '')
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** A browser lists a folder in batches of a hundred; an empty batch marks the end. */
async function entriesOf(
  folder: FileSystemDirectoryEntry,
  signal: AbortSignal | undefined,
): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    signal?.throwIfAborted()
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (part.length === 0) return all.sort((a, b) => (a.name < b.name ? -1 : 1))
    all.push(...part)
  }
}

/** Returns the result of the work, or rejects as soon as the signal aborts. */
function unless<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** Files chosen by the user, individually or in folders. */
export function filesOfList(files: Iterable<File>): readonly GivenFile[] {
  return [...files]
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }))
    .filter(({ path }) => !LITTER.test(path))
}

/** Creates a file from a pasted table; text from spreadsheets has tab-separated cells. */
export function pastedFile(text: string): GivenFile {
  // not text: the name of a file, which titles, logs and project files keep
  return { path: `Pasted table.${text.includes('\t') ? 'tsv' : 'csv'}`, text }
}

/** Opens the file picker for files or a folder; returns an empty list if the user cancels. */
export function pickFiles(what: 'files' | 'folder'): Promise<readonly GivenFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.webkitdirectory = what === 'folder'
    input.addEventListener('cancel', () => resolve([]))
    input.addEventListener('change', () => resolve(filesOfList(input.files ?? [])))
    input.click()
  })
}

/**
 * Returns the files with their paths. Must be called during the drop event, because the event's items are gone
 * afterward.
 */
export function droppedFiles({ dataTransfer }: DragEvent): Promise<readonly GivenFile[]> {
  const entries = [...dataTransfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  // Files dragged from another page have no file system entries.
  const loose = filesOfList(dataTransfer.files)
  return entries.length === 0 ? Promise.resolve(loose) : filesOfEntries(entries)
}

/** The distinct folders that the files are in. */
export function foldersOf(files: readonly GivenFile[]): readonly string[] {
  return [...new Set(files.map(({ path }) => path.split('/').slice(0, -1).join('/')).filter((folder) => folder !== ''))]
}

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
  let stopWatching = () => {}
  try {
    if (entries.some(({ isDirectory }) => isDirectory)) {
      await studio.run('data.choose', { files: [] })
      // Only now is the dialog open: what changes before, such as the loading data, does not close it.
      stopWatching = studio.store.subscribe(({ choosing }) => {
        if (choosing === null) current.abort()
      })
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
    await studio.run('notice.show', errorNotice(error))
  }
}
