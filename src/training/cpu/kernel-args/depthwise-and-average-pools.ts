/**
 * @file Records for depthwise convolutions and average pools: enums that name their words. Views are byte addresses, 0
 * if absent; `shape` is the address of a table of ShapeWord.
 */

export enum Depthwise {
  x,
  /** Address of the first kernel word to use. */
  w,
  /** Bytes from one kernel word to the next. */
  wStep,
  out,
  shape,
  accumulate,
  bias,
  activation,
  /** Stored as f32. */
  alpha,
  /** Address of the forward result from which the activation's derivative is computed. */
  gate,
  gateActivation,
  /** Stored as f32. */
  gateAlpha,
}

export enum DepthwiseInputGrad {
  dy,
  w,
  out,
  shape,
  accumulate,
  /** Address of the forward result from which the activation's derivative is computed. */
  gate,
  gateActivation,
  /** Stored as f32. */
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
  /** Stored as f32. */
  gateAlpha,
}
