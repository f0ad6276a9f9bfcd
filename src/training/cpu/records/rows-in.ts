/** @file Record of gathering rows: the names of its words. Views are byte addresses, 0 if absent. */

export enum GatherRows {
  source,
  /** 0: the source holds floats. */
  table,
  order,
  out,
  rows,
  width,
  constants,
  state,
}
