/** @file Reads files and folders dropped on the collect view, including the folder names, which may be class names. */
import type { DragEvent } from 'react'
import type { GivenFile } from '../../../../studio/data/input-file'
import { filesOfEntries, filesOfList } from '../import/dropped-files'

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
