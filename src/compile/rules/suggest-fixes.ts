/** @file suggest: fixes for problems with layers and data. Each fix resolves its problem. */

import type { Shape } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers'
import { valuesOf } from '../../catalog/params'
import { applyAll } from '../../graph/apply-edit'
import type { Diagnostic, Fix } from '../../graph/check-report'
import type { Wire } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import type { NewNode } from '../../graph/edit-helpers'
import { freshLabel, insertIntoWire, removeAndReconnect } from '../../graph/edit-helpers'
import { fix, wireNearest } from '../../graph/fixes'
import { layersText } from '../../messages/en/catalog/layers'
import { paramsText } from '../../messages/en/catalog/params'
import { list } from '../../messages/format'
import { type Args, type Message, message } from '../../messages/message'
import {
  before,
  feedsOne,
  lastStepReader,
  type PlacedNode,
  paramOf,
  placed,
  type RuleContext,
  sameShape,
  sizeOf,
  wireInto,
} from './rule-context'

/** The diagnostic with additional fixes that depend on the whole network. */
export function suggest(context: RuleContext, diagnostic: Diagnostic): Diagnostic {
  const here = placed(context, diagnostic.node)
  const sequences = here && returnSequences(context, here, diagnostic)
  if (sequences) return sequences
  const fixes = here ? fixesFor(context, here, diagnostic) : []
  // Fixes that add something come before fixes that remove something.
  return fixes.length > 0 ? { ...diagnostic, fixes: [...fixes, ...diagnostic.fixes] } : diagnostic
}

/** The problem of a layer that gets only the last step of a recurrent layer, with the fix for that layer. */
function returnSequences(context: RuleContext, here: PlacedNode, diagnostic: Diagnostic): Diagnostic | undefined {
  const { problem } = diagnostic
  if (problem.code !== 'needs-rank' || problem.args.rank !== 2) return undefined
  const reader = lastStepReader(context, before(context, here.node.id))
  if (!reader) return undefined
  const { id, label: layer } = reader.node
  const title = message('fix-turn-on', { layer, param: reader.def.params.returnSequences?.label ?? '' })
  const turnOn = fix('return-sequences', title, () => [{ type: 'set', node: id, params: { returnSequences: true } }])
  return { ...diagnostic, problem: message('needs-rank', { ...problem.args, lastStepOf: layer }), fixes: [turnOn] }
}

function fixesFor(context: RuleContext, here: PlacedNode, { problem }: Diagnostic): readonly Fix[] {
  const { node } = here
  switch (problem.code) {
    case 'needs-rank':
      return otherRank(context, here, problem.args)
    case 'missing-input':
      return wireNearest(context, layers, node, here.def)
    case 'kernel-too-large':
      if (paramOf(here, 'padding') !== 'valid') return []
      return [set(here, 'set-same', layersText.params.padding.label, 'same', { padding: 'same' })]
    case 'shapes-differ':
    case 'concat-differ': {
      const same = samePadding(context, here)
      return same ? [same] : project(context, here)
    }
    case 'columns-apart':
    case 'image-with-columns': {
      const kept = fellows(problem)
      return [set(here, 'fellow-columns', layersText.input.columns.label, list(kept), { columns: kept })]
    }
    case 'unknown-column':
    case 'column-is-target':
      // Offer to reset the columns to the default if the node sets its own.
      if (isSet(paramOf(here, 'columns')))
        return [set(here, 'all-columns', layersText.input.columns.label, paramsText.remainingColumns, { columns: [] })]
      if (isSet(paramOf(here, 'target')))
        return [set(here, 'plan-target', layersText.output.target.label, paramsText.datasetTarget, { target: '' })]
      return []
    case 'no-columns-left':
      return earlierValues(context)
    case 'label-twice':
      return [
        fix('rename', message('fix-rename', {}), () => [
          { type: 'rename', node: node.id, label: freshLabel(context.drawing, node.label) },
        ]),
      ]
    default:
      return []
  }
}

