/** @file selectFiles: selects the files that form a dataset from files of different kinds, and reports the others. */
import { type Message, message, refuse } from '../../messages/message'
import type { IngestFile, ReadOptions } from '../../protocol/ingest-messages'
import { isJunk } from '../archive/entry-names'
import { extensionOf } from '../define-format'
import { isImage } from '../images/check-image'
import { isIdxName } from '../arrays/idx-header'
import { isTable, nameSome } from './label-files'

export interface SelectedFiles {
  readonly files: readonly IngestFile[]
  /** The alternatives for the user to choose from: tables that are each a separate dataset. */
  readonly parts: readonly string[]
  readonly notes: readonly Message[]
}

/**
 * Arrays take precedence over images and tables, which may only document the arrays. Text files come last, because a
 * readme is a text file too.
 */
export function selectFiles(all: readonly IngestFile[], { part }: ReadOptions): SelectedFiles {
  const files = all.filter(({ path }) => !isJunk(path))
  const of = (is: (path: string) => boolean) => files.filter(({ path }) => is(path))
  const without = (chosen: readonly IngestFile[], parts: readonly string[] = []): SelectedFiles => {
    const rest = files.filter((file) => !chosen.includes(file))
    return { files: chosen, parts, notes: rest.length > 0 ? [message('files-ignored', nameSome(rest))] : [] }
  }
  const images = of(isImage)
  const tables = of(isTable)
  for (const ending of ['npy', 'npz']) {
    const arrays = of((path) => extensionOf(path) === ending)
    if (arrays.length > 0 && images.length <= arrays.length) return without(arrays)
  }
  const idx = of(isIdxName)
  if (idx.length > 0) return without(idx)
  if (images.length > tables.length) return { files, parts: [], notes: [] }
  const [only] = tables
  if (tables.length === 1 && only) return without([only])
  if (tables.length > 1) {
    const paths = tables.map(({ path }) => path)
    const chosen = part === undefined ? mainTable(tables) : tables.find(({ path }) => path === part)
    return chosen ? without([chosen], paths) : refuse('arrays-no-part', { part: part ?? '', parts: paths })
  }
  return { files, parts: [], notes: [] }
}

/** Returns the table whose name suggests training data, otherwise the largest table. */
function mainTable(tables: readonly IngestFile[]): IngestFile | undefined {
  const training = tables.find(({ path }) => /(^|[/._-])train/i.test(path))
  return training ?? tables.reduce((best, one) => (one.file.size > best.file.size ? one : best))
}
