/**
 * @file NodeDef: what the canvas and the check need to know about a kind of node, both for network layers and for
 * service stages. `S` is what a wire carries: for layers, the per-sample shape.
 */

import { assert } from '../base/assert'
import type { Result } from '../base/result'
import type { Problem } from '../messages/problem'
import type { ParamSpecs, ParamValue, ValuesOf } from './params'

/** Node families, each with its own icon shape. `end` is the family of the drawing's inputs and outputs. */
export type Family = 'end' | 'learns' | 'reshapes' | 'combines' | 'regularises'

export interface NodeDef<S, P extends ParamSpecs = ParamSpecs> {
  readonly kind: string
  readonly title: string
  readonly family: Family
  /** One sentence that describes what the node does. */
  readonly summary: string
  /** Additional search words for the palette. */
  readonly search?: string
  /** Number of input ports: none, one, one or more (`some`), or two or more (`many`). */
  readonly inputs: 'none' | 'one' | 'some' | 'many'
  /** Whether the node has an output port. */
  readonly out: boolean
  readonly params: P
  /** The main parameters in a few words, shown on the node. */
  glance(params: ValuesOf<P>): string
  /**
   * The shape that the node outputs, or a problem if the inputs do not fit. A source gets the shape of its data as its
   * only input.
   */
  shape(inputs: readonly S[], params: ValuesOf<P>): Result<S, Problem>
}

export interface Catalog<S, D extends NodeDef<S> = NodeDef<S>> {
  readonly kinds: readonly string[]
  /** The definition of a kind, or undefined if this catalog does not have it. */
  find(kind: string): D | undefined
}

export type LooseParams = Readonly<Record<string, ParamValue>>

/** The catalog of these node kinds, in the order of their texts. Throws if a kind has no text, or is defined twice. */
export function catalogOf<S, D extends NodeDef<S>>(defs: readonly D[], texts: object): Catalog<S, D> {
  const byKind = new Map(defs.map((def) => [def.kind, def]))
  assert(byKind.size === defs.length, 'each node kind must be defined once')
  for (const kind of byKind.keys())
    assert(Object.hasOwn(texts, kind), `the node kind ${kind} needs a text with its name`)
  return { kinds: Object.keys(texts).filter((kind) => byKind.has(kind)), find: (kind) => byKind.get(kind) }
}
