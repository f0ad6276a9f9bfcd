/**
 * @file columnIn: adds a data column to the network, through an existing input if one fits, or through a new input
 * branch.
 */
import '../../messages/en/runs'
import { columnIndex, type DatasetSchema } from '../../catalog/dataset-schema'
import { layers } from '../../catalog/layers'
import type { Plan } from '../../catalog/training-plan'
import { checkNetwork, type NetworkReport } from '../../compile/check-network'
import { isLagged } from '../../data/bind-columns'
import type { Dataset } from '../../data/dataset'
import { loadSplitStrategies } from '../../data/load-split-strategies'
import { keysOf } from '../../data/row-keys'
import { loadPreparation } from '../../data/transforms/load-transforms'
import { orderColumns } from '../../data/transforms/windows'
import { varyingTimeParts } from '../../data/transforms/time-features'
import { branchFor } from '../../gallery/network-for-dataset'
import { applyAll } from '../../graph/apply-edit'
import type { Drawing, DrawnNode } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { freshId, freshNode, freshWire, insertIntoWire } from '../../graph/edit-helpers'
import { datasetsText } from '../../messages/en/studio/datasets'
import { refuse } from '../../messages/message'
import type { AppContext } from '../context'
import { callOf } from '../run-command'
import { schemaOf } from '../data/data-session'
import { become } from '../project/project-document'
import type { AppState } from '../state'
import { restoreTogether } from './draw-network-for-dataset'

/** The input that reads the column; `made` tells whether the input is new. */
export interface ColumnIn {
  readonly input: string
  readonly made: boolean
}

/** Makes an input node read the column, and says so in a notice. */
export async function addColumnInput(studio: AppContext, column: string): Promise<ColumnIn> {
  const { split } = studio.store.getState().project.plan
  await loadSplitStrategies({ kind: 'time' })
  const into = await columnIn(studio, column)
  const now = studio.store.getState().project.plan.split
  const args = { column, input: into.input, isNew: into.made, split: now === split ? undefined : now.column }
  await studio.run('notice.show', {
    tone: 'info',
    text: datasetsText.joined(args),
    action: { title: datasetsText.showNetwork, ...callOf('room.open', { room: 'build' }) },
  })
  return into
}

/**
 * Makes an input node read the column, as one undo step. An input reads earlier values of a numeric target, in a window
 * that ends before the row. Refuses a column that does not exist and any other target.
 */
async function columnIn(studio: AppContext, column: string): Promise<ColumnIn> {
  await loadPreparation()
  const state = studio.store.getState()
  const { project, report } = state
  const schema = schemaOf(state) ?? refuse('no-data', {})
  if (columnIndex(schema, column) < 0) return refuse('data-lacks-column', { dataset: schema.title, column })
  const reads = report.binding.inputs.find(({ columns }) => columns.includes(column))
  if (reads) return { input: reads.label, made: false }
  const task = report.binding.outputs.find((output) => output.task.column === column)?.task
  if (task && task.kind !== 'number') return refuse('column-is-target', { node: datasetsText.newInput, column })
  const plan = task ? withLag(state, schema, column) : planFor(state, column)
  const take = (edits: readonly Edit[]) => {
    const drawing = applyAll(project.drawing, edits)
    if (plan === project.plan) become(studio.store, drawing, {})
    else restoreTogether(studio, { drawing, data: project.data, plan })
  }
  const before = errorsOf(project.drawing, schema, plan)
  for (const { node, label, columns } of report.binding.inputs) {
    const edits: Edit[] = [{ type: 'set', node, params: { columns: [...columns, column] } }]
    if (!addsNoErrors(project.drawing, edits, schema, plan, before)) continue
    take(edits)
    return { input: label, made: false }
  }
  const idle = idleInput(project.drawing, report)
  if (idle) {
    take(readingEdits(project.drawing, idle, schema, plan, column))
    return { input: idle.label, made: false }
  }
  const { edits, label } = branch(project.drawing, schema, plan, column)
  take(edits)
  return { input: label, made: true }
}

