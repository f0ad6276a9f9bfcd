/** @file Adapts the last layer of a network to its loss and its target, such as one output per class. */
import { stableJson } from '../../base/stable-json'
import { columnIndex, type DatasetSchema } from '../../catalog/dataset-schema'
import type { Plan } from '../../catalog/training-plan'
import { checkNetwork } from '../../compile/check-network'
import { predictedColumn } from '../../compile/dataset-of-project'
import { lossFor } from '../../compile/default-plan'
import { loadPreparation } from '../../data/transforms/load-transforms'
import { needsPreparation } from '../../data/transforms/loaded-transforms'
import { applyAll } from '../../graph/apply-edit'
import type { Drawing } from '../../graph/drawing'
import { message } from '../../messages/message'
import type { AppContext } from '../context'
import { schemaOf } from '../data/data-session'
import { untrackedEdits } from '../project/edit-history-entries'
import { changeProject } from '../project/project-document'

/** Problems of an output that does not match the loss; each has a fix. */
const OUTPUT_PROBLEMS = new Set(['output-units', 'output-shape', 'activation-misfit'])
/** The maximum number of rounds of fixes; an output never has this many problems. */
const ROUNDS = 6

/** What a change of classes adapts. */
interface Adapted {
  readonly drawing: Drawing
  readonly loss: Plan['loss']
}

/** The last adaptations, keyed by project and the classes before it; the oldest ones are dropped first. */
const adaptations = new Map<string, { readonly before: Adapted; readonly after: Adapted }>()
const MOST_ADAPTATIONS = 50

/**
 * Adapts the last layer and the loss to data whose classes have changed since `was`. The network was valid before. This
 * is part of the change of the data, not a step of its own: undoing that change restores both as they were.
 */
export async function followClasses(studio: AppContext, was: DatasetSchema | undefined): Promise<void> {
  const { report, project, history } = studio.store.getState()
  const isOutputWrong = report.diagnostics.some(
    ({ problem }) => OUTPUT_PROBLEMS.has(problem.code) || problem.code === 'loss-misfit',
  )
  const schema = schemaOf(studio.store.getState())
  if (!isOutputWrong || !schema) return
  if (needsPreparation(schema, project.plan)) await loadPreparation()
  const column = predictedColumn(project, schema)
  const target = schema.columns[columnIndex(schema, column)]
  if (target?.type !== 'category') return
  const keyOf = (of: DatasetSchema) => {
    const { values = [] } = { ...of.columns.find(({ name }) => name === column) } as { values?: readonly string[] }
    return JSON.stringify([project.id, column, values])
  }
  const now: Adapted = { drawing: project.drawing, loss: project.plan.loss }
  const known = restored(adaptations.get(keyOf(schema)), now)
  const isKnown = known && checkNetwork(known.drawing, schema, { ...project.plan, loss: known.loss }).checked
  const next = isKnown ? known : adapted(now, schema, project.plan, lossFor(schema, column))
  // A lesson may forbid the change; the check then reports what does not fit.
  if (!next || studio.store.subject.forbids?.(studio.store.getState(), next.drawing)) return
  if (was) {
    adaptations.delete(keyOf(was))
    adaptations.set(keyOf(was), { before: now, after: next })
    const [oldest] = adaptations.keys()
    if (adaptations.size > MOST_ADAPTATIONS && oldest !== undefined) adaptations.delete(oldest)
  }
  const every = (drawings: readonly Drawing[]) => drawings.map((one) => exchanged(one, now.drawing, next.drawing))
  const plan = { ...project.plan, loss: next.loss }
  const steps = { past: every(history.past), future: every(history.future) }
  untrackedEdits.add(plan)
  untrackedEdits.add(steps)
  const drawn = { drawing: next.drawing, drawingVersion: project.drawingVersion + 1 }
  changeProject(studio.store, { plan, ...drawn }, { history: steps })
  const classes = target.values.length
  studio.store.setState({ answer: null })
  await studio.run('notice.show', { tone: 'info', message: message('network-follows-classes', { column, classes }) })
}

/** The state before an adaptation, with what was edited since; undefined if there is none. */
function restored(known: { readonly before: Adapted; readonly after: Adapted } | undefined, now: Adapted) {
  if (!known) return undefined
  const { before, after } = known
  return {
    drawing: now.drawing === after.drawing ? before.drawing : exchanged(now.drawing, after.drawing, before.drawing),
    loss: stableJson(now.loss) === stableJson(after.loss) ? before.loss : now.loss,
  }
}

/** The adaptation with the usual loss for the classes; a loss that the user chose stays if the output can follow it. */
function adapted({ drawing, loss }: Adapted, schema: DatasetSchema, plan: Plan, usual: string): Adapted | undefined {
  const losses = CLASS_LOSSES.has(String(loss.kind)) ? [{ kind: usual }] : [loss, { kind: usual }]
  for (const one of losses.map((each) => (each.kind === loss.kind ? loss : each))) {
    const fitted = fittedOutput(drawing, schema, { ...plan, loss: one })
    if (fitted) return { drawing: fitted, loss: one }
  }
  return undefined
}

/** The usual losses for classes: their number decides which of them fits. */
const CLASS_LOSSES: ReadonlySet<string> = new Set(['binaryCrossentropy', 'categoricalCrossentropy'])

/** The drawing with the settings that differ between two other drawings: where it has those of `from`, those of `to`. */
function exchanged(drawing: Drawing, from: Drawing, to: Drawing): Drawing {
  const changed = new Map(
    to.nodes.flatMap(({ id, params }) => {
      const old = from.nodes.find((node) => node.id === id)?.params
      return old && stableJson(old) !== stableJson(params) ? [[id, { old: stableJson(old), params }] as const] : []
    }),
  )
  const nodes = drawing.nodes.map((node) => {
    const change = changed.get(node.id)
    return change && stableJson(node.params) === change.old ? { ...node, params: change.params } : node
  })
  return nodes.some((node, i) => node !== drawing.nodes[i]) ? { ...drawing, nodes } : drawing
}

/**
 * The drawing after the fixes for its output have been applied until none is left; undefined if the drawing is still
 * not valid.
 */
export function fittedOutput(drawing: Drawing, schema: DatasetSchema, plan: Plan): Drawing | undefined {
  let fitted = drawing
  for (let round = 0; round < ROUNDS; round++) {
    const { diagnostics, checked } = checkNetwork(fitted, schema, plan)
    const wrong = diagnostics.find(({ problem, fixes }) => OUTPUT_PROBLEMS.has(problem.code) && fixes.length > 0)
    const [fix] = wrong?.fixes ?? []
    if (!fix) return checked ? fitted : undefined
    fitted = applyAll(fitted, fix.edits)
  }
  return undefined
}
