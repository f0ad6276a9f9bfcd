/** @file Writes a clip as text for the clipboard. Kept separate from reading, which needs all schemas. */
import type { ClipboardData } from '../graph/clipboard'

export const CLIP_FORMAT = 'netloom-clip'
export const CLIP_VERSION = 1

/** A clip as readable text that can be pasted into a message or a file. */
export function writeClip({ nodes, wires, notes, blocks }: ClipboardData): string {
  const file = {
    format: CLIP_FORMAT,
    version: CLIP_VERSION,
    nodes,
    wires,
    ...(notes && { notes }),
    ...(blocks && { blocks }),
  }
  return JSON.stringify(file, null, 2)
}
