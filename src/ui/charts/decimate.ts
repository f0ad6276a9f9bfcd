/** @file Decimation: selects the points to draw so that no peak is lost and each pixel column has only a few points. */

/**
 * Indices of the points to draw when `count` values share `columns` pixels: all points if there are few; otherwise the
 * minimum and maximum in each column, in order. The first and last points are always included.
 */
export function decimate(values: ArrayLike<number>, count: number, columns: number): Uint32Array {
  const width = Math.max(1, Math.floor(columns))
  if (count <= 2 * width) return Uint32Array.from({ length: count }, (_, i) => i)
  const indices: number[] = []
  const add = (i: number) => {
    if (indices[indices.length - 1] !== i) indices.push(i)
  }
  add(0)
  for (let column = 0; column < width; column++) {
    const from = Math.floor((column * count) / width)
    const to = Math.floor(((column + 1) * count) / width)
    let low = from
    let high = from
    for (let i = from + 1; i < to; i++) {
      if ((values[i] as number) < (values[low] as number)) low = i
      if ((values[i] as number) > (values[high] as number)) high = i
    }
    add(Math.min(low, high))
    add(Math.max(low, high))
  }
  add(count - 1)
  return Uint32Array.from(indices)
}
