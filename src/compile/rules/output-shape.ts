/**
 * @file Shapes at the border: a manually set input shape must match the data, an Embedding must have an entry for each
 * ID of the data, and the shape of the last layer must match the labels that the loss compares it with.
 */

import { columnIndex } from '../../catalog/dataset-schema'
import type { Shape } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers'
import { preparation } from '../../data/transforms/loaded-transforms'
import type { Diagnostic, Fix } from '../../graph/check-report'
import type { Edit } from '../../graph/edit'
import { insertIntoWire, type NewNode } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import { layersText } from '../../messages/en/catalog/layers'
import { type Args, message } from '../../messages/message'
import { type WiredHead, widthOwner, widthParam, wiredHeadsOf } from './output-heads'
import {
  before,
  feedsOne,
  lastStepReader,
  type PlacedNode,
  paramOf,
  placed,
  type Rule,
  type RuleContext,
  sameShape,
  sizeOf,
  wireInto,
} from './rule-context'

/** Catches, for example, seven outputs for ten classes, or a 5×5×10 image for ten classes. */
export const outputShape: Rule = (context) =>
  wiredHeadsOf(context).flatMap((head) => {
    const { gives, shape } = head
    if (sameShape(gives, shape)) return []
    if (head.binding.task.kind === 'image') return [wrongPicture(context, head)]
    if (head.binding.task.kind === 'sequence') return [wrongText(context, head)]
    return [gives.length === 1 ? wrongWidth(context, head) : wrongRank(context, head)]
  })

/** Whether the output layer itself is still missing, so the layer before it should not be reported yet. */
export function lacksLayer(context: RuleContext, head: WiredHead): boolean {
  if (sameShape(head.gives, head.shape)) return false
  const owner = ownOwner(context, head)
  if (head.shape.length > 1) return !owner || !sameShape(head.gives.slice(0, -1), head.shape.slice(0, -1))
  return head.gives.length === 1 ? !owner : owner?.node.kind !== 'dense'
}

/** Reports an image with the wrong size or number of channels, or an output that is not an image. */
function wrongPicture(context: RuleContext, head: WiredHead): Diagnostic {
  const owner = ownOwner(context, head)
  const problem = message('output-shape', sentence(head, head.last))
  return { severity: 'error', problem, node: head.last.node.id, fixes: imageFixes(context, head, owner) }
}

/** Reports text with the wrong length or vocabulary, or an output that has no time axis. */
function wrongText(context: RuleContext, head: WiredHead): Diagnostic {
  const problem = message('output-shape', sentence(head, head.last))
  return {
    severity: 'error',
    problem,
    node: head.last.node.id,
    fixes: textFixes(context, head, ownOwner(context, head)),
  }
}

function wrongWidth(context: RuleContext, head: WiredHead): Diagnostic {
  const owner = ownOwner(context, head)
  const param = owner && widthParam(owner.def)
  const at = owner ?? head.last
  const problem = message('output-units', sentence(head, at))
  const fixes = owner && param ? [setUnits(owner, param, head.wants)] : [insertHead(context, head, [])]
  return { severity: 'error', problem, node: at.node.id, fixes }
}

/** Reports an image that must be flattened: before the last layer if that layer is dense, otherwise at the end. */
function wrongRank(context: RuleContext, head: WiredHead): Diagnostic {
  const owner = ownOwner(context, head)
  const dense = owner?.node.kind === 'dense' ? owner : undefined
  const at = dense ?? head.last
  const problem = message('output-shape', sentence(head, at))
  const wire = dense && wireInto(context, dense.node.id)
  const fed = wire && context.report.shapes.get(wire.from)
  const diagnostic = { severity: 'error', problem, node: at.node.id } as const
  if (!dense || !wire || !fed) {
    // Flatten does not accept a shape without axes.
    return { ...diagnostic, fixes: head.gives.length > 1 ? [insertHead(context, head, [{ kind: 'flatten' }])] : [] }
  }
  const fits = paramOf(dense, 'units') === head.wants
  const work = (): readonly Edit[] => {
    const edits = insertIntoWire(context.drawing, layers, wire, [{ kind: 'flatten' }])
    return fits ? edits : [...edits, setWidth(dense, 'units', head.wants)]
  }
  const hint = message('fix-flatten-hint', { from: fed, to: sizeOf(fed) })
  const insert = { layers: [layersText.flatten.title] }
  const units = { layer: dense.node.label, param: dense.def.params.units?.label ?? '', value: head.wants }
  const title = fits ? message('fix-insert', insert) : message('fix-insert-and-set', { ...insert, ...units })
  const flatten = fix('insert-flatten', title, work, hint)
  return { ...diagnostic, wire: wire.id, fixes: [flatten] }
}

