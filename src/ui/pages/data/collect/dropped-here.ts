/** @file What is let go over the view that collects: files and folders, walked, and whether their folders say the classes. */
import type { DragEvent } from 'react'
import type { GivenFile } from '../../../../studio/given-file'
import { filesOf, filesOfList } from '../bring/dropped'

/** Files with their paths. To be called while the event lasts: what it holds is gone after. */
export function droppedHere({ dataTransfer }: DragEvent): Promise<readonly GivenFile[]> {
  const entries = [...dataTransfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  // What comes from another page is no entry of a file system.
  const loose = filesOfList(dataTransfer.files)
  return entries.length === 0 ? Promise.resolve(loose) : filesOf(entries)
}

/** The folders that files are in, each once. */
export function foldersOf(files: readonly GivenFile[]): readonly string[] {
  return [...new Set(files.map(({ path }) => path.split('/').slice(0, -1).join('/')).filter((folder) => folder !== ''))]
}
