/** @file Image: loops over the places a kernel touches, from the side of the results and from the side of the image. */
import type { ConvShape } from '../../program/ops'

/** Defines `n`, `y`, `x` and `c` (u32) of place `of` in an image or a result. */
export function placeIn(of: string, height: number, width: number, channels: number): string {
  return `  let c = ${of} % ${channels}u;
  let x = ${of} / ${channels}u % ${width}u;
  let y = ${of} / ${width * channels}u % ${height}u;
  let n = ${of} / ${height * width * channels}u;`
}

/** From the result at (`y`, `x`): every `ky`, `kx` whose place `iy`, `ix` lies inside the image (u32). */
export function overWindow(shape: ConvShape, inner: string): string {
  return `  for (var ky = 0u; ky < ${shape.kernelHeight}u; ky++) {
    // What lies above or left of the image wraps to a number beyond it.
    let iy = y * ${shape.strideHeight}u + ky * ${shape.dilationHeight}u - ${shape.padTop}u;
    if (iy >= ${shape.inHeight}u) { continue; }
    for (var kx = 0u; kx < ${shape.kernelWidth}u; kx++) {
      let ix = x * ${shape.strideWidth}u + kx * ${shape.dilationWidth}u - ${shape.padLeft}u;
      if (ix >= ${shape.inWidth}u) { continue; }
${inner}
    }
  }`
}

/** From the image at (`y`, `x`): every `ky`, `kx` by which a result `oy`, `ox` saw it (u32). */
export function overSeers(shape: ConvShape, inner: string): string {
  return `  for (var ky = 0u; ky < ${shape.kernelHeight}u; ky++) {
    ${seer('oy', `y + ${shape.padTop}u - ky * ${shape.dilationHeight}u`, shape.strideHeight, shape.outHeight)}
    for (var kx = 0u; kx < ${shape.kernelWidth}u; kx++) {
      ${seer('ox', `x + ${shape.padLeft}u - kx * ${shape.dilationWidth}u`, shape.strideWidth, shape.outWidth)}
${inner}
    }
  }`
}

function seer(name: string, place: string, stride: number, size: number): string {
  if (stride === 1) return `let ${name} = ${place};\n    if (${name} >= ${size}u) { continue; }`
  // Before the first result is a number below zero, wrapped: it must not be divided.
  return `let ${name}_far = ${place};
    let ${name} = ${name}_far / ${stride}u;
    if (${name} >= ${size}u || ${name}_far % ${stride}u != 0u) { continue; }`
}
