/** @file Makes a catalog of the node kinds that a folder defines, so that a new kind needs no line in an index. */
import { assert } from '../base/assert'
import type { Catalog, NodeDef } from './node-def'

/** The catalog of these node kinds, in the order of their texts. Throws if a kind has no text, or is defined twice. */
export function catalogOf<S, D extends NodeDef<S>>(defs: readonly D[], texts: object): Catalog<S, D> {
  const byKind = new Map(defs.map((def) => [def.kind, def]))
  assert(byKind.size === defs.length, 'each node kind must be defined once')
  for (const kind of byKind.keys())
    assert(Object.hasOwn(texts, kind), `the node kind ${kind} needs a text with its name`)
  return { kinds: Object.keys(texts).filter((kind) => byKind.has(kind)), find: (kind) => byKind.get(kind) }
}
