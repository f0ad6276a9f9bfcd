/** @file checkService: checks a drawing as a service: structure, data flow, traffic shares, and registered models. */
import '../../messages/en/stages'
import { stages } from '../../catalog/service-stages'
import { model } from '../../catalog/service-stages/model-stages'
import { type Flow, together } from '../../catalog/stage-def'
import { buildIndex, check } from '../../graph/check-flat-drawing'
import type { Diagnostic, Fix } from '../../graph/check-report'
import type { Drawing, DrawnNode, Wire } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { freshWire, insertIntoWire } from '../../graph/edit-helpers'
import { type ExpandedDrawing, expandBlocks } from '../../graph/expand-blocks'
import { fix, removeNode, wireNearest } from '../../graph/fixes'
import { blockProblems, type DrawnReport, mapReportToDrawing } from '../../graph/map-report'
import { stagesText } from '../../messages/en/catalog/stages'
import { message } from '../../messages/message'
import { models, splits } from './models-and-splits'
import {
  addModel,
  laterStages,
  modelStage,
  nextStages,
  ofKind,
  problemAt,
  type RegistrySnapshot,
  type ServiceContext,
  type ServiceRule,
  setFix,
  setting,
  takeOut,
} from './service-context'

export type ServiceReport = DrawnReport<Flow>

/** The rules, in the order in which their problems are listed. */
const RULES: readonly ServiceRule[] = [ends, splits, followers, guards, unanswered, overlaps, models]

/** Checks a drawing as a service and, if `registry` is given, against the registered models. */
export function checkService(drawing: Drawing, registry?: RegistrySnapshot): ServiceReport {
  const expanded = expandBlocks(drawing)
  const report = checkOpened(expanded, registry)
  return expanded.drawing === drawing ? report : mapReportToDrawing(report, drawing)
}

function checkOpened(expanded: ExpandedDrawing, registry: RegistrySnapshot | undefined): ServiceReport {
  const { drawing } = expanded
  const plain = buildIndex(drawing, stages)
  const index = { ...plain, live: withShadows(drawing, plain) }
  const report = check(drawing, stages, new Map(), index)
  const context: ServiceContext = { drawing, report, nodes: index.nodes, outgoing: index.outgoing, registry }
  const diagnostics = [
    ...blockProblems(expanded, stages).map(
      ({ node, problem }): Diagnostic => ({ severity: 'error', problem, node, fixes: [] }),
    ),
    ...report.diagnostics.map((one) => suggest(context, one)),
    ...RULES.flatMap((rule) => rule(context)),
  ]
  const sound = report.checked && diagnostics.every(({ severity }) => severity !== 'error')
  return {
    diagnostics,
    shapes: report.shapes,
    incoming: report.incoming,
    ...(sound ? { checked: report.checked } : {}),
    parameters: new Map(),
    totalParameters: 0,
    expanded,
  }
}

/** All nodes that lead to the log, and shadow models, whose predictions are logged without a wire. */
function withShadows(drawing: Drawing, { live, incoming }: Pick<ReturnType<typeof buildIndex>, 'live' | 'incoming'>) {
  const found = new Set(live)
  for (const { id, kind, params } of drawing.nodes) if (kind === 'model' && params.alias === 'shadow') found.add(id)
  // Entries added during the loop are visited too, because a Set iterates in insertion order.
  for (const id of found) for (const { from } of incoming.get(id) ?? []) found.add(from)
  return found
}

/** Reports an error at the second source or log if there is more than one; the generic check reports missing ones. */
export function ends(context: ServiceContext): readonly Diagnostic[] {
  const [, source, ...sources] = ofKind(context, 'source')
  const [first, log, ...logs] = ofKind(context, 'log')
  return [
    ...(source
      ? [problemAt(message('service-sources', { sources: sources.length + 2 }), source, [removeNode(source)])]
      : []),
    ...(first && log
      ? [problemAt(message('service-logs', { logs: logs.length + 2 }), log, [oneLog(context, first)])]
      : []),
    ...noModel(context, first),
  ]
}

