/**
 * @file The block file: one block with the blocks inside it, as readable JSON text for sharing. Reading is guarded: any
 * input results in either a block or one message.
 */
import * as z from 'zod/mini'
import { fileNames } from '../messages/en/files'
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'
import { type Block, BLOCK, selfContainingBlock, blockOf } from '../graph/block'
import { parseGuarded } from './json-guard'
import { isId } from './dataset-reference-schema'
import { drawingProblem } from './project-file'
import { MOST } from './file-limits'
import { blockShape } from './project-schema'
import type { LibraryRecord } from './records'
import { conform, listOf, text } from './shared-schemas'
import { stableJson } from '../base/stable-json'

const FORMAT = 'netloom-block'
const VERSION = 1
const MAX_BYTES = 2_000_000

/** The fields of a library record that are shared in a block file. */
export type TravellingBlock = Pick<LibraryRecord, 'id' | 'name' | 'block' | 'within'>

const fileShape = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  id: text(64),
  name: text(MOST.name),
  block: blockShape,
  within: listOf(blockShape, MOST.blocks),
})

/** Writes a block as a file: UTF-8 JSON text with keys in a stable order, so that equal blocks produce equal files. */
export function writeBlock({ id, name, block, within }: TravellingBlock): Uint8Array<ArrayBuffer> {
  const file = { format: FORMAT, version: VERSION, id, name, block, within }
  return new TextEncoder().encode(`${stableJson(file, 2)}\n`)
}

/** Parses a block file, or returns a message about why it is invalid. */
export function readBlock(bytes: Uint8Array): Result<TravellingBlock, Message> {
  const parsed = parseGuarded(bytes, MAX_BYTES)
  if (!parsed.ok) return parsed
  const { format, version } = (parsed.value ?? {}) as { readonly format?: unknown; readonly version?: unknown }
  if (format !== FORMAT) {
    const named = typeof format === 'string' ? { format: format.slice(0, 60) } : {}
    return fail(message('file-other-kind', { wants: 'block', ...named }))
  }
  if (typeof version === 'number' && version > VERSION) return fail(message('file-newer', { version, known: VERSION }))
  const shaped = conform(fileShape, parsed.value, fileNames.block)
  if (!shaped.ok) return shaped
  const { id, name, within, block } = shaped.value
  // The cast is needed because the schema types absent optional fields as undefined.
  const read = { id, name, block: block as Block, within: within as readonly Block[] }
  const problem = isId(id) ? blocksProblem([read.block, ...read.within]) : message('file-id', { id: id.slice(0, 40) })
  return problem ? fail(problem) : ok(read)
}

/** What is wrong with a block and the blocks inside it: a duplicate, a missing block, or a block inside itself. */
function blocksProblem(all: readonly Block[]): Message | undefined {
  const blocks = Object.fromEntries(all.map((one) => [one.id, one]))
  const twice = all.find((one) => blocks[one.id] !== one)
  if (twice) return message('file-duplicate', { what: 'blocks', id: twice.id })
  const problem = drawingProblem({ nodes: [], wires: [], blocks })
  if (problem) return problem
  const lost = all
    .flatMap(({ inside }) => inside.nodes)
    .find((node) => node.kind === BLOCK && !blockOf({ blocks }, node))
  if (lost) return message('block-unknown', { layer: lost.label })
  const round = selfContainingBlock(blocks)
  return round && message('block-in-itself', { block: round.name })
}
