/** @file CheckedDrawing: a valid drawing as steps in topological order; and Report, the result of a check. */
import type { DrawnNode, Wire } from './drawing'
import type { Diagnostic } from './diagnostic'

export interface Step<S> {
  readonly node: DrawnNode
  /** Ids of the upstream nodes, in port order. */
  readonly from: readonly string[]
  readonly inputs: readonly S[]
  readonly output: S
}

export interface CheckedDrawing<S> {
  readonly steps: readonly Step<S>[]
}

export interface Report<S> {
  readonly diagnostics: readonly Diagnostic[]
  /** The output shape of each node, where it is known. */
  readonly shapes: ReadonlyMap<string, S>
  /** Incoming wires of each node, in port order, keyed by node id. */
  readonly incoming: ReadonlyMap<string, readonly Wire[]>
  /** Present if there are no errors. */
  readonly checked?: CheckedDrawing<S>
}
