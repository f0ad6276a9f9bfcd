/** @file wireNearest: a node that nothing is wired into gets the one loose end that fits it. */
import { message } from '../../base/messages/message'
import { layers } from '../../catalog/layers'
import type { Fix } from '../../graph/diagnostic'
import { freshWire } from '../../graph/edits'
import { fix } from '../../graph/fixes'
import { readsBefore } from '../../graph/room'
import { valuesOfNode } from '../../graph/values'
import type { Placed, Scene } from './scene'

/** The fix of a node without its one input, where a single loose end stands before it that it can take. */
export function wireNearest(scene: Scene, { node, def }: Placed): readonly Fix[] {
  if (def.inputs !== 'one' || scene.report.incoming.get(node.id)?.length) return []
  const params = valuesOfNode(def, node)
  if (!params.ok) return []
  // What gives a known shape does not wait for this node, so no such wire closes a circle.
  const sources = scene.drawing.nodes.filter((other) => {
    const shape = scene.report.shapes.get(other.id)
    const loose = !scene.outgoing.has(other.id) && layers.find(other.kind)?.out !== false
    return shape && loose && other.id !== node.id && readsBefore(other, node) && def.shape([shape], params.value).ok
  })
  const [only] = sources
  if (!only || sources.length > 1) return []
  const title = message('fix-wire-from', { layer: only.label })
  return [fix('wire-nearest', title, () => [{ type: 'connect', wire: freshWire(scene.drawing, only.id, node.id, 0) }])]
}
