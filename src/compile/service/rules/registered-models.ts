/**
 * @file Models: each model stage must refer to a registered model whose alias is set, and no two stages may use the
 * same model and alias.
 */
import { message } from '../../../messages/message'
import type { Diagnostic } from '../../../graph/diagnostic'
import type { DrawnNode } from '../../../graph/drawing'
import { type RegistrySnapshot, aliasExists } from '../registry-snapshot'
import {
  type ModelStage,
  modelStage,
  ofKind,
  type ServiceContext,
  setFix,
  setting,
  problemAt,
} from '../service-context'
import { allToChampion } from './traffic-splits'

/** Maximum number of models offered as fixes; the form lists all of them. */
const OFFERED = 3

/** Problems with the registered models that stages refer to. */
export function models(context: ServiceContext): readonly Diagnostic[] {
  const all = ofKind(context, 'model').flatMap((node) => modelStage(node) ?? [])
  const { registry } = context
  return [...twice(all), ...(registry ? all.flatMap((one) => named(context, one, registry)) : [])]
}

function twice(all: readonly ModelStage[]): readonly Diagnostic[] {
  const same = new Map<string, ModelStage[]>()
  for (const one of all) {
    const { model, alias } = one.config
    if (model === '') continue
    const key = JSON.stringify([model, alias])
    same.set(key, [...(same.get(key) ?? []), one])
  }
  return [...same.values()].flatMap((group) => {
    const last = group.at(-1)
    if (!last || group.length < 2) return []
    const { model, alias } = last.config
    return [problemAt(message('model-twice', { stages: group.map(({ node }) => node.label), model, alias }), last.node)]
  })
}

function named(
  context: ServiceContext,
  { node, config: { model, alias } }: ModelStage,
  registry: RegistrySnapshot,
): readonly Diagnostic[] {
  const stage = node.label
  const models = [...new Set(registry.models.map(({ name }) => name))]
  const offers = models
    .slice(0, OFFERED)
    .map((name) => setFix(`name-${name}`, message('fix-name', { model: name }), node, { model: name }))
  if (model === '') return [problemAt(message('model-unnamed', { stage, models }), node, offers)]
  const versions = registry.models.flatMap(({ name, version }) => (name === model ? [version] : []))
  if (versions.length === 0) return [problemAt(message('model-unknown', { stage, model, models }), node, offers)]
  if (aliasExists(registry, { model, alias })) return []
  const problem = message('alias-unset', { stage, model, alias, versions: versions.length })
  // A missing shadow model does no harm, nor does a missing challenger that receives no traffic.
  const needed = alias === 'champion' || (alias === 'challenger' && hasShare(context, node.id))
  const fixes = alias === 'challenger' ? before(context, node.id).filter(givesShare).map(allToChampion) : []
  return [{ ...problemAt(problem, node, fixes), severity: needed ? 'error' : 'advice' }]
}

function hasShare(context: ServiceContext, id: string): boolean {
  return before(context, id).some((one) => one.kind !== 'split' || givesShare(one))
}

function before(context: ServiceContext, id: string): readonly DrawnNode[] {
  return (context.report.incoming.get(id) ?? []).flatMap(({ from }) => context.nodes.get(from) ?? [])
}

function givesShare(node: DrawnNode): boolean {
  return node.kind === 'split' && Number(setting(node, 'challenger')) > 0
}
