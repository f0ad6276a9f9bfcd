/**
 * @file project: brings the branches of a merge to the same shape with small trainable layers, as in residual networks
 * (He et al. 2016).
 */
import { message } from '../../messages/message'
import type { Shape } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers'
import { applyAll } from '../../graph/apply-edit'
import type { Fix } from '../../graph/diagnostic'
import type { Wire } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { insertIntoWire, type NewNode } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import { paramOf, type PlacedNode, sameShape, type RuleContext, sizeOf } from './rule-context'

/** Maximum stride of an inserted convolution. */
const LARGEST_STRIDE = 64

/** The fix for a merge whose input shapes differ, if one exists. */
export function project(context: RuleContext, merge: PlacedNode): readonly Fix[] {
  const wires = context.report.incoming.get(merge.node.id) ?? []
  const branches = wires.flatMap((wire) => {
    const shape = context.report.shapes.get(wire.from)
    return shape ? [{ wire, shape }] : []
  })
  // Concatenation on the last axis allows different channel counts; on other axes, no fix is possible.
  const joins = merge.node.kind === 'concatenate'
  if (branches.length < wires.length || (joins && paramOf(merge, 'axis') !== -1)) return []
  const target = targetOf(branches.map(({ shape }) => shape))
  const bridges: { wire: Wire; bridgeLayers: readonly NewNode[] }[] = []
  for (const { wire, shape } of branches) {
    const bridgeLayers = target && bridge(shape, joins ? keepLast(target, shape) : target)
    if (!bridgeLayers) return []
    if (bridgeLayers.length > 0) bridges.push({ wire, bridgeLayers })
  }
  const title = message('fix-project', {
    branches: bridges.map(({ wire }) => context.nodes.get(wire.from)?.label ?? wire.from),
  })
  const work = (): readonly Edit[] => {
    const edits: Edit[] = []
    let grown = context.drawing
    for (const { wire, bridgeLayers } of bridges) {
      const more = insertIntoWire(grown, layers, wire, bridgeLayers)
      edits.push(...more)
      grown = applyAll(grown, more)
    }
    return edits
  }
  return [fix('project', title, work, message('fix-project-hint', { shape: target ?? [] }))]
}

/**
 * The common shape: a vector if any branch is a vector, otherwise the smallest image; among equally small images, the
 * one with the most channels.
 */
function targetOf(shapes: readonly Shape[]): Shape | undefined {
  const vectors = shapes.filter((shape) => shape.length === 1)
  const places = (shape: Shape) => sizeOf(shape.slice(0, -1))
  return [...(vectors.length > 0 ? vectors : shapes)].sort(
    (a, b) => places(a) - places(b) || (b.at(-1) ?? 0) - (a.at(-1) ?? 0),
  )[0]
}

/**
 * Concatenated branches keep their own number of channels; an image among vectors becomes a vector with as many values
 * as the image.
 */
function keepLast(target: Shape, shape: Shape): Shape {
  if (target.length === 1) return [sizeOf(shape)]
  return [...target.slice(0, -1), shape.at(-1) ?? 1]
}

/** Layers that turn one shape into the other: none if the shapes are equal, undefined if no such layers exist. */
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

/** The stride s with ceil(from / s) = to, which is the output size with "same" padding. */
function strideFor(from: number, to: number): number | undefined {
  const stride = Math.ceil(from / to)
  return stride <= LARGEST_STRIDE && Math.ceil(from / stride) === to ? stride : undefined
}
