/**
 * @file Entries of the edit history: edits of the plan and of datasets, and how a save, an undo, or a redo changes the
 * lists of entries.
 */
import type { Plan, PrepareStep } from '../../catalog/training-plan'
import { stableJson } from '../../base/stable-json'
import type { ProjectContent } from '../../compile/project'
import type { DataStep } from '../../data/dataset-edit'
import type { SetRecord } from '../../storage/dataset-records'
import type { OutputDecision } from '../../storage/records'
import type { AppState, WeightEdit } from '../state'

/** Parts of a plan that an edit changes. */
export type EditedParts = Partial<Plan>

/**
 * The pages on which an edit of a part is undone: `plan` also on the Data page, because the part is about the data, and
 * `settings` only where the settings of training are.
 */
export type PlanKind = 'plan' | 'settings'

/** A new part of a plan does not compile until it is listed here. */
const KIND_OF = {
  prepare: 'plan',
  split: 'plan',
  seed: 'plan',
  balance: 'plan',
  classWeights: 'plan',
  augment: 'plan',
  target: 'plan',
  features: 'plan',
  loss: 'settings',
  optimizer: 'settings',
  learningRate: 'settings',
  batchSize: 'settings',
  epochs: 'settings',
  earlyStopping: 'settings',
  schedule: 'settings',
  clip: 'settings',
  accumulate: 'settings',
  movingAverage: 'settings',
  stopWhen: 'settings',
  keepEvery: 'settings',
} as const satisfies Record<keyof Plan, PlanKind>
const PARTS = Object.keys(KIND_OF) as readonly (keyof Plan)[]

/** Undoes and redoes what changed together with a drawing: the dataset that it was drawn for. */
export interface LinkedEdits {
  undo(): void
  redo(): void
}

export interface GraphEntry {
  readonly kind: 'graph'
  readonly company?: LinkedEdits
}

export interface PlanEntry {
  readonly kind: PlanKind
  /** The kinds of the parts that `before` and `after` have. */
  readonly kinds: readonly PlanKind[]
  readonly before: EditedParts
  readonly after: EditedParts
  /** The columns at the time of the edit. */
  readonly columns: string
  /**
   * The only value that changed, if there was only one. Another change to this value soon afterwards is merged into the
   * same undo step.
   */
  readonly field: string | undefined
  readonly at: number
}

/** The dataset of a project, and the plan that it was trained with. */
export type DataInUse = Pick<ProjectContent, 'data' | 'plan'>

/** The choice of another dataset, or of how many of its examples are used. */
export interface DataEntry {
  readonly kind: 'data'
  readonly before: DataInUse
  readonly after: DataInUse
  readonly at: number
}

/** Dataset steps that were applied as one change. */
export interface SetEntry {
  readonly kind: 'set'
  readonly set: string
  readonly count: number
}

/** A change of a weight by hand, and the one before it, without which it cannot be done again. */
export interface WeightEntry {
  readonly kind: 'weights'
  readonly edit: WeightEdit
  readonly previous: WeightEdit | undefined
}

/** A change of what models saved from a run decide an output by. */
export interface DecisionEntry {
  readonly kind: 'decision'
  readonly run: string
  readonly output: string
  readonly before: OutputDecision
  readonly after: OutputDecision
}

export type Entry = GraphEntry | PlanEntry | DataEntry | SetEntry | WeightEntry | DecisionEntry

export interface Logs {
  readonly past: readonly Entry[]
  readonly future: readonly Entry[]
}

type Steps = Pick<SetRecord, 'id' | 'steps' | 'undone'>

/** The logs after a save, and whether the save was an undo or a redo. */
export function withRecord(logs: Logs, was: Steps, is: Steps): readonly [Logs, ('undo' | 'redo')?] {
  const set = is.id
  const more = is.steps.length - was.steps.length
  if (more < 0 && is.undone.length - was.undone.length === -more) return [movedBack(logs, set, -more), 'undo']
  if (more > 0 && same(is.steps[was.steps.length], was.undone[0]) && was.undone.length - is.undone.length === more)
    return [movedOn(logs, set, more), 'redo']
  if (more === 0) return [logs]
  const ofIt = (one: Entry) => one.kind === 'set' && one.set === set
  const last = was.steps.length - 1
  // Steps changed in the middle of the list, so the log no longer knows which steps formed one change.
  if (more < 0 || (last >= 0 && !same(is.steps[last], was.steps[last])))
    return [{ past: logs.past.filter((one) => !ofIt(one)), future: [] }]
  return [added(logs, { kind: 'set', set, count: more })]
}

