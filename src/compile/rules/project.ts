/** @file project: branches of a merge brought to one shape by small learned layers, as residual networks do (He et al. 2016). */
import { message } from '../../messages/message'
import type { Shape } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers'
import { applyAll } from '../../graph/apply'
import type { Fix } from '../../graph/diagnostic'
import type { Wire } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { insertIntoWire, type NewNode } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import { paramOf, type Placed, sameShape, type Scene, sizeOf } from './scene'

/** The largest stride a layer takes. */
const LARGEST_STRIDE = 64

/** The fix of a merge whose inputs differ, where there is one. */
export function project(scene: Scene, merge: Placed): readonly Fix[] {
  const wires = scene.report.incoming.get(merge.node.id) ?? []
  const branches = wires.flatMap((wire) => {
    const shape = scene.report.shapes.get(wire.from)
    return shape ? [{ wire, shape }] : []
  })
  // Side by side, channels may differ; along another axis everything else may not be made up.
  const joins = merge.node.kind === 'concatenate'
  if (branches.length < wires.length || (joins && paramOf(merge, 'axis') !== -1)) return []
  const target = targetOf(branches.map(({ shape }) => shape))
  const bridges: { wire: Wire; wanted: readonly NewNode[] }[] = []
  for (const { wire, shape } of branches) {
    const wanted = target && bridge(shape, joins ? keepLast(target, shape) : target)
    if (!wanted) return []
    if (wanted.length > 0) bridges.push({ wire, wanted })
  }
  const title = message('fix-project', {
    branches: bridges.map(({ wire }) => scene.nodes.get(wire.from)?.label ?? wire.from),
  })
  const work = (): readonly Edit[] => {
    const edits: Edit[] = []
    let grown = scene.drawing
    for (const { wire, wanted } of bridges) {
      const more = insertIntoWire(grown, layers, wire, wanted)
      edits.push(...more)
      grown = applyAll(grown, more)
    }
    return edits
  }
  return [fix('project', title, work, message('fix-project-hint', { shape: target ?? [] }))]
}

/** Where branches meet: a vector if one is a vector, else the smallest image; of these the one with most channels. */
function targetOf(shapes: readonly Shape[]): Shape | undefined {
  const vectors = shapes.filter((shape) => shape.length === 1)
  const places = (shape: Shape) => sizeOf(shape.slice(0, -1))
  return [...(vectors.length > 0 ? vectors : shapes)].sort(
    (a, b) => places(a) - places(b) || (b.at(-1) ?? 0) - (a.at(-1) ?? 0),
  )[0]
}

/** For branches laid side by side each keeps its own width; a picture among vectors becomes a vector of its own. */
function keepLast(target: Shape, shape: Shape): Shape {
  if (target.length === 1) return [sizeOf(shape)]
  return [...target.slice(0, -1), shape.at(-1) ?? 1]
}

/** Layers that turn one shape into the other: none if they agree, undefined if there is no such bridge. */
function bridge(from: Shape, to: Shape): readonly NewNode[] | undefined {
  if (sameShape(from, to)) return []
  const width = to.at(-1) ?? 1
  if (to.length === 1) {
    const flat: NewNode[] = from.length > 1 ? [{ kind: 'flatten' }] : []
    return sizeOf(from) === width ? flat : [...flat, { kind: 'dense', params: { units: width } }]
  }
  if (from.length !== to.length) return undefined
  const strides = to.slice(0, -1).map((n, axis) => strideFor(from[axis] ?? 0, n))
  if (strides.some((stride) => stride === undefined)) return undefined
  const params = { filters: width, kernelSize: 1, strides: strides as number[], padding: 'same' }
  if (to.length === 3) return [{ kind: 'conv2d', params }]
  if (to.length === 2) return [{ kind: 'conv1d', params }]
  return undefined
}

/** The stride s with ceil(from / s) = to, as "same" padding counts. */
function strideFor(from: number, to: number): number | undefined {
  const stride = Math.ceil(from / to)
  return stride <= LARGEST_STRIDE && Math.ceil(from / stride) === to ? stride : undefined
}