function set(here: PlacedNode, id: string, param: string, value: string, params: PlacedNode['node']['params']): Fix {
  return fix(id, message('fix-set', { param, value }), () => [{ type: 'set', node: here.node.id, params }])
}

/** A target that is alone, or has only times next to it, can still be forecast from its own earlier values. */
function earlierValues({ schema, binding }: RuleContext): readonly Fix[] {
  const column = binding.outputs.find(({ task }) => task.kind === 'number')?.task.column
  const others = schema?.columns.filter(({ name }) => name !== column) ?? []
  if (column === undefined || !(others.length === 0 || others.some(({ type }) => type === 'time'))) return []
  const { id, title, edits } = fix('earlier-values', message('fix-earlier-values', { column }), () => [])
  return [{ id, title, edits, command: { id: 'data.input', args: { column } } }]
}

/** A subset of the columns that can share one input: the numeric columns or, if there are none, the first column. */
function fellows(problem: Message<'columns-apart'> | Message<'image-with-columns'>): readonly string[] {
  if (problem.code === 'image-with-columns') return [problem.args.image]
  const { columns, shapes } = problem.args
  const plain = columns.filter((_, i) => shapes[i] && !shapes[i].isIds && shapes[i].axes.length <= 1)
  return plain.length > 0 ? plain : columns.slice(0, 1)
}

const isSet = (value: unknown) => (typeof value === 'string' || Array.isArray(value)) && value.length > 0

/**
 * Fixes for a wrong number of axes: flatten to get a vector, remove a Flatten if the layer needs the image, otherwise
 * reshape.
 */
function otherRank(context: RuleContext, here: PlacedNode, { rank, shape }: Args<'needs-rank'>): readonly Fix[] {
  const wire = wireInto(context, here.node.id)
  const ahead = before(context, here.node.id)
  if (!wire || !ahead || shape.length === 0) return []
  if (rank === 1) {
    const hint = message('fix-flatten-hint', { from: shape, to: sizeOf(shape) })
    const title = message('fix-insert', { layers: [layersText.flatten.title] })
    const insert = () => insertIntoWire(context.drawing, layers, wire, [{ kind: 'flatten' }])
    return [fix('insert-flatten', title, insert, hint)]
  }
  const unflattened = ahead.node.kind === 'flatten' ? wireInto(context, ahead.node.id) : undefined
  const had = unflattened && context.report.shapes.get(unflattened.from)
  if (had?.length === rank && feedsOne(context, ahead.node.id)) {
    const title = message('fix-remove-node', { layer: ahead.node.label })
    return [fix('remove-flatten', title, () => removeAndReconnect(context.drawing, ahead.node.id))]
  }
  const targetShape = reshapedTo(shape, rank)
  const title = message('fix-reshape', { shape: targetShape })
  const reshape = () => insertIntoWire(context.drawing, layers, wire, [{ kind: 'reshape', params: { targetShape } }])
  return [fix('insert-reshape', title, reshape)]
}

/**
 * Reshapes the values to `rank` axes: a vector becomes a square image if possible, and surplus leading axes are merged.
 */
function reshapedTo(shape: Shape, rank: number): readonly number[] {
  const numbers = sizeOf(shape)
  const side = Math.round(Math.sqrt(numbers))
  if (shape.length === 1 && rank === 3 && side > 1 && side * side === numbers) return [side, side, 1]
  if (shape.length < rank) return [...shape, ...Array.from({ length: rank - shape.length }, () => 1)]
  const tail = shape.slice(shape.length - rank + 1)
  return [numbers / sizeOf(tail), ...tail]
}

