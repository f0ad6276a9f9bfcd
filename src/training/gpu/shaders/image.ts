/** @file Image: loops over the places a kernel touches, from the side of the results and from the side of the image. */
import type { ConvShape } from '../../program/ops'

/** Defines `n`, `y`, `x` and `c` (u32) of place `of` in an image or a result. */
export function placeIn(of: string, height: number, width: number, channels: number): string {
  return `  let c = ${of} % ${channels}u;
  let x = ${of} / ${channels}u % ${width}u;
  let y = ${of} / ${width * channels}u % ${height}u;
  let n = ${of} / ${height * width * channels}u;`
}

/**
 * From the result at (`y`, `x`): every tap of the kernel whose place lies inside the image, `pixel` the word of its first channel and
 * `tap` its number in the kernel (u32).
 */
export function overWindow(shape: ConvShape, inner: string): string {
  return `  // What lies above or left of the image wraps to a number beyond it.
  let top = y * ${shape.strideHeight}u - ${shape.padTop}u;
  let left = x * ${shape.strideWidth}u - ${shape.padLeft}u;
  for (var ky = 0u; ky < ${shape.kernelHeight}u; ky++) {
    let iy = top + ky * ${shape.dilationHeight}u;
    if (iy >= ${shape.inHeight}u) { continue; }
    let line = (n * ${shape.inHeight}u + iy) * ${shape.inWidth}u;
    for (var kx = 0u; kx < ${shape.kernelWidth}u; kx++) {
      let ix = left + kx * ${shape.dilationWidth}u;
      if (ix >= ${shape.inWidth}u) { continue; }
      let pixel = (line + ix) * ${shape.inChannels}u;
      let tap = ky * ${shape.kernelWidth}u + kx;
${inner}
    }
  }`
}

/**
 * From the image at (`y`, `x`): every tap by which a result `oy`, `ox` saw it, `pixel` the word of the result's first channel and `tap`
 * the number in the kernel (u32).
 */
export function overSeers(shape: ConvShape, inner: string): string {
  return `  for (var ky = 0u; ky < ${shape.kernelHeight}u; ky++) {
    ${seer('oy', `y + ${shape.padTop}u - ky * ${shape.dilationHeight}u`, shape.strideHeight, shape.outHeight)}
    let line = (n * ${shape.outHeight}u + oy) * ${shape.outWidth}u;
    for (var kx = 0u; kx < ${shape.kernelWidth}u; kx++) {
      ${seer('ox', `x + ${shape.padLeft}u - kx * ${shape.dilationWidth}u`, shape.strideWidth, shape.outWidth)}
      let pixel = (line + ox) * ${shape.outChannels}u;
      let tap = ky * ${shape.kernelWidth}u + kx;
${inner}
    }
  }`
}

function seer(name: string, place: string, stride: number, size: number): string {
  if (stride === 1) return `let ${name} = ${place};\n    if (${name} >= ${size}u) { continue; }`
  // Before the first result is a number below zero, wrapped: divided it is still beyond the last.
  return `let ${name}_far = ${place};
    let ${name} = ${name}_far / ${stride}u;
    if (${name} >= ${size}u || ${name}_far % ${stride}u != 0u) { continue; }`
}