/** A fix that moves all wires into other logs to the first log. */
function oneLog(context: ServiceContext, first: DrawnNode): Fix {
  return fix('one-log', message('fix-one-log', { stage: first.label }), () => {
    const others = ofKind(context, 'log').filter(({ id }) => id !== first.id)
    const gone = new Set(others.map(({ id }) => id))
    let grown = context.drawing
    const edits: Edit[] = [{ type: 'remove', nodes: [...gone] }]
    for (const { from, to } of context.drawing.wires) {
      if (!gone.has(to)) continue
      const wire = freshWire(grown, from, first.id)
      grown = { ...grown, wires: [...grown.wires, wire] }
      edits.push({ type: 'connect', wire })
    }
    return edits
  })
}

function noModel(context: ServiceContext, log: DrawnNode | undefined): readonly Diagnostic[] {
  if (!log || ofKind(context, model.kind).length > 0) return []
  const [wire] = context.report.incoming.get(log.id) ?? []
  const insert =
    wire &&
    fix('add-model', message('fix-model', { alias: 'champion' }), () =>
      insertIntoWire(context.drawing, stages, wire, [{ kind: model.kind }]),
    )
  return [problemAt(message('model-none', {}), log, insert ? [insert] : [])]
}

// Followers: a shadow stage and a router each need a model after them; a misplaced stage can be removed.

/** Reports shadow stages without a shadow model, and routers without a second model. */
export function followers(context: ServiceContext): readonly Diagnostic[] {
  return [
    ...ofKind(context, 'shadow').flatMap((node) => {
      const hasShadow = nextStages(context, node.id).some((one) => modelStage(one)?.config.alias === 'shadow')
      if (hasShadow) return []
      const fixes = [addModel(context, node, 'shadow'), takeOut(context, node)]
      return [problemAt(message('shadow-alone', { stage: node.label }), node, fixes)]
    }),
    ...ofKind(context, 'router').flatMap((node) => {
      if (laterStages(context, node.id).some(({ kind }) => kind === 'model')) return []
      const problem = message('router-alone', { stage: node.label, below: Number(setting(node, 'below')) })
      return [
        problemAt(
          problem,
          node,
          [secondModel(context, node), takeOut(context, node)].flatMap((one) => one ?? []),
        ),
      ]
    }),
  ]
}

/** Reports input guard stages after models of which no version in use was saved with a guard. */
export function guards(context: ServiceContext): readonly Diagnostic[] {
  const { registry } = context
  if (!registry) return []
  return ofKind(context, 'guard').flatMap((node) => {
    const before = ofKind(context, 'model').filter(({ id }) => laterStages(context, id).includes(node))
    const used = before.flatMap((one) => {
      const { model = '', alias = 'champion' } = modelStage(one)?.config ?? {}
      const version = registry.aliases[model]?.[alias]
      return registry.models.filter((row) => row.name === model && row.version === version)
    })
    if (used.length === 0 || used.some(({ guarded }) => guarded)) return []
    const versions = used.map(({ name, version }) => `${name} v${version}`)
    const problem = problemAt(message('guard-absent', { stage: node.label, versions }), node, [takeOut(context, node)])
    return [{ ...problem, severity: 'advice' as const }]
  })
}

/** Reports stages after a model that also get requests around it, which have no prediction when they arrive. */
function unanswered(context: ServiceContext): readonly Diagnostic[] {
  const { report, nodes } = context
  return [...nodes.values()].flatMap((node) => {
    // A model may get requests from a split, and those that another model is unsure about.
    if (node.kind === 'model') return []
    const wires = (report.incoming.get(node.id) ?? []).filter(({ from }) => report.shapes.get(from)?.shadow !== true)
    // A wire from a split to another stage than a model has a problem of its own.
    const without = wires.filter(({ from }) => {
      const flow = report.shapes.get(from)
      return flow?.carries === 'requests' && !flow.split
    })
    if (without.length === 0 || without.length === wires.length) return []
    const from = without.map((wire) => nodes.get(wire.from)?.label ?? wire.from)
    const cut = fix('remove-wire', message('fix-one-wire', { from: from[0] ?? '', to: node.label }), () =>
      without.slice(0, 1).map(({ id }): Edit => ({ type: 'disconnect', wire: id })),
    )
    return [problemAt(message('wire-unanswered', { stage: node.label, from }), node, [cut])]
  })
}

/**
 * Reports stages that get two predictions for the same requests and would use only one of them: the wires into them
 * have more than all requests in total. An ensemble combines them, and a router passes on only some requests.
 */