/** The layer that sets the output's width, if it does so for this output only. */
function ownOwner(context: RuleContext, head: WiredHead): PlacedNode | undefined {
  const owner = widthOwner(context, head.last)
  let here: PlacedNode | undefined = owner && head.last
  while (here && feedsOne(context, here.node.id)) {
    if (here.node.id === owner?.node.id) return owner
    here = before(context, here.node.id)
  }
  return undefined
}

function setUnits(owner: PlacedNode, param: 'units' | 'filters', wants: number): Fix {
  const label = owner.def.params[param]?.label ?? param
  const title = message('fix-set', { param: label, value: wants })
  return fix('set-units', title, () => [setWidth(owner, param, wants)])
}

function setWidth(owner: PlacedNode, param: 'units' | 'filters', wants: number): Edit {
  return { type: 'set', node: owner.node.id, params: { [param]: wants } }
}

/** Inserts the layers in `first` before the output, followed by a dense layer of the right width and activation. */
function insertHead(context: RuleContext, head: WiredHead, first: readonly NewNode[]): Fix {
  const activation = head.loss.activation ?? 'linear'
  const added = [...first, { kind: 'dense', params: { units: head.wants, activation } }]
  const title = message('fix-insert', { layers: added.map(({ kind }) => layers.find(kind)?.title ?? kind) })
  const id = first.length > 0 ? 'insert-flatten' : 'insert-dense'
  return fix(id, title, () => insertIntoWire(context.drawing, layers, head.wire, added))
}

function sentence(head: WiredHead, at: PlacedNode): Args<'output-shape'> {
  const { task } = head.binding
  return {
    layer: at.node.label,
    gives: head.gives,
    column: task.column,
    classes: task.kind === 'classes' ? task.labels.length : 0,
    wants: head.wants,
    ...(head.levels && { levels: head.levels }),
    ...(task.kind === 'image' && { picture: task.shape }),
    ...(task.kind === 'sequence' && { text: task.shape }),
  }
}

/** Number of units of the recurrent layers that a fix adds. */
const UNITS = 64

/**
 * Fixes for a head whose text has the wrong length or vocabulary; `owner` is the layer that sets the width for this
 * head only.
 */
function textFixes(context: RuleContext, head: WiredHead, owner: PlacedNode | undefined): readonly Fix[] {
  const [places = 1, signs = 1] = head.shape
  const { gives } = head
  // A recurrent layer keeps its number of units, because its outputs are not probabilities.
  const units = owner && paramOf(owner, 'returnSequences') === undefined ? owner.def.params.units : undefined
  const width: Edit[] = owner && units ? [{ type: 'set', node: owner.node.id, params: { units: signs } }] : []
  if (gives.length === 2 && gives[0] === places) {
    if (!units) return [insert(context, head, [dense(head, signs)])]
    return [fix('set-units', message('fix-set', { param: units.label, value: signs }), () => width)]
  }
  const reads = gives.length === 1 ? readsPlaces(context, head, places) : undefined
  if (reads) {
    const set: Edit = { type: 'set', node: reads.node.id, params: { returnSequences: true } }
    const both = units && width.length > 0 ? `, ${units.label} to ${signs}` : ''
    const title = message('fix-set', { param: reads.def.params.returnSequences?.label ?? '', value: `on${both}` })
    return [fix('return-sequences', title, () => [set, ...width])]
  }
  if (gives.length > 2) return []
  // Text of a different length is first encoded as a vector and then decoded position by position.
  const read: readonly NewNode[] = gives.length === 2 ? [{ kind: 'gru', params: { units: UNITS } }] : []
  const perPosition = [
    { kind: 'repeatVector', params: { n: places } },
    { kind: 'gru', params: { units: UNITS, returnSequences: true } },
    dense(head, signs),
  ]
  return [insert(context, head, [...read, ...perPosition])]
}

