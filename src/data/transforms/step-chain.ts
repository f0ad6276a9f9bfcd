/**
 * @file Chain: a column's sequence of steps. Determines the forms between the steps, fits the steps on the training
 * rows alone, and applies them. Table rows and values entered by a user go through the same code.
 */
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import '../../messages/en/prepare'
import { expectDefined } from '../../base/assert'
import { fail, ok, type Result } from '../../base/result'
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import type { Shape } from '../../catalog/layer-def'
import { type ParamSpecs, type ValuesOf, valuesOf } from '../../catalog/params'
import type { Plan, PrepareStep } from '../../catalog/training-plan'
import { augmentProblem } from '../augment/index'
import type { OrderedRows } from './ordered-rows'
import { defaultSteps, textTargetSteps } from './default-steps'
import { findTransform, transforms } from './index'
import { installPreparation } from './loaded-transforms'
import { invertTargetSteps, plannedTargetSteps, targetStepsProblem } from './numeric-target'
import {
  type FittedColumn,
  type FittedStep,
  type Form,
  formOf,
  sizeOfForm,
  type TransformDef,
  type Values,
  type WindowOrder,
} from './transform'
import { orderProblem } from './windows'

/** Reads the values of the given rows. Row -1 stands for a row that does not exist and whose value is missing. */
export interface Read {
  (rows: Int32Array): Values
  /** Returns the rows in the order that a window uses; if absent, rows are in table order. */
  ordered?(order: WindowOrder): OrderedRows
}

interface ResolvedStep {
  readonly def: TransformDef
  readonly params: ValuesOf<ParamSpecs>
  readonly from: Form
  readonly to: Form
}

export const MAX_STEPS = 20

/** Resolves the steps of a column; returns the first problem if they are not valid. */
export function resolveSteps(
  column: string,
  from: Form,
  steps: readonly PrepareStep[],
): Result<readonly ResolvedStep[], Problem> {
  const links: ResolvedStep[] = []
  let form = from
  if (sizeOfForm(from) > MAX_NUMBERS) {
    return fail(message('prepare-large', { column, step: column, size: sizeOfForm(from), most: MAX_NUMBERS }))
  }
  for (const { kind, ...loose } of steps) {
    const def = findTransform(kind)
    if (!def) {
      const kinds = transforms.filter(({ takes }) => takes.includes(form.type)).map((one) => one.kind)
      return fail(message('prepare-kind', { column, kind: String(kind), kinds }))
    }
    if (!def.takes.includes(form.type)) {
      return fail(message('prepare-takes', { column, step: def.title, takes: def.takes, type: form.type }))
    }
    const params = valuesOf(def.params, loose, def.title)
    if (!params.ok) return params
    if (def.reach && links.some((link) => link.def.reach)) return fail(message('prepare-window-twice', { column }))
    const to = def.output(form, params.value)
    if (!to.ok) return to
    if (sizeOfForm(to.value) > MAX_NUMBERS) {
      return fail(message('prepare-large', { column, step: def.title, size: sizeOfForm(to.value), most: MAX_NUMBERS }))
    }
    links.push({ def, params: params.value, from: form, to: to.value })
    form = to.value
  }
  const ends = links.at(-1)?.to ?? from
  if (!NETWORK_FORMS.has(ends.type)) return fail(message('prepare-ends', { column, type: ends.type }))
  return ok(links)
}

/** The forms that a network accepts as input. */
const NETWORK_FORMS: ReadonlySet<Form['type']> = new Set(['number', 'array', 'image', 'ids'])
/** The maximum number of values per row, which is enough for a 1024×1024 image with four channels. */
const MAX_NUMBERS = 4_194_304

/** Returns the steps for a column: those in the plan, or the default steps. */
export function stepsOf(
  column: ColumnSchema,
  { prepare }: Pick<Plan, 'prepare'>,
  kind: DatasetSchema['kind'],
): readonly PrepareStep[] {
  return (prepare && Object.hasOwn(prepare, column.name) && prepare[column.name]) || defaultSteps(column, kind)
}

/**
 * Returns the shape [positions, vocabulary size] of a text target, or the reason why the target's steps are not valid
 * for text.
 */
export function textTargetShape(column: ColumnSchema, steps: readonly PrepareStep[]): Result<Shape, Problem> {
  const links = resolveSteps(column.name, formOf(column), steps)
  if (!links.ok) return links
  const { type, shape, count } = links.value.at(-1)?.to ?? formOf(column)
  const fine = type === 'ids' && count !== undefined && steps.length === 1 && steps[0]?.pad !== 'left'
  return fine ? ok([...shape, count]) : fail(message('prepare-answer', { column: column.name }))
}

/**
 * Fits the steps of a column in sequence on the given rows, each step on the output of the previous step; no other rows
 * are read. If `border` is set, the split is by time, so rows after the last given row belong to another part.
 */
