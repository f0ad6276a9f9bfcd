/**
 * @file The clip file: part of a drawing as readable JSON text, as the system clipboard carries it between projects and windows.
 * Reading it is guarded: whatever is on the clipboard, the answer is a clip or one sentence.
 */
import * as z from 'zod/mini'
import { type Message, message } from '../base/messages/message'
import { fail, ok, type Result } from '../base/result'
import type { Clip } from '../graph/clip'
import { CLIP_FORMAT as FORMAT, CLIP_VERSION as VERSION } from './clip-text'
import { parseGuarded } from './json-guard'
import { drawingProblem } from './project-file'
import { drawingShape } from './project-schema'
import { conform } from './shapes'

const MAX_BYTES = 2_000_000
/** How far from a clip's corner a node may stand, in canvas pixels. */
const FAR = 1e6

const clipShape = z.object({ format: z.literal(FORMAT), version: z.literal(VERSION), ...drawingShape.shape })

/** Text as a clip, or the one sentence on why it is none. */
export function readClip(text: string): Result<Clip, Message> {
  // What is on a clipboard is mostly something else: that is one sentence, whatever is wrong with it as JSON.
  if (!text.includes(`"${FORMAT}"`)) return fail(message('clip-other', {}))
  const parsed = parseGuarded(new TextEncoder().encode(text), MAX_BYTES)
  if (!parsed.ok) return parsed
  const { format, version } = (parsed.value ?? {}) as { readonly format?: unknown; readonly version?: unknown }
  if (format !== FORMAT) return fail(message('clip-other', {}))
  if (typeof version === 'number' && version > VERSION) return fail(message('file-newer', { version, known: VERSION }))
  const shaped = conform(clipShape, parsed.value, 'The clipboard')
  if (!shaped.ok) return shaped
  const { format: _, version: __, ...rest } = shaped.value
  const clip = rest as Clip
  if (clip.nodes.length === 0) return fail(message('clip-other', {}))
  const problem = drawingProblem(clip) ?? placeProblem(clip)
  return problem ? fail(problem) : ok(clip)
}

function placeProblem({ nodes }: Clip): Message | undefined {
  const lost = nodes.find(({ position: { x, y } }) => !(Math.abs(x) <= FAR && Math.abs(y) <= FAR))
  return lost && message('file-position', { node: lost.label })
}
