/**
 * @file NodeDef: what the canvas and the check need to know about a kind of node, for layers of a network and stages of
 * a service alike. `S` is what a wire carries: for layers, the per-sample shape.
 */
import type { Problem } from '../messages/problem'
import type { Result } from '../base/result'
import type { ParamSpecs, ParamValue, ValuesOf } from './params'

/** Families of nodes, which differ in the shape of their icon. `end` is the inputs and outputs of the drawing. */
export type Family = 'end' | 'learns' | 'reshapes' | 'combines' | 'regularises'

export interface NodeDef<S, P extends ParamSpecs = ParamSpecs> {
  readonly kind: string
  readonly title: string
  readonly family: Family
  /** One sentence on what it does. */
  readonly summary: string
  /** More words that find it in the palette. */
  readonly search?: string
  /** Input ports: none, one, one or more (`some`), or two or more (`many`). */
  readonly inputs: 'none' | 'one' | 'some' | 'many'
  /** Whether it has an output port. */
  readonly out: boolean
  readonly params: P
  /** The main parameters in a few words, shown on the node. */
  glance(params: ValuesOf<P>): string
  /** What it outputs. A source gets the shape of its data as its only input. */
  shape(inputs: readonly S[], params: ValuesOf<P>): Result<S, Problem>
}

export interface Catalog<S, D extends NodeDef<S> = NodeDef<S>> {
  readonly kinds: readonly string[]
  /** The definition of a kind, or undefined if this catalog does not have it. */
  find(kind: string): D | undefined
}

export type LooseParams = Readonly<Record<string, ParamValue>>
