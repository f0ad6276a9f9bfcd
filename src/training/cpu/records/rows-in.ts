/** @file Record of gathering rows: which word is what. Views are byte addresses, 0 where absent. */

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