/** The logs after a change of the weights in use: a change by hand, the end of one, or other weights. */
export function withWeights(logs: Logs, before: AppState['inUse'], after: AppState['inUse']): Logs {
  const [was, is] = [before?.edits ?? [], after?.edits ?? []]
  const { past, future } = logs
  const isOf = (edit: WeightEdit | undefined) => (entry: Entry) => entry.kind === 'weights' && entry.edit === edit
  const [last, previous] = [is.at(-1), is.at(-2)]
  if (is.length === was.length + 1 && last && previous === was.at(-1) && !past.some(isOf(last))) {
    const entry = { kind: 'weights', edit: last, previous } as const
    const next = future.findIndex(({ kind }) => kind === 'weights')
    const redone = future[next]
    if (redone?.kind !== 'weights' || !canRedoWeight(redone, before) || stableJson(redone.edit) !== stableJson(last))
      return added(logs, entry)
    return { past: [...past, entry], future: future.toSpliced(next, 1) }
  }
  const undone = past.findLast(isOf(was.at(-1)))
  if (is.length !== was.length - 1 || !undone || last !== was.at(-2)) return logs
  return { past: past.filter((entry) => entry !== undone), future: [undone, ...future] }
}

/** What changed in the decisions of a run; undefined if nothing did, or more than one output. */
export function decisionChange(before: AppState['runs'], after: AppState['runs']): DecisionEntry | undefined {
  for (const run of after) {
    const was = before.find(({ id }) => id === run.id)
    if (!was || was.decisions === run.decisions) continue
    const [a, b] = [was.decisions ?? {}, run.decisions ?? {}]
    const [output, another] = differing(a, b)
    if (output !== undefined && another === undefined)
      return { kind: 'decision', run: run.id, output, before: a[output] ?? {}, after: b[output] ?? {} }
  }
  return undefined
}

/** Whether a change by hand that was undone can be made again on the weights in use. */
export function canRedoWeight({ previous }: WeightEntry, inUse: AppState['inUse']): boolean {
  return stableJson(inUse?.edits?.at(-1) ?? {}) === stableJson(previous ?? {})
}

/** Adds an edit. Nothing can be redone after it, so that Redo never changes again what later edits were made on. */
export function added({ past }: Logs, entry: Entry): Logs {
  return { past: [...past, entry], future: [] }
}

/** Moves the last `count` steps from past to future, one change at a time. */
function movedBack({ past, future }: Logs, set: string, count: number): Logs {
  const at = past.findLastIndex((one) => one.kind === 'set' && one.set === set)
  const [rest, part] = without(past, at, count)
  const next = { past: rest, future: [{ kind: 'set', set, count: part } as const, ...future] }
  return part < count ? movedBack(next, set, count - part) : next
}

function movedOn({ past, future }: Logs, set: string, count: number): Logs {
  const at = future.findIndex((one) => one.kind === 'set' && one.set === set)
  const [rest, part] = without(future, at, count)
  const next = { past: [...past, { kind: 'set', set, count: part } as const], future: rest }
  return part < count ? movedOn(next, set, count - part) : next
}

/** The entries after removing up to `count` steps, starting from the entry at `at`, and the number of steps removed. */
function without(all: readonly Entry[], at: number, count: number): readonly [readonly Entry[], number] {
  const entry = all[at]
  if (entry?.kind !== 'set') return [all, count]
  if (entry.count <= count) return [all.toSpliced(at, 1), entry.count]
  return [all.toSpliced(at, 1, { ...entry, count: entry.count - count }), count]
}

function same(a: DataStep | undefined, b: DataStep | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && stableJson(a) === stableJson(b))
}

export const untrackedEdits = new WeakSet<object>()

/** The pause that ends a gesture made of many small edits, in ms; the same as on the canvas. */
const PAUSE = 1000

/** The parts of a plan that are of these kinds. */
export function partsOf(plan: EditedParts, kinds: readonly PlanKind[]): EditedParts {
  const parts = PARTS.filter((part) => kinds.includes(KIND_OF[part]) && plan[part] !== undefined)
  return Object.fromEntries(parts.map((part) => [part, plan[part]]))
}

/** Whether one of these parts is about the data. */
export function areAboutData(parts: readonly (keyof Plan)[]): boolean {
  return parts.some((part) => KIND_OF[part] === 'plan')
}

/** The parts that differ between two plans. */
export function partsDiffer(a: EditedParts, b: EditedParts): readonly (keyof Plan)[] {
  const empty = (part: unknown) => part ?? {}
  return PARTS.filter((part) => a[part] !== b[part] && stableJson(empty(a[part])) !== stableJson(empty(b[part])))
}

/** Whether a dataset was chosen, or another number of its examples; an edit of a dataset only changes its version. */
export function isOtherChoice(a: DataInUse['data'], b: DataInUse['data']): boolean {
  return a.dataset !== b.dataset || a.samples !== b.samples || a.seed !== b.seed || a.bias !== b.bias
}

