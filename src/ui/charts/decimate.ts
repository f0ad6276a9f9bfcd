/** @file Decimation: which steps to draw so that no peak is lost and no pixel is drawn twice. */

/**
 * Indices to draw of `count` values on `columns` pixels: all of them while there are few, else the lowest and the highest
 * of each column in their order. The first and the last are always among them.
 */
export function decimate(values: ArrayLike<number>, count: number, columns: number): Uint32Array {
  const width = Math.max(1, Math.floor(columns))
  if (count <= 2 * width) return Uint32Array.from({ length: count }, (_, i) => i)
  const kept: number[] = []
  const keep = (i: number) => {
    if (kept[kept.length - 1] !== i) kept.push(i)
  }
  keep(0)
  for (let column = 0; column < width; column++) {
    const from = Math.floor((column * count) / width)
    const to = Math.floor(((column + 1) * count) / width)
    let low = from
    let high = from
    for (let i = from + 1; i < to; i++) {
      if ((values[i] as number) < (values[low] as number)) low = i
      if ((values[i] as number) > (values[high] as number)) high = i
    }
    keep(Math.min(low, high))
    keep(Math.max(low, high))
  }
  keep(count - 1)
  return Uint32Array.from(kept)
}
