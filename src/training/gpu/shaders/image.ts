/**
 * @file Image: loops over the positions that a kernel touches, from the side of the results and from the side of the
 * image.
 */
import type { ConvShape } from '../../program/ops'

/** Defines `n`, `y`, `x` and `c` (u32) of position `of` in an image or a result. */
export function positionIn(of: string, height: number, width: number, channels: number): string {
  return `  let c = ${of} % ${channels}u;
  let x = ${of} / ${channels}u % ${width}u;
  let y = ${of} / ${width * channels}u % ${height}u;
  let n = ${of} / ${height * width * channels}u;`
}

/**
 * From the result at (`y`, `x`): loops over every tap of the kernel whose position is inside the image. `pixel` is the
 * word of its first channel, and `tap` its index in the kernel (u32).
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
 * From the image at (`y`, `x`): loops over every tap through which a result `oy`, `ox` read it. `pixel` is the word of
 * the result's first channel, and `tap` the index in the kernel (u32).
 */
export function overReaders(shape: ConvShape, inner: string): string {
  return `  for (var ky = 0u; ky < ${shape.kernelHeight}u; ky++) {
    ${reader('oy', `y + ${shape.padTop}u - ky * ${shape.dilationHeight}u`, shape.strideHeight, shape.outHeight)}
    let line = (n * ${shape.outHeight}u + oy) * ${shape.outWidth}u;
    for (var kx = 0u; kx < ${shape.kernelWidth}u; kx++) {
      ${reader('ox', `x + ${shape.padLeft}u - kx * ${shape.dilationWidth}u`, shape.strideWidth, shape.outWidth)}
      let pixel = (line + ox) * ${shape.outChannels}u;
      let tap = ky * ${shape.kernelWidth}u + kx;
${inner}
    }
  }`
}

function reader(name: string, place: string, stride: number, size: number): string {
  if (stride === 1) return `let ${name} = ${place};\n    if (${name} >= ${size}u) { continue; }`
  // Before the first result, the number is negative and wraps around; divided, it is still beyond the last.
  return `let ${name}_far = ${place};
    let ${name} = ${name}_far / ${stride}u;
    if (${name} >= ${size}u || ${name}_far % ${stride}u != 0u) { continue; }`
}
