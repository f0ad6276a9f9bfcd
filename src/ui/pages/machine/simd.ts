/** @file hasSimd: whether WebAssembly has SIMD in this browser, by validating a module with one SIMD instruction. */

// A module of one function () -> v128: i32.const 0, i8x16.splat (fd 0f), popcnt of it (fd 62), end.
const MODULE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]

/** True where WASM SIMD works. */
export function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(Uint8Array.from(MODULE))
}