/** The recurrent layer that feeds only this output, reads text of the right length, and returns only its last output. */
function readsPlaces(context: RuleContext, { last }: WiredHead, places: number): PlacedNode | undefined {
  const reader = lastStepReader(context, last)
  const fed = reader && wireInto(context, reader.node.id)
  return fed && context.report.shapes.get(fed.from)?.[0] === places ? reader : undefined
}

function dense({ loss }: WiredHead, units: number): NewNode {
  return { kind: 'dense', params: { units, activation: loss.activation ?? 'linear' } }
}

function insert(context: RuleContext, head: WiredHead, added: readonly NewNode[]): Fix {
  const title = message('fix-insert', { layers: added.map(({ kind }) => layers.find(kind)?.title ?? kind) })
  return fix(`insert-${added[0]?.kind ?? ''}`, title, () => insertIntoWire(context.drawing, layers, head.wire, added))
}

export const inputShape: Rule = (context) =>
  context.binding.inputs.flatMap(({ node: id, shape }) => {
    const input = placed(context, id)
    const given = input && paramOf(input, 'shape')
    if (!input || !isShape(given) || given.length === 0 || sameShape(given, shape)) return []
    const problem = message('input-shape', { layer: input.node.label, given, data: shape })
    const take = fix('from-data', message('fix-from-data', { shape }), () => [
      { type: 'set', node: id, params: { shape: [] } },
    ])
    return [{ severity: 'error', problem, node: id, fixes: [take] } as const]
  })

/** Reports an Embedding with fewer entries than its column has IDs: looking up a missing entry ends the training. */
export const embeddingSize: Rule = (context) =>
  (context.report.checked?.steps ?? []).flatMap(({ node }) => {
    const embedding = node.kind === 'embedding' ? placed(context, node.id) : undefined
    const entries = Number(embedding && paramOf(embedding, 'inputDim'))
    const { column, ids } = idsInto(context, node.id)
    if (!embedding || column === undefined || entries >= ids) return []
    const problem = message('embedding-too-small', { layer: node.label, entries, column, ids })
    const title = message('fix-set', { param: layersText.embedding.inputDim.label, value: ids })
    const grow = fix('set-entries', title, () => [{ type: 'set', node: node.id, params: { inputDim: ids } }])
    return [{ severity: 'error', problem, node: node.id, fixes: [grow] } as const]
  })

/** Layers that keep IDs as they are, or add only the ID 0. */
const KEEPS_IDS: ReadonlySet<string> = new Set([
  ...['flatten', 'reshape', 'permute', 'repeatVector', 'concatenate'],
  ...['cropping2d', 'zeroPadding2d', 'upSampling2d'],
])

/** The column with the most IDs that reaches a node unchanged; 0 IDs if there is no such column. */
function idsInto({ report, nodes, binding, schema, plan }: RuleContext, id: string): { column?: string; ids: number } {
  let most: { column?: string; ids: number } = { ids: 0 }
  const seen = new Set([id])
  for (const at of seen) {
    for (const { from } of report.incoming.get(at) ?? []) if (passes(nodes.get(from)?.kind)) seen.add(from)
    for (const name of binding.inputs.find(({ node }) => node === at)?.columns ?? []) {
      const column = schema?.columns[columnIndex(schema, name)]
      const form = schema && column && preparation()?.formAfter(column, plan, schema.kind)
      const { type, count = 0 } = form?.ok ? form.value : {}
      if (type === 'ids' && count > most.ids) most = { column: name, ids: count }
    }
  }
  return most
}

function passes(kind: string | undefined): boolean {
  return kind === 'input' || (kind !== undefined && KEEPS_IDS.has(kind))
}

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((n) => typeof n === 'number')
}

/** Maximum number of pixels of padding or cropping in a fix. */
const MOST_FRAME = 4

/**
 * Fixes for a head whose image shape does not match its column; `owner` is the layer that sets the width for this head
 * only.
 */
