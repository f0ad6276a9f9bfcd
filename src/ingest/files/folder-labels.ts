/**
 * @file Folder labels: derives a file's class, and whether it is for training or test, from the folders that contain
 * it.
 */
import type { IngestFile } from '../../protocol/ingest-messages'

export type Part = 'train' | 'validation' | 'test'

export interface LabeledFile {
  readonly file: IngestFile
  /** The name of the class folder; undefined if the file is not in a class folder. */
  readonly label: string | undefined
  readonly part: Part
}

const PART_FOLDERS: ReadonlyMap<string, Part> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['dev', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
])

/**
 * Labels each file with its class, which is the first folder below the common path (after a training or test folder, if
 * there is one). Training rows come first and test rows last, each ordered by path.
 */
export function labelByFolder(files: readonly IngestFile[]): readonly LabeledFile[] {
  const folders = files.map(({ path }) => path.split('/').slice(0, -1))
  const common = commonFolders(folders)
  const rests = folders.map((one) => one.slice(common))
  const parted =
    rests.length > 0 && rests.every(([first]) => first !== undefined && PART_FOLDERS.has(first.toLowerCase()))
  const all = files.map((file, i): LabeledFile => {
    const rest = rests[i] as readonly string[]
    const part = parted ? (PART_FOLDERS.get((rest[0] as string).toLowerCase()) as Part) : 'train'
    return { file, label: rest[parted ? 1 : 0], part }
  })
  const order: readonly Part[] = ['train', 'validation', 'test']
  return order.flatMap((part) => all.filter((one) => one.part === part))
}

/**
 * Returns the number of leading folders that all paths share. A training folder is not counted, because it is
 * meaningful even if it is the only folder.
 */
function commonFolders(folders: readonly (readonly string[])[]): number {
  const [first = []] = folders
  let common = 0
  while (common < first.length && folders.every((one) => one[common] === first[common])) common++
  return common
}

/** The classes in sorted order: numeric if all are numbers, otherwise alphabetical. */
export function classesOf(files: readonly LabeledFile[]): readonly string[] {
  const classes = [...new Set(files.flatMap(({ label }) => (label === undefined ? [] : [label])))]
  const numbers = classes.every((one) => /^\d+$/.test(one))
  return numbers ? classes.sort((a, b) => Number(a) - Number(b)) : classes.sort()
}

/** Sorts files by path, with numbers in numeric order: 2.png before 10.png. */
export function byPath(files: readonly IngestFile[]): readonly IngestFile[] {
  const { compare } = new Intl.Collator('en', { numeric: true })
  return files.toSorted((a, b) => compare(a.path, b.path))
}
