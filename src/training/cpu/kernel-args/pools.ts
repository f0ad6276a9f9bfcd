/**
 * @file Records for max pools: enums that name their words. Views are byte addresses, 0 if absent; `shape` is the
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
  /** Number of values in dy and in out. */
  count,
  size,
  accumulate,
  gate,
  gateActivation,
  /** Stored as f32. */
  gateAlpha,
}
