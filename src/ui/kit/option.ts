/** @file Option: one thing a person can choose. */

export interface Option<V extends string = string> {
  readonly value: V
  readonly title: string
  /** One plain sentence on it. */
  readonly about?: string
  readonly disabled?: boolean
  /** So many of what waits behind it; `urgent` is red. */
  readonly waits?: { readonly n: number; readonly urgent: boolean }
}
