/** @file Edits: the only way a drawing changes. Plain data, so a gesture is one list, one undo step, one line of history. */
import type { LooseParams } from '../catalog/node-def'
import type { Block } from './block'
import type { DrawnNode, Note, Position, Wire } from './drawing'

export type Edit =
  | { readonly type: 'add'; readonly node: DrawnNode }
  | { readonly type: 'remove'; readonly nodes: readonly string[] }
  /** A wire into an occupied port of a single-input node replaces the old one: `apply` removes what stood at (to, port). */
  | { readonly type: 'connect'; readonly wire: Wire }
  | { readonly type: 'disconnect'; readonly wire: string }
  | { readonly type: 'move'; readonly positions: Readonly<Record<string, Position>> }
  | { readonly type: 'rename'; readonly node: string; readonly label: string }
  | { readonly type: 'set'; readonly node: string; readonly params: LooseParams }
  /** Another kind in a node's place: its id, name and wires stay, and these are its parameters. */
  | {
      readonly type: 'replace'
      readonly node: string
      readonly kind: string
      readonly label: string
      readonly params: LooseParams
    }
  /** Writes a note, a fresh one or over the one of its id. */
  | { readonly type: 'note'; readonly note: Note }
  | { readonly type: 'unnote'; readonly notes: readonly string[] }
  /** Keeps a block, a fresh one or over the one of its id. */
  | { readonly type: 'block'; readonly block: Block }
  /** Takes away blocks that nothing uses. */
  | { readonly type: 'forget'; readonly blocks: readonly string[] }
  /** An edit of a block's own drawing, and so of every use of it. */
  | { readonly type: 'inside'; readonly block: string; readonly edit: Edit }
