/** @file Tile: 4 rows by 8 columns of a product in registers, the building block of every product. */

/**
 * Sums a[row + columns[i]] * panel[i, 8] over i from first to last, for four rows, into `to` [4, 8]. Multiplication and
 * addition are separate, because a fused multiply-add rounds differently on machines that have it.
 */
export function tile(
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  columns: usize,
  panel: usize,
  depth: i32,
  to: usize,
): void {
  let sum00 = f32x4.splat(0)
  let sum01 = f32x4.splat(0)
  let sum10 = f32x4.splat(0)
  let sum11 = f32x4.splat(0)
  let sum20 = f32x4.splat(0)
  let sum21 = f32x4.splat(0)
  let sum30 = f32x4.splat(0)
  let sum31 = f32x4.splat(0)
  const end = panel + (<usize>depth << 5)
  for (; panel < end; panel += 32, columns += 4) {
    const at = load<usize>(columns)
    const left = v128.load(panel)
    const right = v128.load(panel, 16)
    let a = v128.load32_splat(row0 + at)
    sum00 = f32x4.add(sum00, f32x4.mul(a, left))
    sum01 = f32x4.add(sum01, f32x4.mul(a, right))
    a = v128.load32_splat(row1 + at)
    sum10 = f32x4.add(sum10, f32x4.mul(a, left))
    sum11 = f32x4.add(sum11, f32x4.mul(a, right))
    a = v128.load32_splat(row2 + at)
    sum20 = f32x4.add(sum20, f32x4.mul(a, left))
    sum21 = f32x4.add(sum21, f32x4.mul(a, right))
    a = v128.load32_splat(row3 + at)
    sum30 = f32x4.add(sum30, f32x4.mul(a, left))
    sum31 = f32x4.add(sum31, f32x4.mul(a, right))
  }
  v128.store(to, sum00)
  v128.store(to, sum01, 16)
  v128.store(to, sum10, 32)
  v128.store(to, sum11, 48)
  v128.store(to, sum20, 64)
  v128.store(to, sum21, 80)
  v128.store(to, sum30, 96)
  v128.store(to, sum31, 112)
}
