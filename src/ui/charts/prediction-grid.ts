/**
 * @file Plane: the visible region for a set of 2D points, and the grid on which predictions are computed. The functions
 * are pure.
 */

export interface Plane {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
}

/** The square region that contains all points plus a 10% margin, so that both axes have the same scale. */
export function planeOf(x: ArrayLike<number>, y: ArrayLike<number>): Plane {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < x.length; i++) {
    left = Math.min(left, x[i] as number)
    right = Math.max(right, x[i] as number)
    bottom = Math.min(bottom, y[i] as number)
    top = Math.max(top, y[i] as number)
  }
  if (!(left <= right && bottom <= top)) return { left: -1, right: 1, bottom: -1, top: 1 }
  const half = (Math.max(right - left, top - bottom, 1e-6) / 2) * 1.1
  const [cx, cy] = [(left + right) / 2, (bottom + top) / 2]
  return { left: cx - half, right: cx + half, bottom: cy - half, top: cy + half }
}

/** The centers of `side` × `side` grid cells in image order: row by row, starting at the top left. */
export function gridOf(plane: Plane, side: number): readonly (readonly [number, number])[] {
  const step = (plane.right - plane.left) / side
  const down = (plane.top - plane.bottom) / side
  return Array.from({ length: side * side }, (_, i) => [
    plane.left + step * ((i % side) + 0.5),
    plane.top - down * (Math.floor(i / side) + 0.5),
  ])
}
