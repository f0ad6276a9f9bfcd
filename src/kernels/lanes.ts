/** @file Lanes: four numbers at once, and what is left over at the end of a row, by the same arithmetic. */

/** The first `count` (1 to 3) words at `at`; the other lanes are 0. Reads no word beyond. */
export function loadSome(at: usize, count: i32): v128 {
  let v = v128.load32_zero(at)
  if (count > 1) v = v128.load_lane<u32>(at + 4, v, 1)
  if (count > 2) v = v128.load_lane<u32>(at + 8, v, 2)
  return v
}

/** Stores the first `count` (1 to 3) lanes at `at`, and touches no word beyond. */
export function storeSome(at: usize, v: v128, count: i32): void {
  v128.store_lane<u32>(at, v, 0)
  if (count > 1) v128.store_lane<u32>(at + 4, v, 1)
  if (count > 2) v128.store_lane<u32>(at + 8, v, 2)
}

/** The sum of the lanes, always in this order. */
// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) +
    f32x4.extract_lane(v, 1) +
    (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  )
}

/** One number through a function of four. */
// @ts-ignore: decorator
@inline
export function first(v: v128): f32 {
  return f32x4.extract_lane(v, 0)
}
