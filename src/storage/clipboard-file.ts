/**
 * @file The clip file: part of a drawing as readable JSON text on the system clipboard, to paste into other projects
 * and windows. Reading is guarded: any text results in either a clip or one message.
 */
import * as z from 'zod/mini'
import '../messages/en/library'
import { fileNames } from '../messages/en/files'
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'
import { selfContainingBlock } from '../graph/block'
import type { ClipboardData } from '../graph/clipboard'
import { CLIP_FORMAT as FORMAT, CLIP_VERSION as VERSION } from './clipboard-text'
import { parseGuarded } from './json-guard'
import { drawingProblem, type Kinds } from './project-file'
import { MOST } from './file-limits'
import { drawingShape } from './project-schema'
import { conform } from './shared-schemas'

const MAX_BYTES = 4_000_000
/** Maximum distance of a node from the clip's corner, in canvas pixels. */
const FAR = 1e6

const clipShape = z.object({ format: z.literal(FORMAT), version: z.literal(VERSION), ...drawingShape.shape })

type Raw = Readonly<Record<string, unknown>>

/** Parses text as a clip of layers or of the given kinds, or returns a message about why it is not a valid clip. */
export function readClip(text: string, kinds?: Kinds): Result<ClipboardData, Message> {
  // A clipboard usually contains something else: report that instead of a JSON error.
  if (!text.includes(`"${FORMAT}"`)) return fail(message('clip-other', {}))
  const bytes = new TextEncoder().encode(text)
  if (bytes.byteLength > MAX_BYTES) return fail(message('clip-too-large', { bytes: bytes.byteLength, most: MAX_BYTES }))
  const parsed = parseGuarded(bytes, MAX_BYTES)
  if (!parsed.ok) return parsed
  const raw = (parsed.value ?? {}) as Raw
  const { format, version } = raw
  if (format !== FORMAT) return fail(message('clip-other', {}))
  if (typeof version === 'number' && version > VERSION) return fail(message('clip-newer', { version, known: VERSION }))
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
