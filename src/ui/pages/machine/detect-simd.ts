/** @file hasSimd: detects WebAssembly SIMD support in this browser by validating a module with SIMD instructions. */

// A module with one function () -> v128: i32.const 0, i8x16.splat (fd 0f), i8x16.popcnt (fd 62), end.
const MODULE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]

/** True if the browser supports WASM SIMD. */
export function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(Uint8Array.from(MODULE))
}
