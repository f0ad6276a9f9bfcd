/** @file What can be said of blocks and the library of them without asking storage: what is of one, and whether it is as it was kept. */
import { type Block, BLOCK, blockOf } from '../graph/block'
import { blocksUsed } from '../graph/clipboard'
import type { Drawing } from '../graph/drawing'
import type { LibraryRecord } from '../storage/records'
import { stableJson } from '../base/stable-json'

/** A block with all those within it. */
export type Alone = Pick<LibraryRecord, 'block' | 'within'>

/** A block of a drawing as it stands by itself. Where it came from is not of what it is. */
export function alone({ blocks = {} }: Drawing, { library: _, ...block }: Block): Alone {
  const { [block.id]: __, ...within } = blocksUsed(blocks, block.inside.nodes)
  return { block, within: Object.values(within) }
}

/** What a block uses and its drawing does not have. */
export function lacking({ blocks = {} }: Drawing, { block, within }: Alone): string | undefined {
  const nodes = [block, ...within].flatMap(({ inside }) => inside.nodes)
  return nodes.find((node) => node.kind === BLOCK && !blockOf({ blocks }, node))?.label
}

/** Whether two are the same, whatever they are called. */
export function sameBlocks(a: Alone, b: Alone): boolean {
  const words = ({ block: { id: _, name: __, ...block }, within }: Alone) => stableJson([block, within])
  return words(a) === words(b)
}

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

/** How a block of a drawing stands to the library. */
export interface InLibrary {
  readonly version: number
  readonly newest: LibraryRecord
  /** Whether it was changed since it was kept or taken from there; what its version was may be gone. */
  readonly changed: boolean
}

/** How a block stands to the library; undefined where it is not from there, or there is none of it any more. */
export function inLibrary(drawing: Drawing, block: Block, all: readonly LibraryRecord[]): InLibrary | undefined {
  const link = block.library
  const newest = link && newestOf(all, link.id)
  if (!newest) return undefined
  const kept = all.find(({ id, version }) => id === link.id && version === link.version)
  return { version: link.version, newest, changed: !kept || !sameBlocks(alone(drawing, block), kept) }
}
