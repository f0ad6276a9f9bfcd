/** @file Adapts the last layers of a network to their losses and its target, such as one output per class. */
import { stableJson } from '../../base/stable-json'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import { findLoss } from '../../catalog/losses'
import { type LossPick, lossOf, type Plan } from '../../catalog/training-plan'
import { checkNetwork } from '../../compile/check-network'
import { lossFor } from '../../compile/default-plan'
import { fits } from '../../compile/rules/output-heads'
import type { OutputBinding } from '../../data/column-binding'
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
  const columnOf = ({ columns }: DatasetSchema, name: string) => columns.find((column) => column.name === name)
  const targets = [...new Set(report.binding.outputs.map(({ task }) => task.column))]
  const changed = targets.filter(
    (name) => !was || stableJson(columnOf(was, name) ?? null) !== stableJson(columnOf(schema, name) ?? null),
  )
  const [column = ''] = changed
  const keyOf = (of: DatasetSchema) =>
    stableJson([
      project.id,
      targets.map((name) => {
        const { type = '', values = [] } = { ...columnOf(of, name) } as { type?: string; values?: readonly string[] }
        return [name, type, values]
      }),
    ])
  const now: Adapted = { drawing: project.drawing, loss: project.plan.loss }
  const known = restored(adaptations.get(keyOf(schema)), now)
  const isKnown = known && checkNetwork(known.drawing, schema, { ...project.plan, loss: known.loss }).checked
  const next = isKnown ? known : adapted(now, schema, project.plan, changed)
  // A lesson may forbid the change; the check then reports what does not fit.
  if (!next) return
  if (studio.store.subject.forbids?.(studio.store.getState(), next.drawing)) return
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
  const target = columnOf(schema, column)
  const classes = target?.type === 'category' ? target.values.length : 0
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

/**
 * The adaptation with the usual loss for the changed columns; a loss that the user chose stays if it fits and the output
 * can follow it.
 */
function adapted(
  { drawing, loss }: Adapted,
  schema: DatasetSchema,
  plan: Plan,
  changed: readonly string[],
): Adapted | undefined {
  for (const replaces of [isUsualOrMisfit, () => true]) {
    const isOther: IsOther = (output, pick) => changed.includes(output.task.column) && replaces(output, pick)
    const next = withUsualLosses(drawing, schema, { ...plan, loss }, isOther)
    const fitted = fittedOutput(drawing, schema, { ...plan, loss: next })
    if (fitted) return { drawing: fitted, loss: next }
  }
  return undefined
}

type IsOther = (output: OutputBinding, pick: LossPick | undefined) => boolean

/** The losses of a plan, with the usual one for each output that needs another; by default, if its loss does not fit. */
export function withUsualLosses(
  drawing: Drawing,
  schema: DatasetSchema,
  plan: Plan,
  isOther: IsOther = isMisfit,
): Plan['loss'] {
  const picks = checkNetwork(drawing, schema, plan).binding.outputs.map((output) => {
    const pick = lossOf(plan, output.label)
    const usual = { kind: lossFor(schema, output.task.column) }
    return { label: output.label, pick: pick && (pick.kind === usual.kind || !isOther(output, pick)) ? pick : usual }
  })
  if (picks.every(({ label, pick }) => pick === lossOf(plan, label))) return plan.loss
  const [only, another] = picks
  return only && !another ? only.pick : Object.fromEntries(picks.map(({ label, pick }) => [label, pick]))
}

const isMisfit: IsOther = ({ task }, pick) => {
  const loss = pick && findLoss(pick.kind)
  return !loss || !fits(loss, task)
}

/** The usual losses for classes: their number decides which of them fits. */
const CLASS_LOSSES: ReadonlySet<unknown> = new Set(['binaryCrossentropy', 'categoricalCrossentropy'])

const isUsualOrMisfit: IsOther = (output, pick) => CLASS_LOSSES.has(pick?.kind) || isMisfit(output, pick)

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
