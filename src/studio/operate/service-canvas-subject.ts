/**
 * @file Stage subject: adapts the canvas to service diagrams, whose nodes are stages and which are checked against the
 * models of this device.
 */
import { stages } from '../../catalog/service-stages'
import { checkService } from '../../compile/service/check-service'
import type { RegistrySnapshot } from '../../compile/service/registry-snapshot'
import type { Subject } from '../canvas-board'
import '../../messages/en/operate-page'
import { type Message, message } from '../../messages/message'
import type { DrawnNode, Drawing } from '../../graph/drawing'

export type { RegistrySnapshot as KnownModels } from '../../compile/service/registry-snapshot'

/**
 * Node heights in pixels. A model stage is taller, because it shows its alias and name; most other stages are as tall
 * as a layer.
 */
const HEIGHTS = { source: 64, log: 64, model: 152 }

/**
 * The subject of a service board. `known` is called at each check, and may return undefined while the models are not
 * loaded.
 */
export function serviceSubject(known: () => RegistrySnapshot | undefined): Subject {
  return {
    catalog: stages,
    noun: 'stage',
    leadsToEnd: true,
    heights: HEIGHTS,
    blocks: [],
    check: ({ project }) => checkService(project.drawing, known()),
    restore: ({ project }, then) => withoutOrphanedShares(project.drawing, then, known()),
    isShown: () => true,
    shown: {},
  }
}

/**
 * The diagram of an undo step without its orphaned shares, and a message that explains the removal; undefined if the
 * step has no orphaned shares.
 */
function withoutOrphanedShares(
  now: Drawing,
  then: Drawing,
  known: RegistrySnapshot | undefined,
): { readonly drawing: Drawing; readonly message: Message } | undefined {
  // Ignore shares that the undo would not change: the user set them, and the check reports problems with them.
  const given = then.nodes.filter((node) => shareOf(node) > 0 && shareOf(node) !== shareOf(same(now, node)))
  if (given.length === 0) return undefined
  const alone = new Map<string, string>()
  const wrong = new Set<string>()
  for (const { severity, problem, node } of checkService(then, known).diagnostics) {
    if (severity !== 'error' || node === undefined) continue
    wrong.add(node)
    if (problem.code !== 'alias-unset') continue
    if (problem.args.alias === 'challenger') alone.set(node, problem.args.model)
  }
  const modelOf = ({ id }: DrawnNode) =>
    then.wires.flatMap(({ from, to }) => (from === id ? (alone.get(to) ?? []) : []))[0]
  const orphaned = given.filter(
    (node) => modelOf(node) !== undefined || (wrong.has(node.id) && !leadsToChallenger(then, node)),
  )
  const [first] = orphaned
  if (!first) return undefined
  const nodes = then.nodes.map((node) =>
    orphaned.includes(node) ? { ...node, params: { ...node.params, champion: 100, challenger: 0 } } : node,
  )
  const args = {
    stage: first.label,
    model: modelOf(first) ?? modelsBehind(then, first)[0]?.model ?? '',
    percent: shareOf(first),
  }
  return { drawing: { ...then, nodes }, message: message('share-alone-back', args) as Message }
}

/** The model stages after a split, each with its model and alias. */
function modelsBehind({ nodes, wires }: Drawing, { id }: DrawnNode) {
  return wires.flatMap(({ from, to }) => {
    const node = from === id ? nodes.find((one) => one.id === to) : undefined
    if (node?.kind !== 'model') return []
    return [{ model: String(node.params.model ?? ''), alias: String(node.params.alias ?? 'champion') }]
  })
}

/** Whether the split leads to a challenger stage, which may have been removed since. */
function leadsToChallenger(drawing: Drawing, node: DrawnNode): boolean {
  return modelsBehind(drawing, node).some(({ alias }) => alias === 'challenger')
}

/** The challenger's share of a split, in percent. */
function shareOf(node: DrawnNode | undefined): number {
  return node?.kind === 'split' ? Number(node.params.challenger ?? 0) : 0
}

function same({ nodes }: Drawing, { id }: DrawnNode): DrawnNode | undefined {
  return nodes.find((node) => node.id === id)
}
