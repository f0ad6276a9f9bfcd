/** @file Option: one choice of a select or a segmented control. */

export interface Option<V extends string = string> {
  readonly value: V
  readonly title: string
  /** One plain sentence about it. */
  readonly about?: string
  readonly disabled?: boolean
  /** The number of items that wait there, as a badge; `urgent` is red. */
  readonly waits?: { readonly n: number; readonly urgent: boolean }
}