export function fitSteps(
  column: string,
  from: Form,
  steps: readonly PrepareStep[],
  read: Read,
  rows: Uint32Array,
  border = false,
): FittedColumn {
  const links = resolveSteps(column, from, steps)
  if (!links.ok) throw new Error(`Netloom is wrong here: steps that were not checked (${links.error.code})`)
  // A window of a training row may include rows of other parts; during fitting, those rows count as missing.
  const within = links.value.some(({ def }) => def.reach) ? new Set(rows) : undefined
  const own: Read = within
    ? Object.assign((requested: Int32Array) => read(requested.map((row) => (within.has(row) ? row : -1))), read)
    : read
  const fitted: FittedStep[] = []
  for (const { def, params, from: form } of links.value) {
    const before: FittedColumn = { column, from, steps: [...fitted] }
    const order = border ? def.order?.(params) : undefined
    const until = order && lastOf(read.ordered?.(order), rows)
    const source = {
      form,
      rows: rows.length,
      ...(until === undefined ? {} : { until }),
      *blocks() {
        for (const block of blocksOf(before, rows)) yield applySteps(before, own, block)
      },
    }
    fitted.push({ kind: def.kind, params, learned: def.fit(source, params) })
  }
  return { column, from, steps: fitted }
}

function lastOf(ordered: OrderedRows | undefined, rows: Uint32Array): number | undefined {
  const last = rows.reduce((max, row) => {
    const time = ordered?.timeOf(row) ?? Number.NaN
    return Number.isNaN(time) ? max : Math.max(time, max)
  }, Number.NEGATIVE_INFINITY)
  return last === Number.NEGATIVE_INFINITY ? undefined : last
}

/** Splits rows into blocks of a few MB each, regardless of the size of a row. */
export function* blocksOf(fitted: FittedColumn, rows: Uint32Array): Generator<Uint32Array> {
  const { forms, reach } = chainOf(fitted)
  const max = Math.max(...forms.map(sizeOfForm), reach?.length ?? 1)
  const size = Math.max(1, Math.floor(BLOCK / max))
  for (let at = 0; at < rows.length; at += size) yield rows.subarray(at, at + size)
}

/** The number of values per block. */
const BLOCK = 262_144

/** Returns the values of rows after all steps. */
export function applySteps(fitted: FittedColumn, read: Read, rows: Uint32Array): Values {
  const { reach, order, until } = chainOf(fitted)
  const ordered = order && read.ordered?.(order)
  if (!reach) return applyToValues(fitted, read(Int32Array.from(rows)))
  return applyToValues(fitted, read(ordered ? reachedInOrder(ordered, rows, reach, until) : reachedRows(rows, reach)))
}

/**
 * Returns whether the window of a row contains only rows that exist and that it may read. The missing values of other
 * windows are filled in. Every row is complete if the steps have no window.
 */
export function hasFullWindow(fitted: FittedColumn, read: Read): (row: number) => boolean {
  const { reach, order, until = Number.NEGATIVE_INFINITY } = chainOf(fitted)
  if (!reach) return () => true
  const ordered = order && read.ordered?.(order)
  // A window has no gaps, so it is complete if its oldest row is there.
  const oldest = Math.max(...reach)
  if (!ordered) return (row) => row >= oldest
  return (row) => {
    const first = ordered.before(row, oldest)
    return first >= 0 && (ordered.timeOf(row) <= until || ordered.timeOf(first) > until)
  }
}

/**
 * Like `applySteps`, but for values that were already read, including the values of all rows that the windows cover.
 */
export function applyToValues(fitted: FittedColumn, values: Values): Values {
  const { defs, forms } = chainOf(fitted)
  return defs.reduce(
    (now, def, i) => def.apply(now, expectDefined(fitted.steps[i], 'a step'), expectDefined(forms[i], 'its form')),
    values,
  )
}

function reachedRows(rows: Uint32Array, reach: readonly number[]): Int32Array {
  const all = new Int32Array(rows.length * reach.length)
  let at = 0
  for (const row of rows) for (const back of reach) all[at++] = row >= back ? row - back : -1
  return all
}

/**
 * Returns the rows that windows cover, in time order and within groups. For a row after the time `until`, rows up to
 * `until` belong to another part and count as missing.
 */
function reachedInOrder(
  ordered: OrderedRows,
  rows: Uint32Array,
  reach: readonly number[],
  until = Number.NEGATIVE_INFINITY,
): Int32Array {
  const all = new Int32Array(rows.length * reach.length)
  let at = 0
  for (const row of rows) {
    const isAfterBorder = ordered.timeOf(row) > until
    for (const back of reach) {
      const found = ordered.before(row, back)
      all[at++] = found >= 0 && isAfterBorder && ordered.timeOf(found) <= until ? -1 : found
    }
  }
  return all
}

