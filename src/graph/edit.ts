/** @file Edits: the only way a drawing changes. Plain data, so a gesture is one list, one undo step, one line of history. */
import type { LooseParams } from '../catalog/node-def'
import type { DrawnNode, Position, Wire } from './drawing'

export type Edit =
  | { readonly type: 'add'; readonly node: DrawnNode }
  | { readonly type: 'remove'; readonly nodes: readonly string[] }
  /** A wire into an occupied port of a single-input node replaces the old one: `apply` removes what stood at (to, port). */
  | { readonly type: 'connect'; readonly wire: Wire }
  | { readonly type: 'disconnect'; readonly wire: string }
  | { readonly type: 'move'; readonly positions: Readonly<Record<string, Position>> }
  | { readonly type: 'rename'; readonly node: string; readonly label: string }
  | { readonly type: 'set'; readonly node: string; readonly params: LooseParams }
