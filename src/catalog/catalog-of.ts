/** @file Makes a catalog of what the files of a folder define, so that a new kind needs no line in an index. */
import { assert } from '../base/assert'
import type { Catalog, NodeDef } from './node-def'

/**
 * The catalog of the node kinds that these modules export, in the order of their texts. Throws if a kind has no text,
 * a text has no kind, or a module defines no kind.
 */
export function catalogOf<S, D extends NodeDef<S>>(
  modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  order: readonly string[],
): Catalog<S, D> {
  const byKind = new Map<string, D>()
  for (const [file, exported] of Object.entries(modules)) {
    const defs = Object.values(exported).filter(isNodeDef<S, D>)
    assert(defs.length > 0, `${file} exports no node kind`)
    for (const def of defs) {
      assert(!byKind.has(def.kind), `the node kind ${def.kind} is defined twice`)
      assert(order.includes(def.kind), `the node kind ${def.kind} of ${file} needs an entry with this key in its texts`)
      byKind.set(def.kind, def)
    }
  }
  for (const kind of order) assert(byKind.has(kind), `the texts name the node kind ${kind}, but no file defines it`)
  return { kinds: order, find: (kind) => byKind.get(kind) }
}

function isNodeDef<S, D extends NodeDef<S>>(value: unknown): value is D {
  return typeof value === 'object' && value !== null && 'kind' in value && 'glance' in value
}
