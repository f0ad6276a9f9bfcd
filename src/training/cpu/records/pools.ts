/**
 * @file Records of max pools: the names of their words. Views are byte addresses, 0 if absent; `shape` is a table of
 * ShapeWord.
 */

export enum MaxPool {
  x,
  out,
  places,
  shape,
}

export enum MaxPoolGrad {
  dy,
  places,
  out,
  /** How many numbers dy and out have. */
  count,
  size,
  accumulate,
  gate,
  gateActivation,
  /** f32. */
  gateAlpha,
}
