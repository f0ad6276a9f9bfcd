/** @file Folder labels: derives from the folders of files their class, and whether they are for training or test. */
import type { IngestFile } from '../../protocol/ingest-messages'

export type Part = 'train' | 'validation' | 'test'

export interface LabeledFile {
  readonly file: IngestFile
  /** The folder of the class; undefined if a file is in none. */
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
 * Files with their class: the first folder below the common path, after a folder for training or test if there is one. Training rows come
 * first, test rows last, each ordered by path.
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

/** The number of folders that all paths share, except a folder for training, which is meaningful even if it is the only one. */
function commonFolders(folders: readonly (readonly string[])[]): number {
  const [first = []] = folders
  let common = 0
  while (common < first.length && folders.every((one) => one[common] === first[common])) common++
  return common
}

/** The classes in order: numeric if all are numbers, otherwise alphabetical. */
export function classesOf(files: readonly LabeledFile[]): readonly string[] {
  const classes = [...new Set(files.flatMap(({ label }) => (label === undefined ? [] : [label])))]
  const numbers = classes.every((one) => /^\d+$/.test(one))
  return numbers ? classes.sort((a, b) => Number(a) - Number(b)) : classes.sort()
}

/** Files ordered by path, with numbers in numeric order: 2.png before 10.png. */
export function byPath(files: readonly IngestFile[]): readonly IngestFile[] {
  const { compare } = new Intl.Collator('en', { numeric: true })
  return files.toSorted((a, b) => compare(a.path, b.path))
}
