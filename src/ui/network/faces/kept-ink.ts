/** @file Kept ink: the strokes behind the image of a pad, so that a pad that comes back into view shows them again. */
import type { Stroke } from './ink'

interface Kept {
  readonly strokes: readonly Stroke[]
  /** The image made of them. */
  readonly value: unknown
}

/** The number of pads that are kept; they are never saved. */
const MOST = 20
const kept = new Map<string, Kept>()

/** Keeps the strokes of a pad with their image. */
export function keepInk(key: string, strokes: readonly Stroke[], value: unknown): void {
  kept.delete(key)
  kept.set(key, { strokes: strokes.map((stroke) => [...stroke]), value })
  for (const old of kept.keys()) {
    if (kept.size <= MOST) break
    kept.delete(old)
  }
}

/** The strokes of this image; undefined where the pad shows something else, such as a sample. */
export function keptInk(key: string, value: unknown): readonly Stroke[] | undefined {
  const found = kept.get(key)
  if (!found || value === undefined) return undefined
  return found.value === value || JSON.stringify(found.value) === JSON.stringify(value) ? found.strokes : undefined
}
