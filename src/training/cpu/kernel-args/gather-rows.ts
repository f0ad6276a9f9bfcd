/** @file Record for gathering rows: an enum that names its words. Views are byte addresses, 0 if absent. */

export enum GatherRows {
  source,
  /** Address of the table that is used to decode bytes; 0 if the source contains floats. */
  table,
  order,
  out,
  rows,
  width,
  constants,
  state,
}