/** Adds the choice of a dataset to the history. Quick changes of the number of its examples are one step. */
export function withChoice(all: readonly Entry[], before: DataInUse, after: DataInUse): readonly Entry[] {
  const at = performance.now()
  const last = all.at(-1)
  const isMerged = last?.kind === 'data' && last.after.data.dataset === after.data.dataset && at - last.at < PAUSE
  const entry: DataEntry = { kind: 'data', before: isMerged ? last.before : before, after, at }
  return [...(isMerged ? all.slice(0, -1) : all), entry]
}

/** Adds a plan edit to the history: as a new step, or merged into the last step. */
export function grown(
  all: readonly Entry[],
  before: EditedParts,
  after: EditedParts,
  columns: string,
): readonly Entry[] {
  const field = fieldOf(before, after)
  const at = performance.now()
  const last = all.at(-1)
  const parts = partsDiffer(before, after)
  const kinds = [...new Set(parts.map((part) => KIND_OF[part]))]
  const kind: PlanKind = areAboutData(parts) ? 'plan' : 'settings'
  const entry = { kind, kinds, before: partsOf(before, kinds), after: partsOf(after, kinds), columns, field, at }
  const apart = last?.kind !== kind || last.columns !== columns || at - last.at >= PAUSE
  if (apart || field === undefined) return [...all, entry]
  // The first change to a column's default steps stores all of the steps, so the changed value cannot be identified;
  // merge the next edit into that change.
  const [part, column = ''] = JSON.parse(field) as readonly [string, string?]
  const own = (parts: EditedParts) => (part === 'prepare' ? parts.prepare?.[column] : undefined)
  const first = last.field === undefined && own(last.before) === undefined && own(last.after) !== undefined
  return last.field === field || first
    ? [...all.slice(0, -1), { ...last, after: partsOf(after, last.kinds), field, at }]
    : [...all, entry]
}

/** The `plan.set` patch that changes one plan into the other. */
export function patchTo(from: EditedParts, to: EditedParts): object {
  return Object.fromEntries(
    partsDiffer(from, to).map((part) => {
      if (part !== 'prepare') return [part, completePatch(from[part], to[part])]
      // Leave out the steps of other columns, because they may refer to data that is not loaded.
      const columns = differing(from.prepare ?? {}, to.prepare ?? {})
      return [part, Object.fromEntries(columns.map((column) => [column, to.prepare?.[column] ?? null]))]
    }),
  )
}

/** The new value, with null for every removed part, because `plan.set` merges tables. */
function completePatch(from: unknown, to: unknown): unknown {
  if (!isTable(from) || !isTable(to)) return to ?? null
  const gone = Object.keys(from).filter((key) => to[key] === undefined)
  const there = Object.entries(to).map(([key, value]) => [key, completePatch(from[key], value)])
  return Object.fromEntries([...gone.map((key) => [key, null]), ...there])
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The path of the only value that differs, as JSON; undefined if there are several. */
function fieldOf(before: EditedParts, after: EditedParts): string | undefined {
  const [part, another] = partsDiffer(before, after)
  if (part === undefined || another !== undefined) return undefined
  if (part === 'prepare') return stepField(part, before.prepare ?? {}, after.prepare ?? {})
  if (part === 'augment') return stepField(part, { of: before.augment ?? [] }, { of: after.augment ?? [] })
  const [from, to]: readonly unknown[] = [before[part], after[part]]
  if (!isTable(from) || !isTable(to)) return typeof to === 'number' ? JSON.stringify([part]) : undefined
  const names = differing(from, to)
  // Split shares change together, so they count as one field. Choosing another kind of split is a separate step.
  return names.includes('kind') ? undefined : JSON.stringify([part, ...names])
}

type Lists = Readonly<Record<string, readonly (PrepareStep | { readonly kind: string })[]>>

/** The column, index, and name of the only value that differs in one preparation step. */
function stepField(part: string, before: Lists, after: Lists): string | undefined {
  const columns = differing(before, after)
  const [column = ''] = columns
  const [a, b] = [before[column] ?? [], after[column] ?? []]
  if (columns.length !== 1 || (before[column] && a.length !== b.length)) return undefined
  const places = b.map((_, i) => i).filter((i) => stableJson(a[i] ?? {}) !== stableJson(b[i] ?? {}))
  const [place = -1] = places
  const [from, to] = [a[place], b[place]]
  if (places.length !== 1 || !from || !to || from.kind !== to.kind) return undefined
  const names = differing(from, to)
  return names.length === 1 ? JSON.stringify([part, column, place, names[0]]) : undefined
}

function differing(a: object, b: object): readonly string[] {
  const [from, to] = [a, b] as Readonly<Record<string, unknown>>[]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (key) => stableJson({ of: from?.[key] ?? null }) !== stableJson({ of: to?.[key] ?? null }),
  )
}