/** The fix for branches of different sizes that are equal once the kernels of all keep the size of their input. */
function samePadding(context: RuleContext, merge: PlacedNode): Fix | undefined {
  const { shapes, incoming } = context.report
  const padded: PlacedNode[] = []
  const after = (incoming.get(merge.node.id) ?? []).map(({ from }) => {
    const layer = placed(context, from)
    const input = layer && shapes.get(wireInto(context, from)?.from ?? '')
    if (!input || paramOf(layer, 'padding') !== 'valid' || !feedsOne(context, from)) return shapes.get(from)
    const values = valuesOf(layer.def.params, { ...layer.node.params, padding: 'same' }, layer.def.title)
    const shape = values.ok ? layer.def.shape([input], values.value) : values
    padded.push(layer)
    return shape.ok ? shape.value : undefined
  })
  // Concatenated branches keep their own number of channels.
  const joins = merge.node.kind === 'concatenate' && paramOf(merge, 'axis') === -1
  const compared = after.map((shape) => (joins ? shape?.slice(0, -1) : shape))
  const [first] = compared
  if (padded.length === 0 || !first || !compared.every((shape) => shape && sameShape(first, shape))) return undefined
  const title = message('fix-set', { param: layersText.params.padding.label, value: 'same' })
  return fix('same-padding', title, () =>
    padded.map(({ node }): Edit => ({ type: 'set', node: node.id, params: { padding: 'same' } })),
  )
}

/** Maximum stride of an inserted convolution. */
const LARGEST_STRIDE = 64
/** Maximum kernel of an inserted convolution that cuts off the edges, for sizes that no stride gives. */
const LARGEST_KERNEL = 7

/** The fix for a merge whose input shapes differ, if one exists. */
function project(context: RuleContext, merge: PlacedNode): readonly Fix[] {
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

/** Up to this many weights, a branch is flattened for a dense layer; a larger one is averaged over its positions first. */
const MOST_BRIDGE_WEIGHTS = 100_000
/** The layer that averages over the positions, by the rank of its input. */
const POOLING: Readonly<Record<number, string>> = { 2: 'globalAveragePooling1d', 3: 'globalAveragePooling2d' }

/** Layers that turn one shape into the other: none if the shapes are equal, undefined if no such layers exist. */
function bridge(from: Shape, to: Shape): readonly NewNode[] | undefined {
  if (sameShape(from, to)) return []
  const width = to.at(-1) ?? 1
  if (to.length === 1) {
    const pooling = POOLING[from.length]
    // A dense layer on every value of a large image would have more weights than the rest of the network.
    const isLarge = pooling !== undefined && sizeOf(from) !== width && sizeOf(from) * width > MOST_BRIDGE_WEIGHTS
    const flat: NewNode[] = from.length > 1 ? [{ kind: isLarge ? pooling : 'flatten' }] : []
    const values = isLarge ? from.at(-1) : sizeOf(from)
    return values === width ? flat : [...flat, { kind: 'dense', params: { units: width } }]
  }
  if (from.length !== to.length) return undefined
  const strides = to.slice(0, -1).map((n, axis) => strideFor(from[axis] ?? 0, n))
  const kernel = to.slice(0, -1).map((n, axis) => (from[axis] ?? 0) - n + 1)
  const isStrided = !strides.includes(undefined)
  if (!isStrided && !kernel.every((size) => size >= 1 && size <= LARGEST_KERNEL)) return undefined
  const params = isStrided
    ? { filters: width, kernelSize: 1, strides: strides as number[], padding: 'same' }
    : { filters: width, kernelSize: kernel, padding: 'valid' }
  if (to.length === 3) return [{ kind: 'conv2d', params }]
  if (to.length === 2) return [{ kind: 'conv1d', params }]
  return undefined
}

/** The stride s with ceil(from / s) = to, which is the output size with "same" padding. */
function strideFor(from: number, to: number): number | undefined {
  const stride = Math.ceil(from / to)
  return stride <= LARGEST_STRIDE && Math.ceil(from / stride) === to ? stride : undefined
}
