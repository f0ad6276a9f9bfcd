/** @file Drawing: what the user drew; may be wrong. Plain JSON, never changed in place. */
import type { LooseParams } from '../catalog/node-def'
import type { ParamSpecs } from '../catalog/params'

export interface Position {
  readonly x: number
  readonly y: number
}

export interface DrawnNode {
  readonly id: string
  readonly kind: string
  readonly label: string
  readonly params: LooseParams
  readonly position: Position
}

/** From a node's output into an input port (0-based) of another. */
export interface Wire {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly port: number
  /** Which output it leaves by, 0 where absent: a block may have several. */
  readonly out?: number
}

/** Words on the canvas, beside a node or anywhere. */
export interface Note {
  readonly id: string
  readonly text: string
  /** From the node's place where it is pinned to one, else from the canvas' own. */
  readonly position: Position
  readonly node?: string
}

/** Nodes at one level, at most: more than anyone draws, few enough that every check stays quick. */
export const MAX_NODES_PER_LEVEL = 2000
/** Letters in a note at most. */
export const MAX_NOTE_LENGTH = 5000

export interface Drawing {
  readonly nodes: readonly DrawnNode[]
  readonly wires: readonly Wire[]
  readonly notes?: readonly Note[]
  /** The blocks that its nodes stand for, by id, those within others too. */
  readonly blocks?: Readonly<Record<string, Block>>
}

/** A drawing within a drawing, with ports and parameters of its own; block.ts has what is done with them. */
export interface Block {
  readonly id: string
  readonly name: string
  readonly summary?: string
  /** What of it can be set where it is used; expressions within speak of these by name. */
  readonly params: ParamSpecs
  /** Its ports are nodes: of the kinds PORT_IN and PORT_OUT, in the order they stand in. Blocks within are of the drawing it is in. */
  readonly inside: Subgraph
  /** Where it was taken from, and which version of it. */
  readonly library?: { readonly id: string; readonly version: number }
}

/** A drawing's nodes, wires and notes, at one level. */
export type Subgraph = Omit<Drawing, 'blocks'>
