/**
 * @file Saved strokes: remembers the strokes drawn on each pad, so that they can be shown again when the pad comes back
 * into view.
 */
import type { Stroke } from './strokes-to-image'

interface SavedStrokes {
  readonly strokes: readonly Stroke[]
  /** The image made from the strokes. */
  readonly value: unknown
}

/** Maximum number of pads to remember. The strokes are never stored on disk. */
const MAX_PADS = 20
const saved = new Map<string, SavedStrokes>()

/** Remembers the strokes of a pad together with their image. */
export function saveStrokes(key: string, strokes: readonly Stroke[], value: unknown): void {
  saved.delete(key)
  saved.set(key, { strokes: strokes.map((stroke) => [...stroke]), value })
  for (const old of saved.keys()) {
    if (saved.size <= MAX_PADS) break
    saved.delete(old)
  }
}

/** The strokes from which this image was rendered; undefined if the pad shows something else, such as an example. */
export function savedStrokes(key: string, value: unknown): readonly Stroke[] | undefined {
  const match = saved.get(key)
  if (!match || value === undefined) return undefined
  return match.value === value || JSON.stringify(match.value) === JSON.stringify(value) ? match.strokes : undefined
}
