/**
 * @file Models: each model stage must refer to a registered model whose alias is set, and no two stages may use the
 * same model and alias.
 */

import type { Alias } from '../../catalog/lowered-stage'
import type { Diagnostic, Fix } from '../../graph/check-report'
import type { DrawnNode } from '../../graph/drawing'
import { removeWires } from '../../graph/fixes'
import { stagesText } from '../../messages/en/catalog/stages'
import { message } from '../../messages/message'
import {
  addModel,
  aliasExists,
  type ModelStage,
  modelStage,
  nextStages,
  ofKind,
  problemAt,
  type RegistrySnapshot,
  type ServiceContext,
  setFix,
  setting,
} from './service-context'

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

// Splits: shares must add up to 100, and each share needs a model directly after the split.

const SIDES = ['champion', 'challenger'] as const

/** Reports the problems of each split. */
export function splits(context: ServiceContext): readonly Diagnostic[] {
  return ofKind(context, 'split').flatMap((node) => [...sum(context, node), ...branches(context, node)])
}

function shares(node: DrawnNode) {
  return { champion: Number(setting(node, 'champion')), challenger: Number(setting(node, 'challenger')) }
}

function sum(context: ServiceContext, node: DrawnNode): readonly Diagnostic[] {
  const { champion, challenger } = shares(node)
  const total = champion + challenger
  // Shares in tenths of a percent add up to 100 except for rounding errors; NaN is reported by the parameter check.
  if (!(Math.abs(total - 100) > 1e-6)) return []
  return [problemAt(message('split-sum', { stage: node.label, champion, challenger }), node, sumFixes(context, node))]
}

/**
 * Fixes that scale both shares, or keep one share and assign the rest to the other. If one share is 0, the fix that
 * keeps the other comes first.
 */
function sumFixes(context: ServiceContext, node: DrawnNode): readonly Fix[] {
  const { champion, challenger } = shares(node)
  const whole = champion + challenger
  const scaled = toShares('scale-shares', node, whole === 0 ? 100 : Math.round((champion / whole) * 1000) / 10)
  const kept = champion > 0 ? [toShares('keep-champion', node, champion)] : []
  const complement = challenger > 0 ? [toShares('keep-challenger', node, 100 - challenger)] : []
  const shared = champion > 0 && challenger > 0 ? [scaled, ...kept, ...complement] : [...kept, ...complement, scaled]
  // If no version can serve the challenger's share, these fixes would only lead to the next problem, so offer to remove
  // the share first.
  const all = lacksChallenger(context, node) ? [allToChampion(node), ...shared] : shared
  return all.filter(({ title }, i) => all.findIndex((one) => one.title === title) === i)
}

/** Whether the challenger after a split has no version in the registry. */
function lacksChallenger(context: ServiceContext, node: DrawnNode): boolean {
  return nextStages(context, node.id).some((one) => {
    const config = modelStage(one)?.config
    return config?.alias === 'challenger' && context.registry !== undefined && !aliasExists(context.registry, config)
  })
}

/** A fix that sets the challenger's traffic share to zero. */
function allToChampion(node: DrawnNode): Fix {
  return toShares('all-champion', node, 100)
}

function toShares(id: string, node: DrawnNode, champion: number): Fix {
  // Round to tenths, so that both shares print exactly.
  const tenth = (share: number) => Math.round(share * 10) / 10
  const both = { champion: tenth(champion), challenger: tenth(100 - tenth(champion)) }
  return setFix(id, message('fix-shares', both), node, both)
}

function branches(context: ServiceContext, node: DrawnNode): readonly Diagnostic[] {
  const stage = node.label
  const next = nextStages(context, node.id)
  const models = next.flatMap((one) => modelStage(one) ?? [])
  const astray = (context.outgoing.get(node.id) ?? []).flatMap((wire) => {
    const to = context.nodes.get(wire.to)
    if (!to || to.kind === 'model') return []
    const aliasTitle = message('split-astray', { stage, to: to.label })
    return [{ ...problemAt(aliasTitle, node, [removeWires('remove-wire', [wire])]), wire: wire.id }]
  })
  const shadows = models.filter(({ config }) => config.alias === 'shadow')
  return [
    ...astray,
    ...shadows.map((one) => {
      const free = SIDES.find((alias) => models.every(({ config }) => config.alias !== alias))
      const fixes = free ? [setFix('set-alias', aliasTitle(free), one.node, { alias: free })] : []
      return problemAt(message('split-alias', { stage, model: one.node.label }), one.node, fixes)
    }),
    ...SIDES.flatMap((alias) => side(context, node, alias)),
  ]
}

function side(context: ServiceContext, node: DrawnNode, alias: 'champion' | 'challenger'): readonly Diagnostic[] {
  const stage = node.label
  const models = nextStages(context, node.id).flatMap((one) => modelStage(one) ?? [])
  const mine = models.filter(({ config }) => config.alias === alias)
  const share = shares(node)[alias]
  const other = alias === 'champion' ? 'challenger' : 'champion'
  if (mine.length > 1) {
    const last = mine.at(-1) as (typeof mine)[number]
    const free = models.every(({ config }) => config.alias !== other)
    const labels = mine.map(({ node: { label } }) => label)
    const fixes = free ? [setFix('set-alias', aliasTitle(other), last.node, { alias: other })] : []
    return [problemAt(message('split-twice', { stage, models: labels, alias }), last.node, fixes)]
  }
  if (mine.length === 1 || !(share > 0)) return []
  const hasOther = models.some(({ config }) => config.alias === other)
  const fixes = [
    addModel(context, node, alias),
    ...(hasOther ? [toShares('scale-shares', node, other === 'champion' ? 100 : 0)] : []),
  ]
  return [problemAt(message('split-no-model', { stage, alias, share }), node, fixes)]
}

function aliasTitle(alias: Alias) {
  return message('fix-set', { param: stagesText.model.alias.label, value: alias })
}
