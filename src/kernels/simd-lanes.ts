/**
 * @file Lanes: loads and stores of four numbers, or of the remaining ones at the end of a row, with the same
 * arithmetic.
 */

/** The first `count` (1 to 3) words at `at`; the other lanes are 0. Reads no word after them. */
export function loadSome(at: usize, count: i32): v128 {
  let v = v128.load32_zero(at)
  if (count > 1) v = v128.load_lane<u32>(at + 4, v, 1)
  if (count > 2) v = v128.load_lane<u32>(at + 8, v, 2)
  return v
}

/** Stores the first `count` (1 to 3) lanes at `at`. Writes no word after them. */
export function storeSome(at: usize, v: v128, count: i32): void {
  v128.store_lane<u32>(at, v, 0)
  if (count > 1) v128.store_lane<u32>(at + 4, v, 1)
  if (count > 2) v128.store_lane<u32>(at + 8, v, 2)
}

/** Four numbers at `at`, or as many as are left. */
// @ts-ignore: decorator
@inline
export function loadUpTo4(at: usize, left: i32): v128 {
  return left >= 4 ? v128.load(at) : loadSome(at, left)
}

/** Stores four numbers at `at`, or as many as are left. */
// @ts-ignore: decorator
@inline
export function storeUpTo4(at: usize, v: v128, left: i32): void {
  if (left >= 4) v128.store(at, v)
  else storeSome(at, v, left)
}

/** Four numbers `step` bytes apart, or as many as are left. */
// @ts-ignore: decorator
@inline
export function loadStrided(at: usize, step: usize, left: i32): v128 {
  if (step == 4) return loadUpTo4(at, left)
  let v = v128.load32_zero(at)
  if (left > 1) v = v128.load_lane<u32>(at + step, v, 1)
  if (left > 2) v = v128.load_lane<u32>(at + 2 * step, v, 2)
  if (left > 3) v = v128.load_lane<u32>(at + 3 * step, v, 3)
  return v
}

/** Stores four numbers `step` bytes apart, or as many as are left. */
// @ts-ignore: decorator
@inline
export function storeStrided(at: usize, step: usize, v: v128, left: i32): void {
  if (step == 4) {
    storeUpTo4(at, v, left)
    return
  }
  v128.store_lane<u32>(at, v, 0)
  if (left > 1) v128.store_lane<u32>(at + step, v, 1)
  if (left > 2) v128.store_lane<u32>(at + 2 * step, v, 2)
  if (left > 3) v128.store_lane<u32>(at + 3 * step, v, 3)
}

/** A mask with all bits of the first `count` lanes. */
// @ts-ignore: decorator
@inline
export function firstLanes(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3))
}

/** The sum of the lanes, always in the same order. */
// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
}

/** The largest lane. */
// @ts-ignore: decorator
@inline
export function largestLane(v: v128): f32 {
  return max(
    max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  )
}

/** The first lane, to use a function of four numbers for one. */
// @ts-ignore: decorator
@inline
export function first(v: v128): f32 {
  return f32x4.extract_lane(v, 0)
}