function imageFixes(context: RuleContext, head: WiredHead, owner: PlacedNode | undefined): readonly Fix[] {
  const { gives, shape } = head
  if (gives.length !== 3) return [asPicture(context, head)]
  const [height = 1, width = 1, channels = 1] = shape
  // Fix the channels first: after resizing, no single layer sets them for this head alone.
  if (owner && gives.at(-1) !== channels) return [setFilters(owner, channels)]
  if (sameShape(gives.slice(0, 2), [height, width])) return [insertForImage(context, head, [lastConv(head)])]
  return [
    ...samePadding(context, head),
    ...sized(gives, shape).map((layer) => insertForImage(context, head, [layer])),
  ].slice(0, 1)
}

/** Reshapes a vector to the image: directly if the size matches, otherwise after a dense layer of the right size. */
function asPicture(context: RuleContext, head: WiredHead): Fix {
  const { gives, shape, loss } = head
  const numbers = sizeOf(shape)
  const reshape: NewNode = { kind: 'reshape', params: { targetShape: [...shape] } }
  const activation = loss.activation ?? 'sigmoid'
  const dense: NewNode = { kind: 'dense', params: { units: numbers, activation } }
  if (sizeOf(gives) === numbers) return insertForImage(context, head, [reshape])
  return insertForImage(context, head, [...(gives.length > 1 ? [{ kind: 'flatten' }] : []), dense, reshape])
}

/** Sets the padding of the last convolution to "same" when only padding is missing. */
function samePadding({ report }: RuleContext, { last, gives, shape, wire }: WiredHead): readonly Fix[] {
  const into = report.incoming.get(wire.from) ?? []
  const fed = into.length === 1 ? report.shapes.get(into[0]?.from ?? '') : undefined
  const valid = paramOf(last, 'padding') === 'valid' && last.node.kind !== 'conv2dTranspose'
  if (!valid || !fed || !sameShape(fed.slice(0, 2), shape.slice(0, 2)) || sameShape(gives, fed)) return []
  const stride = paramOf(last, 'strides')
  if (Array.isArray(stride) ? stride.some((one) => one !== 1) : stride !== undefined && stride !== 1) return []
  const title = message('fix-set', {
    param: last.def.params.padding?.label ?? layersText.params.padding.label,
    value: 'same',
  })
  return [fix('set-same', title, () => [{ type: 'set', node: last.node.id, params: { padding: 'same' } }])]
}

/** Layers that change the image to the required size: upsampling, pooling, zero padding, or cropping. */
function sized([h = 1, w = 1]: Shape, [height = 1, width = 1]: Shape): readonly NewNode[] {
  if (height % h === 0 && width % w === 0) return [{ kind: 'upSampling2d', params: { size: [height / h, width / w] } }]
  if (h % height === 0 && w % width === 0) {
    return [{ kind: 'averagePooling2d', params: { poolSize: [h / height, w / width] } }]
  }
  const [down, right] = [(height - h) / 2, (width - w) / 2]
  const whole = [down, right].every((n) => Number.isInteger(n) && Math.abs(n) <= MOST_FRAME)
  if (whole && down >= 0 && right >= 0) return [{ kind: 'zeroPadding2d', params: { padding: [down, right] } }]
  if (whole && down <= 0 && right <= 0) return [{ kind: 'cropping2d', params: { cropping: [-down, -right] } }]
  return []
}

function lastConv({ shape, loss }: WiredHead): NewNode {
  const activation = loss.activation ?? 'sigmoid'
  return { kind: 'conv2d', params: { filters: shape.at(-1) ?? 1, kernelSize: 1, padding: 'same', activation } }
}

function setFilters(owner: PlacedNode, channels: number): Fix {
  const param = Object.hasOwn(owner.def.params, 'filters') ? 'filters' : 'units'
  const title = message('fix-set', { param: owner.def.params[param]?.label ?? param, value: channels })
  return fix('set-units', title, () => [{ type: 'set', node: owner.node.id, params: { [param]: channels } }])
}

function insertForImage(context: RuleContext, head: WiredHead, added: readonly NewNode[]): Fix {
  const title = message('fix-insert', { layers: added.map(({ kind }) => layers.find(kind)?.title ?? kind) })
  const id = `insert-${added.at(-1)?.kind ?? ''}`
  return fix(id, title, () => insertIntoWire(context.drawing, layers, head.wire, added))
}
