/** @file Edits: the only way to change a drawing. Plain data, so a user action is one list, one undo step and one history entry. */
import type { LooseParams } from '../catalog/node-def'
import type { Block } from './block'
import type { DrawnNode, Note, Position, Wire } from './drawing'

export type Edit =
  | { readonly type: 'add'; readonly node: DrawnNode }
  | { readonly type: 'remove'; readonly nodes: readonly string[] }
  /** Adds a wire, replacing any wire already connected to the same (to, port). */
  | { readonly type: 'connect'; readonly wire: Wire }
  | { readonly type: 'disconnect'; readonly wire: string }
  | { readonly type: 'move'; readonly positions: Readonly<Record<string, Position>> }
  | { readonly type: 'rename'; readonly node: string; readonly label: string }
  | { readonly type: 'set'; readonly node: string; readonly params: LooseParams }
  /** Changes the kind, label and parameters of a node, while its id and wires stay the same. */
  | {
      readonly type: 'replace'
      readonly node: string
      readonly kind: string
      readonly label: string
      readonly params: LooseParams
    }
  /** Adds a note, or replaces the note with the same id. */
  | { readonly type: 'note'; readonly note: Note }
  | { readonly type: 'unnote'; readonly notes: readonly string[] }
  /** Adds a block definition, or replaces the one with the same id. */
  | { readonly type: 'block'; readonly block: Block }
  /** Removes block definitions that are no longer used. */
  | { readonly type: 'forget'; readonly blocks: readonly string[] }
  /** An edit inside a block definition, which affects every use of the block. */
  | { readonly type: 'inside'; readonly block: string; readonly edit: Edit }
