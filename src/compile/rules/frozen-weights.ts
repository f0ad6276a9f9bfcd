/** @file Frozen: a network whose weights are all frozen has nothing to train. */
import { message } from '../../messages/message'
import type { Fix } from '../../graph/diagnostic'
import { fix } from '../../graph/fixes'
import { paramOf, type PlacedNode, placed, type Rule } from './rule-context'

export const frozen: Rule = (context) => {
  const steps = context.report.checked?.steps ?? []
  const learning = steps
    .flatMap(({ node }) => placed(context, node.id) ?? [])
    .filter(({ def }) => 'frozen' in def.params)
  const last = learning.at(-1)
  if (!last || !learning.every((layer) => paramOf(layer, 'frozen') === true)) return []
  const problem = message('all-frozen', { layers: learning.length })
  const all = learning.length > 1 ? [unfreeze('unfreeze-all', learning)] : []
  return [{ severity: 'error', problem, node: last.node.id, fixes: [unfreeze('unfreeze', [last]), ...all] }]
}

function unfreeze(id: 'unfreeze' | 'unfreeze-all', layers: readonly PlacedNode[]): Fix {
  const title =
    id === 'unfreeze'
      ? message('fix-unfreeze', { layers: layers.map(({ node }) => node.label) })
      : message('fix-unfreeze-all', {})
  return fix(id, title, () =>
    layers.map(({ node }) => ({ type: 'set', node: node.id, params: { frozen: false } }) as const),
  )
}