interface Chain {
  readonly defs: readonly TransformDef[]
  /** The form before each step and the form after the last step, so this list is one longer than the list of steps. */
  readonly forms: readonly Form[]
  readonly reach?: readonly number[]
  readonly order?: WindowOrder
  /** The time of the last training row; set if windows must not extend across this time. */
  readonly until?: number
}

const chains = new WeakMap<FittedColumn, Chain>()

/** The resolved steps of a fitted column; the result is cached. */
export function chainOf(fitted: FittedColumn): Chain {
  const cached = chains.get(fitted)
  if (cached) return cached
  const defs: TransformDef[] = []
  const forms: Form[] = [fitted.from]
  let reach: readonly number[] | undefined
  let order: WindowOrder | undefined
  let until: number | undefined
  for (const { kind, params, learned } of fitted.steps) {
    const def = expectDefined(findTransform(kind), `the step ${kind}`)
    const to = def.output(expectDefined(forms.at(-1), 'a form'), params)
    if (!to.ok) throw new Error(`Netloom is wrong here: ${to.error.code}`)
    defs.push(def)
    forms.push(to.value)
    reach ??= def.reach?.(params)
    order ??= def.order?.(params)
    if (def.order && Array.isArray(learned.until)) until = learned.until[0] as number
  }
  const chain = {
    defs,
    forms,
    ...(reach ? { reach } : {}),
    ...(order ? { order } : {}),
    ...(until === undefined ? {} : { until }),
  }
  chains.set(fitted, chain)
  return chain
}

/** The form of a column after its steps. */
export function finalForm(fitted: FittedColumn): Form {
  return expectDefined(chainOf(fitted).forms.at(-1), 'a form')
}

/**
 * Validates a fitted column from an untrusted source: its steps, and the values that each step claims to have learned.
 * Returns a problem if the column is not valid.
 */
export function fittedProblem({ column, from, steps }: FittedColumn): Problem | undefined {
  const axes = from.type === 'image' ? 3 : from.type === 'array' ? undefined : 0
  const isValid = (axes === undefined || from.shape.length === axes) && from.shape.every((axis) => axis > 0)
  const isKnown = from.unseen === undefined || from.unseen.every((value) => from.values?.includes(value))
  if (!isValid || !isKnown || (from.type === 'category') !== (from.values !== undefined))
    return message('prepare-fitted', { column, step: column })
  const links = resolveSteps(
    column,
    from,
    steps.map(({ kind, params }) => ({ kind, ...params })),
  )
  if (!links.ok) return links.error
  const wrong = links.value.find(({ def, params, from: form }, i) => {
    const step = steps[i]
    const spelled = step && Object.keys(def.params).every((name) => Object.hasOwn(step.params, name))
    return !spelled || !def.isValidLearned(step.learned, form, params)
  })
  return wrong && message('prepare-fitted', { column, step: wrong.def.title })
}

/**
 * Applies a step partially: a strength of 0 changes nothing, and 1 applies the step fully. Only for steps that keep the
 * shape of their input.
 */
export function applyBlended(
  def: TransformDef,
  step: FittedStep,
  values: Values,
  form: Form,
  strength: number,
): Values {
  const whole = def.apply(values, step, form)
  if (strength === 1 || !def.blends || !(values instanceof Float64Array) || !(whole instanceof Float64Array))
    return whole
  return values.map((value, i) => value + strength * ((whole[i] as number) - value))
}

installPreparation({
  augmentProblem: augmentProblem,
  formAfter(column, plan, kind) {
    const links = resolveSteps(column.name, formOf(column), stepsOf(column, plan, kind))
    return links.ok ? ok(links.value.at(-1)?.to ?? formOf(column)) : links
  },
  textTargetShape: (column, plan) => textTargetShape(column, textTargetSteps(column, plan)),
  invert: invertTargetSteps,
  targetProblem(column, plan) {
    const steps = plannedTargetSteps(column.name, plan)
    if (!steps) return undefined
    const links = resolveSteps(column.name, formOf(column), steps)
    return links.ok ? targetStepsProblem(column, steps) : links.error
  },
  planProblems({ prepare, split }, schema) {
    if (prepare === undefined) return []
    if (typeof prepare !== 'object' || prepare === null || Array.isArray(prepare))
      return [message('prepare-list', { most: MAX_STEPS })]
    return Object.entries(prepare).flatMap(([name, steps]): readonly Problem[] => {
      const fine =
        Array.isArray(steps) && steps.length <= MAX_STEPS && steps.every((one) => typeof one?.kind === 'string')
      if (!fine) return [message('prepare-list', { most: MAX_STEPS })]
      const column = schema?.columns.find((one) => one.name === name)
      if (!schema) return []
      if (!column) return [message('prepare-column', { column: name, columns: schema.columns.map((one) => one.name) })]
      const links = resolveSteps(name, formOf(column), steps)
      if (!links.ok) return [links.error]
      const problem = orderProblem(column, steps, schema.columns, split)
      return problem ? [problem] : []
    })
  },
})
