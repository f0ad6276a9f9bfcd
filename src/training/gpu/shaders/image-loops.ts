/**
 * @file Image loops in WGSL: over the image positions that a result reads, and over the results that read an image
 * position.
 */
import type { ConvShape } from '../../program/ops'

/**
 * WGSL that defines `n`, `y`, `x` and `c` (u32) for the index `of` in a tensor with the shape [n, height, width,
 * channels].
 */
export function positionIn(of: string, height: number, width: number, channels: number): string {
  return `  let c = ${of} % ${channels}u;
  let x = ${of} / ${channels}u % ${width}u;
  let y = ${of} / ${width * channels}u % ${height}u;
  let n = ${of} / ${height * width * channels}u;`
}

/**
 * WGSL for the result at (`y`, `x`): loops over every kernel tap that lies inside the image. `pixel` is the index of
 * the first channel of the pixel at the tap, and `tap` the tap's index in the kernel (u32).
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
 * WGSL for the image position at (`y`, `x`): loops over every kernel tap through which a result (`oy`, `ox`) reads this
 * position. `pixel` is the index of the result's first channel, and `tap` the tap's index in the kernel (u32).
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
  // For positions before the first output, the unsigned number wraps to a huge value that is still out of range after
  // the division, so the bounds check rejects it.
  return `let ${name}_far = ${place};
    let ${name} = ${name}_far / ${stride}u;
    if (${name} >= ${size}u || ${name}_far % ${stride}u != 0u) { continue; }`
}
