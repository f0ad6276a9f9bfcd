/**
 * @file Panels: the right-hand side of a product packed as panels of 8 columns, so that a tile reads it sequentially.
 */
import { loadSome } from './simd-lanes'

/**
 * b [k, n], with its rows at `rows[k]` and its columns `step` bytes apart, as [panels, k, 8]; columns beyond n are 0.
 */
export function toPanels(b: usize, rows: usize, step: usize, k: i32, n: i32, to: usize): void {
  for (let column = 0; column < n; column += 8) {
    const from = b + <usize>column * step
    const width = min(8, n - column)
    if (step == 4) copyPanel(from, rows, k, width, to)
    else turnPanel(from, rows, step, k, width, to)
    to += <usize>k << 5
  }
}

/** Columns that are contiguous. */
function copyPanel(from: usize, rows: usize, k: i32, width: i32, to: usize): void {
  for (let i = 0; i < k; i++, to += 32) {
    const row = from + load<usize>(rows + (<usize>i << 2))
    v128.store(to, width >= 4 ? v128.load(row) : loadSome(row, width))
    v128.store(to, width == 8 ? v128.load(row, 16) : width > 4 ? loadSome(row + 16, width - 4) : f32x4.splat(0), 16)
  }
}

/** Columns that are apart. */
function turnPanel(from: usize, rows: usize, step: usize, k: i32, width: i32, to: usize): void {
  for (let j = 0; j < 8; j++, from += step, to += 4) {
    let at = to
    for (let i = 0; i < k; i++, at += 32) {
      store<f32>(at, j < width ? load<f32>(from + load<usize>(rows + (<usize>i << 2))) : 0)
    }
  }
}