/** Turns off the date features that are constant in the training rows, if the column has no preparation steps yet. */
function planFor({ data, project: { plan } }: AppState, column: string): Plan {
  if (data.tag !== 'ready' || (plan.prepare && Object.hasOwn(plan.prepare, column))) return plan
  const values = data.dataset.columns[columnIndex(data.schema, column)]
  const step = values?.type === 'time' ? varyingTimeParts(values.values, data.split.train) : undefined
  return step ? { ...plan, prepare: { ...plan.prepare, [column]: [step] } } : plan
}

/** The mean number of times in a series, below which a column does not name series. */
const MIN_TIMES_PER_SERIES = 10

/** The number of earlier values that an input reads of a target. */
const LAGS = 12

/**
 * The plan, with a window of earlier values in the steps of the target column. A split by time or the times of the table
 * decide the order of the rows, and a window stays within one series; without times, the rows are in the order of the
 * table. A random split becomes one by time: windows of training rows would contain the targets of the others.
 */
function withLag({ data, project: { plan } }: AppState, schema: DatasetSchema, column: string): Plan {
  if (isLagged(plan, column)) return plan
  const own = plan.prepare && Object.hasOwn(plan.prepare, column) ? plan.prepare[column] : undefined
  const steps = (own ?? [{ kind: 'standardize' }]).filter(({ kind }) => kind !== 'window' && kind !== 'timeWindow')
  const { times } = orderColumns(column, schema.columns)
  const chosen = plan.split.kind === 'time' ? times.find((name) => name === plan.split.column) : undefined
  const by = chosen ?? schema.columns.find(({ type }) => type === 'time')?.name
  const within = by !== undefined && data.tag === 'ready' ? seriesColumn(data.dataset, by) : undefined
  const window = { length: LAGS, horizon: 1 }
  const isOfSeries = plan.split.kind === 'group' && within !== undefined && plan.split.column === within
  const isRandom = plan.split.kind === 'random' && by !== undefined
  const isOrdered = chosen !== undefined || isOfSeries || isRandom
  const lag = isOrdered
    ? { kind: 'timeWindow', by, ...(within && { within }), ...window }
    : { kind: 'window', ...window }
  return {
    ...plan,
    ...(isRandom && { split: { ...plan.split, kind: 'time', column: by } }),
    prepare: { ...plan.prepare, [column]: [lag, ...steps] },
  }
}

/**
 * The first column of names or numbers, such as stores or sensors, in whose groups each time occurs once; undefined if
 * each time occurs once in the whole table.
 */
function seriesColumn(dataset: Dataset, by: string): string | undefined {
  const times = [...(keysOf(dataset, by)?.keys ?? [])]
  const isUnique = (groups?: Int32Array) =>
    new Set(times.map((time, row) => `${time} ${groups?.[row]}`)).size === times.length
  if (isUnique()) return undefined
  return dataset.schema.columns.find(({ name, type }) => {
    const groups = type === 'time' ? undefined : keysOf(dataset, name)
    return groups && groups.names.length <= times.length / MIN_TIMES_PER_SERIES && isUnique(groups.keys)
  })?.name
}

function errorsOf(drawing: Drawing, schema: DatasetSchema, plan: Plan): number {
  return checkNetwork(drawing, schema, plan).diagnostics.filter(({ severity }) => severity === 'error').length
}

function addsNoErrors(
  drawing: Drawing,
  edits: readonly Edit[],
  schema: DatasetSchema,
  plan: Plan,
  before: number,
): boolean {
  const after = applyAll(drawing, edits)
  return errorsOf(after, schema, plan) <= before
}

