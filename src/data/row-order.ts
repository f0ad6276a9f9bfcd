/** @file RowOrder: by which columns rows stand, and the order that gives: stable, missing ones last whichever way it goes. */

export interface SortBy {
  readonly column: string
  /** The greatest first. */
  readonly down?: boolean
}
