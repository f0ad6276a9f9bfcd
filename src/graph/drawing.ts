/** @file Drawing: the graph that the user drew. It may be invalid. Plain JSON, immutable. */
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

/** A connection from a node's output to an input port (numbered from 0) of another node. */
export interface Wire {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly port: number
  /** Output index, 0 by default. Only blocks have several outputs. */
  readonly out?: number
}

/** A text note on the canvas, either pinned to a node or free. */
export interface Note {
  readonly id: string
  readonly text: string
  /** Relative to the node if the note is pinned to a node, otherwise relative to the canvas origin. */
  readonly position: Position
  readonly node?: string
}

/** Maximum number of nodes at one level: more than a person draws, few enough for a fast check. */
export const MAX_NODES_PER_LEVEL = 2000
/** Maximum number of characters in a note. */
export const MAX_NOTE_LENGTH = 5000

export interface Drawing {
  readonly nodes: readonly DrawnNode[]
  readonly wires: readonly Wire[]
  readonly notes?: readonly Note[]
  /** The blocks that the drawing uses, keyed by id, including blocks inside other blocks. */
  readonly blocks?: Readonly<Record<string, Block>>
}

/** A reusable subgraph with its own ports and parameters. See block.ts. */
export interface Block {
  readonly id: string
  readonly name: string
  readonly summary?: string
  /** The parameters that each use can set. Expressions inside the block refer to them by name. */
  readonly params: ParamSpecs
  /**
   * The block's contents. Its ports are nodes of the kinds PORT_IN and PORT_OUT, in order. Definitions of blocks used
   * inside are stored in the drawing.
   */
  readonly inside: Subgraph
  /** The library entry and version that the block was copied from. */
  readonly library?: { readonly id: string; readonly version: number }
}

/** The nodes, wires and notes of one level, either of a drawing or of the inside of a block. */
export type Subgraph = Omit<Drawing, 'blocks'>
