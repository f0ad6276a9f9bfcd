/**
 * @file NodeDef: what the canvas and the checker need to know of a kind of node, whatever the catalog. Layers are the first
 * catalog; `S` is what flows on a wire (for layers, the per-sample shape).
 */
import type { Problem } from '../messages/problem'
import type { Result } from '../base/result'
import type { ParamSpecs, ParamValue, ValuesOf } from './params'

/** Four families, told apart by the shape of their icon, and the ends of the drawing. */
export type Family = 'end' | 'learns' | 'reshapes' | 'combines' | 'regularises'

export interface NodeDef<S, P extends ParamSpecs = ParamSpecs> {
  readonly kind: string
  readonly title: string
  readonly family: Family
  /** One plain sentence on what it does. */
  readonly summary: string
  /** Further words that find it in the palette. */
  readonly search?: string
  /** Input ports: none, one, or as many as are wired: one or more of `some`, of what joins (`many`) two or more. */
  readonly inputs: 'none' | 'one' | 'some' | 'many'
  /** Whether anything can be wired from it. */
  readonly out: boolean
  readonly params: P
  /** The main parameters in a few words, for the node's face. */
  glance(params: ValuesOf<P>): string
  /** What flows out of it. A source gets what its data gives as its one input. */
  shape(inputs: readonly S[], params: ValuesOf<P>): Result<S, Problem>
}

export interface Catalog<S, D extends NodeDef<S> = NodeDef<S>> {
  readonly kinds: readonly string[]
  /** The definition of a kind, or undefined when this catalog has none of that name. */
  find(kind: string): D | undefined
}

export type LooseParams = Readonly<Record<string, ParamValue>>
