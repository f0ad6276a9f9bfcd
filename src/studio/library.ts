/** @file What is known of the library of blocks without asking storage: the newest of each. */
import type { LibraryRecord } from '../storage/records'

/** The newest version of a block. */
export function newestOf(all: readonly LibraryRecord[], id: string): LibraryRecord | undefined {
  return all.reduce<LibraryRecord | undefined>(
    (newest, one) => (one.id === id && one.version > (newest?.version ?? 0) ? one : newest),
    undefined,
  )
}

/** Each block of the library with its versions, newest first; blocks by name. */
export function byBlock(all: readonly LibraryRecord[]): readonly (readonly [LibraryRecord, ...LibraryRecord[]])[] {
  const ids = [...new Set(all.map(({ id }) => id))]
  return ids
    .flatMap((id) => {
      const [first, ...rest] = all.filter((one) => one.id === id).sort((a, b) => b.version - a.version)
      return first ? [[first, ...rest] as const] : []
    })
    .sort(([a], [b]) => a.name.localeCompare(b.name))
}
