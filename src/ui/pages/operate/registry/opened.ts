/** @file Opened: what stands open below a line of the registry. */
import type { Alias } from '../../../../catalog/lowered-stage'

/** What is opened below a line. */
export type Opened =
  | { readonly kind: 'gate'; readonly model: string; readonly alias: Alias; readonly version: number | null }
  | { readonly kind: 'version'; readonly model: string; readonly version: number }
  | { readonly kind: 'moves'; readonly model: string }
