/**
 * @file Parts of a network as readable JSON text: the block file, which shares one block with the blocks inside it, and
 * the clip on the system clipboard, which pastes part of a drawing into other projects and windows. Reading is guarded:
 * any input results in either a block or clip, or one message.
 */
import '../messages/en/library'
import * as z from 'zod/mini'
import { fail, ok, type Result } from '../base/result'
import { stableJson } from '../base/stable-json'
import { BLOCK, type Block, blockOf, selfContainingBlock } from '../graph/block'
import type { ClipboardData } from '../graph/clipboard'
import { fileNames } from '../messages/en/files'
import { type Message, message } from '../messages/message'
import { CLIP_FORMAT, CLIP_VERSION } from './clipboard-text'
import { isId } from './dataset-reference-schema'
import { MOST } from './file-limits'
import { parseGuarded } from './json-guard'
import { drawingProblem, type Kinds } from './project-file'
import { blockShape, drawingShape } from './project-schema'
import type { LibraryRecord } from './records'
import { conform, listOf, text } from './shared-schemas'

const BLOCK_FORMAT = 'netloom-block'
const BLOCK_VERSION = 1
const MAX_BLOCK_BYTES = 2_000_000

/** The fields of a library record that are shared in a block file. */
export type TravellingBlock = Pick<LibraryRecord, 'id' | 'name' | 'block' | 'within'>

const blockFileShape = z.object({
  format: z.literal(BLOCK_FORMAT),
  version: z.literal(BLOCK_VERSION),
  id: text(64),
  name: text(MOST.name),
  block: blockShape,
  within: listOf(blockShape, MOST.blocks),
})

/** Writes a block as a file: UTF-8 JSON text with keys in a stable order, so that equal blocks produce equal files. */
export function writeBlock({ id, name, block, within }: TravellingBlock): Uint8Array<ArrayBuffer> {
  const file = { format: BLOCK_FORMAT, version: BLOCK_VERSION, id, name, block, within }
  return new TextEncoder().encode(`${stableJson(file, 2)}\n`)
}

/** Parses a block file, or returns a message about why it is invalid. */
export function readBlock(bytes: Uint8Array): Result<TravellingBlock, Message> {
  const parsed = parseGuarded(bytes, MAX_BLOCK_BYTES)
  if (!parsed.ok) return parsed
  const { format, version } = (parsed.value ?? {}) as { readonly format?: unknown; readonly version?: unknown }
  if (format !== BLOCK_FORMAT) {
    const named = typeof format === 'string' ? { format: format.slice(0, 60) } : {}
    return fail(message('file-other-kind', { wants: 'block', ...named }))
  }
  if (typeof version === 'number' && version > BLOCK_VERSION)
    return fail(message('file-newer', { version, known: BLOCK_VERSION }))
  const shaped = conform(blockFileShape, parsed.value, fileNames.block)
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

const MAX_CLIP_BYTES = 4_000_000
/** Maximum distance of a node from the clip's corner, in canvas pixels. */
const FAR = 1e6

const clipShape = z.object({ format: z.literal(CLIP_FORMAT), version: z.literal(CLIP_VERSION), ...drawingShape.shape })

type Raw = Readonly<Record<string, unknown>>

/** Parses text as a clip of layers or of the given kinds, or returns a message about why it is not a valid clip. */
export function readClip(text: string, kinds?: Kinds): Result<ClipboardData, Message> {
  // A clipboard usually contains something else: report that instead of a JSON error.
  if (!text.includes(`"${CLIP_FORMAT}"`)) return fail(message('clip-other', {}))
  const bytes = new TextEncoder().encode(text)
  if (bytes.byteLength > MAX_CLIP_BYTES)
    return fail(message('clip-too-large', { bytes: bytes.byteLength, most: MAX_CLIP_BYTES }))
  const parsed = parseGuarded(bytes, MAX_CLIP_BYTES)
  if (!parsed.ok) return parsed
  const raw = (parsed.value ?? {}) as Raw
  const { format, version } = raw
  if (format !== CLIP_FORMAT) return fail(message('clip-other', {}))
  if (typeof version === 'number' && version > CLIP_VERSION)
    return fail(message('clip-newer', { version, known: CLIP_VERSION }))
  const early = tooMany(raw)
  if (early) return fail(early)
  const shaped = conform(clipShape, parsed.value, fileNames.clipboard)
  if (!shaped.ok) return shaped
  const { format: _, version: __, ...rest } = shaped.value
  const clip = rest as ClipboardData
  if (clip.nodes.length === 0 && !clip.notes?.length) return fail(message('clip-other', {}))
  const problem = drawingProblem(clip, kinds) ?? placeProblem(clip) ?? loopProblem(clip)
  return problem ? fail(problem) : ok(clip)
}

/** Checks the counts first, so that too many entries produce only one message. */
function tooMany(raw: Raw): Message | undefined {
  for (const [part, what] of [
    ['nodes', 'layers'],
    ['wires', 'wires'],
    ['notes', 'notes'],
  ] as const) {
    const has = Array.isArray(raw[part]) ? raw[part].length : 0
    if (has > MOST[part]) return message('clip-too-many', { what, has, most: MOST[part] })
  }
  return undefined
}

function placeProblem({ nodes, notes = [] }: ClipboardData): Message | undefined {
  const far = ({ position: { x, y } }: ClipboardData['nodes'][number] | NonNullable<ClipboardData['notes']>[number]) =>
    !(Math.abs(x) <= FAR && Math.abs(y) <= FAR)
  const lost = nodes.find(far)?.label ?? notes.find(far)?.text.slice(0, 40)
  return lost === undefined ? undefined : message('file-position', { node: lost })
}

function loopProblem({ blocks }: ClipboardData): Message | undefined {
  const round = selfContainingBlock(blocks)
  return round && message('clip-loop', { block: round.name })
}
