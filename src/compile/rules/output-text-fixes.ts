/** @file outputText: fixes that make the network output one character per text position. */
import { message } from '../../messages/message'
import { layers } from '../../catalog/layers'
import type { Fix } from '../../graph/diagnostic'
import type { Edit } from '../../graph/edit'
import { insertIntoWire, type NewNode } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import type { WiredHead } from './output-heads'
import { before, feedsOne, paramOf, type PlacedNode, type RuleContext } from './rule-context'

/** Number of units of the recurrent layers that a fix adds. */
const UNITS = 64

/**
 * Fixes for a head whose text has the wrong length or vocabulary; `owner` is the layer that sets the width for this
 * head only.
 */
export function textFixes(context: RuleContext, head: WiredHead, owner: PlacedNode | undefined): readonly Fix[] {
  const [places = 1, signs = 1] = head.shape
  const { gives } = head
  // A recurrent layer keeps its number of units, because its outputs are not probabilities.
  const units = owner && paramOf(owner, 'returnSequences') === undefined ? owner.def.params.units : undefined
  const width: Edit[] = owner && units ? [{ type: 'set', node: owner.node.id, params: { units: signs } }] : []
  if (gives.length === 2 && gives[0] === places) {
    if (!units) return [insert(context, head, [dense(head, signs)])]
    return [fix('set-units', message('fix-set', { param: units.label, value: String(signs) }), () => width)]
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

/**
 * The recurrent layer that feeds only this output, reads text of the right length, and returns only its last output;
 * undefined if there is no such layer.
 */
function readsPlaces(context: RuleContext, { last, shape }: WiredHead, places: number): PlacedNode | undefined {
  let here: PlacedNode | undefined = last
  while (
    here &&
    feedsOne(context, here.node.id) &&
    context.report.shapes.get(here.node.id)?.length === shape.length - 1
  ) {
    const ahead: PlacedNode | undefined = before(context, here.node.id)
    const fed = ahead && context.report.shapes.get(ahead.node.id)
    if (paramOf(here, 'returnSequences') === false) return fed?.[0] === places ? here : undefined
    here = ahead
  }
  return undefined
}

function dense({ loss }: WiredHead, units: number): NewNode {
  return { kind: 'dense', params: { units, activation: loss.activation ?? 'linear' } }
}

function insert(context: RuleContext, head: WiredHead, added: readonly NewNode[]): Fix {
  const title = message('fix-insert', { layers: added.map(({ kind }) => layers.find(kind)?.title ?? kind) })
  return fix(`insert-${added[0]?.kind ?? ''}`, title, () => insertIntoWire(context.drawing, layers, head.wire, added))
}
