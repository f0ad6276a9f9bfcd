/** @file sift: of many files of many kinds, the ones that make a set; the rest is told. */
import { type Message, message, refuse } from '../../messages/message'
import type { IngestFile, ReadOptions } from '../../protocol/ingest-messages'
import { isJunk } from '../archive/names'
import { extensionOf } from '../define-format'
import { isPicture } from '../pictures/check'
import { isIdxName } from '../arrays/idx-header'
import { isTable, named } from './labelled'

export interface Sifted {
  readonly files: readonly IngestFile[]
  /** Files to choose one of: tables, each a set of its own. */
  readonly parts: readonly string[]
  readonly notes: readonly Message[]
}

/** Arrays go before pictures and tables, which may come along to explain them; texts last: a readme is one. */
export function sift(all: readonly IngestFile[], { part }: ReadOptions): Sifted {
  const files = all.filter(({ path }) => !isJunk(path))
  const of = (is: (path: string) => boolean) => files.filter(({ path }) => is(path))
  const without = (chosen: readonly IngestFile[], parts: readonly string[] = []): Sifted => {
    const rest = files.filter((file) => !chosen.includes(file))
    return { files: chosen, parts, notes: rest.length > 0 ? [message('files-ignored', named(rest))] : [] }
  }
  const pictures = of(isPicture)
  const tables = of(isTable)
  for (const ending of ['npy', 'npz']) {
    const arrays = of((path) => extensionOf(path) === ending)
    if (arrays.length > 0 && pictures.length <= arrays.length) return without(arrays)
  }
  const idx = of(isIdxName)
  if (idx.length > 0) return without(idx)
  if (pictures.length > tables.length) return { files, parts: [], notes: [] }
  const [only] = tables
  if (tables.length === 1 && only) return without([only])
  if (tables.length > 1) {
    const paths = tables.map(({ path }) => path)
    const chosen = part === undefined ? mainTable(tables) : tables.find(({ path }) => path === part)
    return chosen ? without([chosen], paths) : refuse('arrays-no-part', { part: part ?? '', parts: paths })
  }
  return { files, parts: [], notes: [] }
}

/** The one for training, else the largest. */
function mainTable(tables: readonly IngestFile[]): IngestFile | undefined {
  const training = tables.find(({ path }) => /(^|[/._-])train/i.test(path))
  return training ?? tables.reduce((best, one) => (one.file.size > best.file.size ? one : best))
}
