/** @file Drawing: what the user drew; may be wrong. Plain JSON, never changed in place. */
import type { LooseParams } from '../catalog/node-def'

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
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[]
  readonly wires: readonly Wire[]
}
