/** @file Records of max pools: which word is what. Views are byte addresses, 0 where absent; `shape` is a table of ShapeWord. */

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
  /** Numbers of dy, and of out. */
  count,
  size,
  accumulate,
  gate,
  gateActivation,
  /** f32. */
  gateAlpha,
}
