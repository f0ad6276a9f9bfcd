/** @file Option: one choice of a select or a segmented control. */

export interface Option<V extends string = string> {
  readonly value: V
  readonly title: string
  /** One sentence of description. */
  readonly about?: string
  readonly disabled?: boolean
  /** A badge with a number of waiting items; red if urgent. */
  readonly badge?: { readonly count: number; readonly isUrgent: boolean }
}
