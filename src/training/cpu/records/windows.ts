/**
 * @file Records of depthwise convolutions and average pools: the names of their words. Views are byte addresses, 0 if
 * absent; `shape` is the address of a table of ShapeWord.
 */

export enum Depthwise {
  x,
  /** The first word of the kernel to use. */
  w,
  /** Bytes from one word of the kernel to the next. */
  wStep,
  out,
  shape,
  accumulate,
  bias,
  activation,
  /** f32. */
  alpha,
  /** The result from which the derivative follows. */
  gate,
  gateActivation,
  /** f32. */
  gateAlpha,
}

export enum DepthwiseInputGrad {
  dy,
  w,
  out,
  shape,
  accumulate,
  /** The result from which the derivative follows. */
  gate,
  gateActivation,
  /** f32. */
  gateAlpha,
}

export enum DepthwiseFilterGrad {
  x,
  dy,
  out,
  shape,
  accumulate,
}

export enum AveragePool {
  x,
  out,
  shape,
}

export enum AveragePoolGrad {
  dy,
  out,
  shape,
  accumulate,
  gate,
  gateActivation,
  /** f32. */
  gateAlpha,
}
