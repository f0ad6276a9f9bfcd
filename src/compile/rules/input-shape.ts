/** @file Input shape: a manually set input shape must match the data. */
import { message } from '../../messages/message'
import { fix } from '../../graph/fixes'
import { paramOf, placed, type Rule, sameShape } from './rule-context'

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

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((n) => typeof n === 'number')
}
