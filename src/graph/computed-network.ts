/** @file The part of a drawing that decides what its network computes, and whether two drawings compute the same. */
import { stableJson } from '../base/stable-json'
import type { Drawing } from './drawing'

/** The layers and wires, without positions, names, and notes. */
export function computedNetwork({ nodes, wires, blocks = {} }: Drawing): unknown {
  const level = (inside: Pick<Drawing, 'nodes' | 'wires'>) => ({
    nodes: inside.nodes.map(({ id, kind, params }) => ({ id, kind, params })),
    wires: inside.wires.map(({ from, out = 0, to, port }) => ({ from, out, to, port })),
  })
  return {
    ...level({ nodes, wires }),
    blocks: Object.values(blocks).map(({ id, params, inside }) => ({ id, params, ...level(inside) })),
  }
}

const texts = new WeakMap<Drawing, string>()

/** Whether two drawings compute the same, as before and after an edit that was undone. */
export function isSameNetwork(a: Drawing, b: Drawing): boolean {
  return a === b || textOf(a) === textOf(b)
}

function textOf(drawing: Drawing): string {
  const known = texts.get(drawing) ?? stableJson(computedNetwork(drawing))
  texts.set(drawing, known)
  return known
}
