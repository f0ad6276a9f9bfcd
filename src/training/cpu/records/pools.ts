/**
 * @file Records of max pools: enums that name their words. Views are byte addresses, 0 if absent; `shape` is the
 * address of a table of ShapeWord.
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
  /** How many numbers dy and out contain. */
  count,
  size,
  accumulate,
  gate,
  gateActivation,
  /** Stored as f32. */
  gateAlpha,
}
