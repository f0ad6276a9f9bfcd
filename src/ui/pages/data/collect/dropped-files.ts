/** @file Files and folders that are dropped on the collect view, and the folders they are in, which may name classes. */
import type { DragEvent } from 'react'
import type { GivenFile } from '../../../../studio/given-file'
import { filesOfEntries, filesOfList } from '../import/dropped-files'

/** Files with their paths. Call it during the event: its items are gone afterwards. */
export function droppedFiles({ dataTransfer }: DragEvent): Promise<readonly GivenFile[]> {
  const entries = [...dataTransfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  // Files dragged from another page have no file system entries.
  const loose = filesOfList(dataTransfer.files)
  return entries.length === 0 ? Promise.resolve(loose) : filesOfEntries(entries)
}

/** The folders that files are in, each once. */
export function foldersOf(files: readonly GivenFile[]): readonly string[] {
  return [...new Set(files.map(({ path }) => path.split('/').slice(0, -1).join('/')).filter((folder) => folder !== ''))]
}
