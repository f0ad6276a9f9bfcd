/** @file Pure functions on blocks and the block library: what belongs to a block, and whether it has changed. */
import { type Block, BLOCK, blockOf } from '../../graph/block'
import { blocksUsed } from '../../graph/clipboard'
import type { Drawing } from '../../graph/drawing'
import type { LibraryRecord } from '../../storage/records'
import { stableJson } from '../../base/stable-json'

/** A block with all blocks nested in it. */
export type Alone = Pick<LibraryRecord, 'block' | 'within'>

/** A block of a drawing together with its nested blocks, but without its link to the library. */
export function alone({ blocks = {} }: Drawing, { library: _, ...block }: Block): Alone {
  const { [block.id]: __, ...within } = blocksUsed(blocks, block.inside.nodes)
  return { block, within: Object.values(within) }
}

/** The label of a nested block whose definition is missing in the drawing; undefined if there is none. */
export function missingBlocks({ blocks = {} }: Drawing, { block, within }: Alone): string | undefined {
  const nodes = [block, ...within].flatMap(({ inside }) => inside.nodes)
  return nodes.find((node) => node.kind === BLOCK && !blockOf({ blocks }, node))?.label
}

/** Whether two blocks are equal, ignoring id and name. */
export function sameBlocks(a: Alone, b: Alone): boolean {
  const text = ({ block: { id: _, name: __, ...block }, within }: Alone) => stableJson([block, within])
  return text(a) === text(b)
}

/** The newest version of a block. */
export function newestOf(all: readonly LibraryRecord[], id: string): LibraryRecord | undefined {
  return all.reduce<LibraryRecord | undefined>(
    (newest, one) => (one.id === id && one.version > (newest?.version ?? 0) ? one : newest),
    undefined,
  )
}

/** The library blocks sorted by name, each with its versions, newest first. */
export function byBlock(all: readonly LibraryRecord[]): readonly (readonly [LibraryRecord, ...LibraryRecord[]])[] {
  const ids = [...new Set(all.map(({ id }) => id))]
  return ids
    .flatMap((id) => {
      const [first, ...rest] = all.filter((one) => one.id === id).sort((a, b) => b.version - a.version)
      return first ? [[first, ...rest] as const] : []
    })
    .sort(([a], [b]) => a.name.localeCompare(b.name))
}

/** The library state of a block in a drawing. */
export interface InLibrary {
  readonly version: number
  readonly newest: LibraryRecord
  /** Whether the block differs from its library version, or that version no longer exists. */
  readonly changed: boolean
}

/** The library state of a block; undefined if it is not from the library or was removed from it. */
export function inLibrary(drawing: Drawing, block: Block, all: readonly LibraryRecord[]): InLibrary | undefined {
  const link = block.library
  const newest = link && newestOf(all, link.id)
  if (!newest) return undefined
  const kept = all.find(({ id, version }) => id === link.id && version === link.version)
  return { version: link.version, newest, changed: !kept || !sameBlocks(alone(drawing, block), kept) }
}
