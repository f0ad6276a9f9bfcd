/** @file Record of gathering rows: an enum that names its words. Views are byte addresses, 0 if absent. */

export enum GatherRows {
  source,
  /** 0 if the source holds floats. */
  table,
  order,
  out,
  rows,
  width,
  constants,
  state,
}
