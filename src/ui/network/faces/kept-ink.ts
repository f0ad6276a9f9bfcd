/** @file Kept ink: the strokes behind what a pad gives, so that a pad that comes back into view shows what was drawn, as it was drawn. */
import type { Stroke } from './ink'

interface Kept {
  readonly strokes: readonly Stroke[]
  /** What the network was given of them. */
  readonly value: unknown
}

/** The newest of a few pads: this is never saved. */
const MOST = 20
const kept = new Map<string, Kept>()

/** Keeps the strokes of a pad with what they came to. */
export function keepInk(key: string, strokes: readonly Stroke[], value: unknown): void {
  kept.delete(key)
  kept.set(key, { strokes: strokes.map((stroke) => [...stroke]), value })
  for (const old of kept.keys()) {
    if (kept.size <= MOST) break
    kept.delete(old)
  }
}

/** The strokes that came to this value; undefined where something else stands there now, as a sample does. */
export function keptInk(key: string, value: unknown): readonly Stroke[] | undefined {
  const found = kept.get(key)
  if (!found || value === undefined) return undefined
  return found.value === value || JSON.stringify(found.value) === JSON.stringify(value) ? found.strokes : undefined
}