function overlaps(context: ServiceContext): readonly Diagnostic[] {
  const { report, nodes } = context
  const afterRouter = new Set(
    ofKind(context, 'router').flatMap((router) => [router, ...laterStages(context, router.id)].map(({ id }) => id)),
  )
  return [...nodes.values()].flatMap((node) => {
    if (node.kind === 'ensemble') return []
    const wires = (report.incoming.get(node.id) ?? []).filter(({ from }) => {
      const flow = report.shapes.get(from)
      return flow?.carries === 'answers' && !flow.shadow && !afterRouter.has(from)
    })
    const flows = wires.flatMap(({ from }) => report.shapes.get(from) ?? [])
    const total = together(flows.filter(({ chosen }) => chosen)).share + sumOf(flows.filter(({ chosen }) => !chosen))
    if (wires.length < 2 || total <= 1 + ROUNDING) return []
    const label = (id: string) => nodes.get(id)?.label ?? id
    // A stage whose predictions another one already uses comes first: its own wire is the superfluous one.
    const isUsed = ({ from }: Wire) =>
      wires.some((other) => laterStages(context, from).some(({ id }) => id === other.from))
    const fixes = wires
      .toSorted((a, b) => Number(isUsed(b)) - Number(isUsed(a)))
      .map(({ id, from }) =>
        fix('remove-wire', message('fix-one-wire', { from: label(from), to: node.label }), () => [
          { type: 'disconnect', wire: id },
        ]),
      )
    const problem = message('answers-overlap', { stage: node.label, from: wires.map(({ from }) => label(from)) })
    return [{ ...problemAt(problem, node, fixes), severity: 'advice' as const }]
  })
}

function sumOf(flows: readonly Flow[]): number {
  return flows.reduce((sum, { share }) => sum + share, 0)
}

/** Shares that add up to 100% may exceed it by a rounding error. */
const ROUNDING = 1e-6

/** A fix that inserts a model into the wire after the router. */
function secondModel(context: ServiceContext, node: DrawnNode): Fix | undefined {
  const [wire] = context.outgoing.get(node.id) ?? []
  if (!wire) return undefined
  return fix('add-model', message('fix-model', { alias: 'champion' }), () =>
    insertIntoWire(context.drawing, stages, wire, [{ kind: 'model' }]),
  )
}

/** Fixes that connect the unconnected stages before the node; shadow models need no wire. */
function gap(context: ServiceContext, node: DrawnNode): readonly Fix[] {
  const def = stages.find(node.kind)
  return def ? wireNearest(context, stages, node, def, ({ shadow }) => !shadow) : []
}

/** Adds fixes to a problem with a stage's position. */
export function suggest(context: ServiceContext, found: Diagnostic): Diagnostic {
  const node = found.node === undefined ? undefined : context.nodes.get(found.node)
  if (!node) return found
  const [wire] = context.report.incoming.get(node.id) ?? []
  const before = (kind: string): Fix[] =>
    wire
      ? [
          fix(`insert-${kind}`, message('fix-insert', { layers: [stages.find(kind)?.title ?? kind] }), () =>
            insertIntoWire(context.drawing, stages, wire, [{ kind }]),
          ),
        ]
      : []
  // In the message, name the stage by its own label.
  const stage = node.label
  switch (found.problem.code) {
    case 'missing-input':
      return { ...found, fixes: [...gap(context, node), ...found.fixes] }
    case 'stage-too-early':
      return { ...found, problem: message('stage-too-early', { stage }), fixes: [takeOut(context, node)] }
    case 'stage-too-late':
      return { ...found, problem: message('stage-too-late', { stage }), fixes: [takeOut(context, node)] }
    case 'stage-of-shadow':
      return { ...found, problem: message('stage-of-shadow', { stage }), fixes: [takeOut(context, node)] }
    case 'ensemble-of-one':
      return { ...found, problem: message('ensemble-of-one', { stage }) }
    case 'model-unasked':
      return {
        ...found,
        problem: message('model-unasked', { stage }),
        fixes: [...before('router'), takeOut(context, node)],
      }
    case 'shadow-unfed': {
      const set = setFix(
        'set-alias',
        message('fix-set', { param: stagesText.model.alias.label, value: 'champion' }),
        node,
        {
          alias: 'champion',
        },
      )
      return { ...found, problem: message('shadow-unfed', { stage }), fixes: [...before('shadow'), set] }
    }
    default:
      return found
  }
}
