/** @file OpenPanel: identifies the panel that is open below a model in the registry. */
import type { Alias } from '../../../../catalog/lowered-stage'

/** A gate, a version, or the list of alias moves. */
export type OpenPanel =
  | { readonly kind: 'gate'; readonly model: string; readonly alias: Alias; readonly version: number | null }
  | { readonly kind: 'version'; readonly model: string; readonly version: number }
  | { readonly kind: 'moves'; readonly model: string }
