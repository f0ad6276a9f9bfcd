/** @file Checked: a drawing that cannot be wrong, in topological order; and the report that says whether there is one. */
import type { DrawnNode, Wire } from './drawing'
import type { Diagnostic } from './diagnostic'

export interface Step<S> {
  readonly node: DrawnNode
  /** Upstream node ids, by port. */
  readonly from: readonly string[]
  readonly inputs: readonly S[]
  readonly output: S
}

export interface Checked<S> {
  readonly steps: readonly Step<S>[]
}

export interface Report<S> {
  readonly diagnostics: readonly Diagnostic[]
  /** What flows out of each node, as far as it is known. */
  readonly shapes: ReadonlyMap<string, S>
  /** Wires by node they go into, in port order. */
  readonly incoming: ReadonlyMap<string, readonly Wire[]>
  /** Present when there is no error. */
  readonly checked?: Checked<S>
}
