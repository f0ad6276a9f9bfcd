/** @file Walks: what lies behind a layer, as advice asks: does anything learn there, and may its width change. */
import type { Family } from '../../catalog/node-def'
import { type Placed, placed, type Scene } from './scene'

/** What a node feeds. */
export function followers(scene: Scene, id: string): readonly Placed[] {
  return (scene.outgoing.get(id) ?? []).flatMap(({ to }) => placed(scene, to) ?? [])
}

/** Whether nothing that learns or joins comes behind it. */
export function leadsOnlyToEnds(scene: Scene, id: string): boolean {
  return isFreeBehind(scene, id, ['learns', 'combines'])
}

/** Whether nothing that learns comes behind it: what is given there is part of an answer, alone or joined. */
export function isPartOfAnswer(scene: Scene, id: string): boolean {
  return isFreeBehind(scene, id, ['learns'])
}

function isFreeBehind(scene: Scene, id: string, of: readonly Family[]): boolean {
  const seen = new Set([id])
  for (const at of seen) {
    for (const { node, def } of followers(scene, at)) {
      if (of.includes(def.family)) return false
      seen.add(node.id)
    }
  }
  return true
}

/** Layers that take any width, and hand the same on or one that follows from it. */
const WIDTH_FOLLOWS = new Set(['flatten', 'activation', 'leakyReLU', 'repeatVector', 'zeroPadding2d', 'cropping2d'])

/** Whether another width would break nothing behind it: on every way something that learns comes before a sum or an end. */
export function widthIsFree(scene: Scene, id: string): boolean {
  const seen = new Set([id])
  for (const at of seen) {
    for (const { node, def } of followers(scene, at)) {
      if (def.family === 'learns') continue
      const follows = def.family === 'regularises' || WIDTH_FOLLOWS.has(node.kind) || /Pooling|Sampling/.test(node.kind)
      if (!follows) return false
      seen.add(node.id)
    }
  }
  return true
}