/** The only input, if it has no column to read and feeds one layer. */
function idleInput({ nodes, wires }: Drawing, { binding }: Pick<NetworkReport, 'binding'>): DrawnNode | undefined {
  const [input, ...others] = nodes.filter(({ kind }) => kind === 'input')
  const feeds = wires.filter(({ from }) => from === input?.id)
  return others.length === 0 && binding.inputs.length === 0 && feeds.length === 1 ? input : undefined
}

/** Makes an input read the column, and puts the layers that turn the column into a vector behind it. */
function readingEdits(drawing: Drawing, input: DrawnNode, schema: DatasetSchema, plan: Plan, column: string) {
  const set: Edit = { type: 'set', node: input.id, params: { columns: [column] } }
  const [wire] = drawing.wires.filter(({ from }) => from === input.id)
  const added = branchFor(schema, plan, column).map(([kind, label, params = {}]) => ({ kind, label, params }))
  const edits = wire ? [set, ...insertIntoWire(drawing, layers, wire, added)] : [set]
  return errorsOf(applyAll(drawing, edits), schema, plan) < errorsOf(applyAll(drawing, [set]), schema, plan)
    ? edits
    : [set]
}

/**
 * Adds a new input branch that joins the tensor feeding the last layer. If the branch cannot be joined there, adds only
 * the input node.
 */
function branch(drawing: Drawing, schema: DatasetSchema, plan: Plan, column: string) {
  const label = labelFor(drawing, column)
  const report = checkNetwork(drawing, schema, plan)
  // Place the new node in a separate row below the other nodes, aligned left, so that it does not seem to follow the
  // last layer.
  const row = { x: edge(drawing, 'x', Math.min), y: edge(drawing, 'y', Math.max) + 200 }
  const input = freshNode(drawing, layers, 'input', row, { columns: [column] }, label)
  const alone: Edit[] = [{ type: 'add', node: input }]
  const last = drawing.wires.find(({ to }) => drawing.nodes.some(({ id, kind }) => id === to && kind === 'output'))
  const into = drawing.wires.filter(({ to }) => to === last?.from)
  const [wire] = into
  if (!wire || into.length !== 1 || report.shapes.get(wire.from)?.length !== 1) return { edits: alone, label }

  let now = applyAll(drawing, alone)
  const edits = [...alone]
  const take = (more: readonly Edit[]) => {
    now = applyAll(now, more)
    edits.push(...more)
  }
  let from = input.id
  let { x, y } = input.position
  for (const [kind, title, params = {}] of branchFor(schema, plan, column)) {
    x += 220
    const node = { id: freshId(kind, now.nodes), kind, label: title, params, position: { x, y } }
    take([{ type: 'add', node }])
    take([{ type: 'connect', wire: freshWire(now, from, node.id) }])
    from = node.id
  }
  const end = now.nodes.find(({ id }) => id === wire.to)?.position ?? { x, y }
  y = end.y + 120
  const join = freshNode(now, layers, 'concatenate', { x: end.x, y })
  take([
    { type: 'disconnect', wire: wire.id },
    { type: 'add', node: join },
  ])
  take([{ type: 'connect', wire: freshWire(now, wire.from, join.id) }])
  take([{ type: 'connect', wire: freshWire(now, from, join.id) }])
  take([{ type: 'connect', wire: { ...freshWire(now, join.id, wire.to), port: wire.port } }])
  const fits = errorsOf(now, schema, plan) <= errorsOf(drawing, schema, plan)
  return { edits: fits ? edits : alone, label }
}

function edge(drawing: Drawing, axis: 'x' | 'y', of: (...all: number[]) => number): number {
  return drawing.nodes.length === 0 ? 0 : of(...drawing.nodes.map(({ position }) => position[axis]))
}

/** The column's name, with a number appended if another node already has that name. */
function labelFor(drawing: Drawing, column: string): string {
  const taken = new Set(drawing.nodes.map(({ label }) => label))
  let label = column
  for (let i = 2; taken.has(label); i++) label = `${column} ${i}`
  return label
}
