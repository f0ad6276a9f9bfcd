/** @file What was dropped, chosen or pasted, as files with their paths: folders are walked, what systems leave in them is passed over. */
import type { GivenFile } from '../../../../studio/given-file'

const LITTER = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i
/** Beyond these nobody looks further: the ingest says how many files it takes. */
const MOST = 200_000

/** Files and folders as they were dropped, the folders walked. */
export async function filesOf(entries: readonly FileSystemEntry[]): Promise<readonly GivenFile[]> {
  const found: GivenFile[] = []
  const waiting = [...entries].reverse()
  for (let entry = waiting.pop(); entry && found.length < MOST; entry = waiting.pop()) {
    const path = entry.fullPath.replace(/^\//, '')
    if (LITTER.test(path)) continue
    if (entry.isFile) found.push({ path, file: await fileOf(entry as FileSystemFileEntry) })
    else waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)).reverse())
  }
  return found
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** A browser tells a folder in parts of a hundred; an empty part is its end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (part.length === 0) return all.sort((a, b) => (a.name < b.name ? -1 : 1))
    all.push(...part)
  }
}

/** Files as a person chose them, in folders or by themselves. */
export function filesOfList(files: Iterable<File>): readonly GivenFile[] {
  return [...files]
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }))
    .filter(({ path }) => !LITTER.test(path))
}

/** A table that was pasted: spreadsheets part its cells by tabs. */
export function pastedFile(text: string): GivenFile {
  return { path: `Pasted table.${text.includes('\t') ? 'tsv' : 'csv'}`, text }
}

/** Files the user picks, or a folder; none when they change their mind. */
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
