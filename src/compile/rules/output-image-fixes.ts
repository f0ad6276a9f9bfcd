/** @file outputImage: fixes that bring the output to the required image shape, one step at a time. */

import type { Shape } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers'
import type { Fix } from '../../graph/check-report'
import { insertIntoWire, type NewNode } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import { layersText } from '../../messages/en/catalog/layers'
import { message } from '../../messages/message'
import type { WiredHead } from './output-heads'
import { type PlacedNode, paramOf, type RuleContext, sameShape, sizeOf } from './rule-context'

/** Maximum number of pixels of padding or cropping in a fix. */
const MOST_FRAME = 4

/**
 * Fixes for a head whose image shape does not match its column; `owner` is the layer that sets the width for this head
 * only.
 */
export function imageFixes(context: RuleContext, head: WiredHead, owner: PlacedNode | undefined): readonly Fix[] {
  const { gives, shape } = head
  if (gives.length !== 3) return [asPicture(context, head)]
  const [height = 1, width = 1, channels = 1] = shape
  // Fix the channels first: after resizing, no single layer sets them for this head alone.
  if (owner && gives.at(-1) !== channels) return [setFilters(owner, channels)]
  if (sameShape(gives.slice(0, 2), [height, width])) return [insert(context, head, [lastConv(head)])]
  return [...samePadding(context, head), ...sized(gives, shape).map((layer) => insert(context, head, [layer]))].slice(
    0,
    1,
  )
}

/** Reshapes a vector to the image: directly if the size matches, otherwise after a dense layer of the right size. */
function asPicture(context: RuleContext, head: WiredHead): Fix {
  const { gives, shape, loss } = head
  const numbers = sizeOf(shape)
  const reshape: NewNode = { kind: 'reshape', params: { targetShape: [...shape] } }
  const activation = loss.activation ?? 'sigmoid'
  const dense: NewNode = { kind: 'dense', params: { units: numbers, activation } }
  if (sizeOf(gives) === numbers) return insert(context, head, [reshape])
  return insert(context, head, [...(gives.length > 1 ? [{ kind: 'flatten' }] : []), dense, reshape])
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

function insert(context: RuleContext, head: WiredHead, added: readonly NewNode[]): Fix {
  const title = message('fix-insert', { layers: added.map(({ kind }) => layers.find(kind)?.title ?? kind) })
  const id = `insert-${added.at(-1)?.kind ?? ''}`
  return fix(id, title, () => insertIntoWire(context.drawing, layers, head.wire, added))
}
