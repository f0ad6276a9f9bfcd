/** @file Option: one choice in a select field or a segmented control. */

export interface Option<V extends string = string> {
  readonly value: V
  readonly title: string
  /** A one-sentence description. */
  readonly about?: string
  readonly disabled?: boolean
  /** A badge with the number of pending items; red if urgent. */
  readonly badge?: { readonly count: number; readonly isUrgent: boolean }
}
