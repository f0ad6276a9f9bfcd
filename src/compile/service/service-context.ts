/** @file ServiceContext: everything that a service rule reads, and the graph walks that these rules share. */

import type { Alias, StageConfigs } from '../../catalog/lowered-stage'
import type { LooseParams } from '../../catalog/node-def'
import { defaultsOf } from '../../catalog/params'
import { stages } from '../../catalog/service-stages'
import { model } from '../../catalog/service-stages/model-stages'
import type { Flow } from '../../catalog/stage-def'
import type { Diagnostic, Fix, Report } from '../../graph/check-report'
import type { Drawing, DrawnNode, Wire } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { freshNode, freshWire } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import { removeAndHeal } from '../../graph/node-edits'
import { valuesOfNode } from '../../graph/node-values'
import { COLUMN } from '../../graph/spacing'
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'

export interface ServiceContext {
  /** The drawing with its blocks expanded. */
  readonly drawing: Drawing
  readonly report: Report<Flow>
  readonly nodes: ReadonlyMap<string, DrawnNode>
  /** Outgoing wires of each node, keyed by node id. */
  readonly outgoing: ReadonlyMap<string, readonly Wire[]>
  /** Undefined until the registry has been read. */
  readonly registry: RegistrySnapshot | undefined
}

/** A rule returns its diagnostics for the whole drawing. */
export type ServiceRule = (context: ServiceContext) => readonly Diagnostic[]

export interface ModelStage {
  readonly node: DrawnNode
  readonly config: StageConfigs['Model']
}

/** All nodes of one kind. */
export function ofKind({ nodes }: ServiceContext, kind: string): readonly DrawnNode[] {
  return [...nodes.values()].filter((node) => node.kind === kind)
}

/** A model stage with its parameters; undefined for other stages and for invalid parameters. */
export function modelStage(node: DrawnNode | undefined): ModelStage | undefined {
  if (node?.kind !== model.kind) return undefined
  const values = valuesOfNode(model, node)
  // The cast is safe: the values were validated by the parameter specs of the model stage.
  return values.ok ? { node, config: model.lower(values.value as never).config } : undefined
}

/** The stages directly after a stage. */
export function nextStages({ nodes, outgoing }: ServiceContext, id: string): readonly DrawnNode[] {
  return (outgoing.get(id) ?? []).flatMap(({ to }) => nodes.get(to) ?? [])
}

/** All stages after a stage, directly or indirectly. */
export function laterStages({ nodes, outgoing }: ServiceContext, id: string): readonly DrawnNode[] {
  const found = new Set<string>()
  for (const { to } of outgoing.get(id) ?? []) found.add(to)
  // Entries added during the loop are visited too, because a Set iterates in insertion order.
  for (const one of found) for (const { to } of outgoing.get(one) ?? []) found.add(to)
  return [...found].flatMap((one) => nodes.get(one) ?? [])
}

/** A parameter's value or, if it is not set, its default. */
export function setting(node: DrawnNode, name: string): unknown {
  return Object.hasOwn(node.params, name) ? node.params[name] : defaultsOf(stages.find(node.kind)?.params ?? {})[name]
}

/** Creates an error diagnostic at a node. */
export function problemAt(problem: Problem, node: DrawnNode, fixes: readonly Fix[] = []): Diagnostic {
  return { severity: 'error', problem, node: node.id, fixes }
}

/** A fix that sets parameters of a node. */
export function setFix(id: string, title: Parameters<typeof fix>[1], node: DrawnNode, params: LooseParams): Fix {
  return fix(id, title, () => [{ type: 'set', node: node.id, params }])
}

/** A fix that removes a stage and connects its sources to its followers. */
export function takeOut({ drawing }: ServiceContext, node: DrawnNode): Fix {
  return fix('take-out', message('fix-take-out', { stage: node.label }), () => removeAndHeal(drawing, [node.id]))
}

/**
 * A fix that adds a model directly after a stage, below the stage's other followers, and connects it to the same
 * targets.
 */
export function addModel(context: ServiceContext, after: DrawnNode, alias: Alias): Fix {
  return fix('add-model', message('fix-model', { alias }), (): readonly Edit[] => {
    const { drawing, outgoing } = context
    const neighbours = nextStages(context, after.id)
    const like = neighbours.map(modelStage).find((one) => one !== undefined)
    const params = { alias, ...(like ? { model: like.config.model } : {}) }
    const low = neighbours.reduce((y, { position }) => Math.max(y, position.y + ROW), after.position.y)
    const node = freshNode(drawing, stages, model.kind, { x: after.position.x + COLUMN, y: low }, params)
    const grown = { ...drawing, nodes: [...drawing.nodes, node] }
    const into = freshWire(grown, after.id, node.id)
    const edits: Edit[] = [
      { type: 'add', node },
      { type: 'connect', wire: into },
    ]
    const next = like && outgoing.get(like.node.id)?.[0]
    if (next && alias !== 'shadow')
      edits.push({
        type: 'connect',
        wire: freshWire({ ...grown, wires: [...grown.wires, into] }, node.id, next.to),
      })
    return edits
  })
}

/** Vertical distance between branches, in canvas pixels. */
const ROW = 150

// RegistrySnapshot: what the service check needs to know from this device's model registry.

export interface RegistrySnapshot {
  /** Every version of every model. */
  readonly models: readonly { readonly name: string; readonly version: number; readonly guarded?: true }[]
  /** For each model, the version that each of its aliases points to. */
  readonly aliases: Readonly<Record<string, Partial<Readonly<Record<Alias, number>>>>>
}

/** Whether an alias of a model points to an existing version. */
export function aliasExists(
  { models, aliases }: RegistrySnapshot,
  { model, alias }: { readonly model: string; readonly alias: Alias },
): boolean {
  const version = Object.hasOwn(aliases, model) ? aliases[model]?.[alias] : undefined
  return version !== undefined && models.some((one) => one.name === model && one.version === version)
}
