/**
 * @file Chain: the steps of a column one after another: which forms they go through, fitted on the training rows alone, and applied.
 * Rows of a table and values that a person gives go through the same.
 */
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import '../../messages/en/prepare'
import { expectDefined } from '../../base/assert'
import { fail, ok, type Result } from '../../base/result'
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import type { ParamSpecs, ValuesOf } from '../../catalog/params'
import { valuesOf } from '../../catalog/params'
import type { Shape } from '../../catalog/layer-def'
import type { Plan, PrepareStep } from '../../catalog/plan'
import { answerProblem, ownAnswerSteps, takenBack } from './answer'
import { findTransform, transforms } from './index'
import { orderProblem } from './order-problem'
import { augmentProblem } from '../augment/augment-problem'
import { installPreparation } from './known'
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
import type { OrderedRows } from './ordered-rows'
import { targetSteps, usualSteps } from './usual'

/** Reads the values of rows; -1 is a row that is not there: missing. */
export interface Read {
  (rows: Int32Array): Values
  /** What lies before a row in the order of a window; without, rows go as they stand. */
  ordered?(order: WindowOrder): OrderedRows
}

interface Link {
  readonly def: TransformDef
  readonly params: ValuesOf<ParamSpecs>
  readonly from: Form
  readonly to: Form
}

export const MOST_STEPS = 20

/** The links of a column's steps, or the first thing wrong with them. */
export function linksOf(column: string, from: Form, steps: readonly PrepareStep[]): Result<readonly Link[], Problem> {
  const links: Link[] = []
  let form = from
  if (sizeOfForm(from) > MOST_NUMBERS) {
    return fail(message('prepare-large', { column, step: column, size: sizeOfForm(from), most: MOST_NUMBERS }))
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
    if (sizeOfForm(to.value) > MOST_NUMBERS) {
      return fail(message('prepare-large', { column, step: def.title, size: sizeOfForm(to.value), most: MOST_NUMBERS }))
    }
    links.push({ def, params: params.value, from: form, to: to.value })
    form = to.value
  }
  const ends = links.at(-1)?.to ?? from
  if (!ENDS.has(ends.type)) return fail(message('prepare-ends', { column, type: ends.type }))
  return ok(links)
}

/** What a network can take. */
const ENDS: ReadonlySet<Form['type']> = new Set(['number', 'array', 'image', 'ids'])
/** Of one row: a picture of 1024×1024 in four channels. */
const MOST_NUMBERS = 4_194_304

/** The steps of a column: the plan's, or the usual ones. */
export function stepsOf(
  column: ColumnSchema,
  { prepare }: Pick<Plan, 'prepare'>,
  kind: DatasetSchema['kind'],
): readonly PrepareStep[] {
  return (prepare && Object.hasOwn(prepare, column.name) && prepare[column.name]) || usualSteps(column, kind)
}

/** [places, signs] of a text that is predicted, or why its steps do not make it such. */
export function textPlaces(column: ColumnSchema, steps: readonly PrepareStep[]): Result<Shape, Problem> {
  const links = linksOf(column.name, formOf(column), steps)
  if (!links.ok) return links
  const { type, shape, count } = links.value.at(-1)?.to ?? formOf(column)
  const fine = type === 'ids' && count !== undefined && steps.length === 1 && steps[0]?.pad !== 'left'
  return fine ? ok([...shape, count]) : fail(message('prepare-answer', { column: column.name }))
}

/**
 * Fits the steps of a column one after another, each on the given rows as those before leave them; no other row is read. `border`: the
 * rows were split in time, so that what is behind the last of them is of another part.
 */
export function fitSteps(
  column: string,
  from: Form,
  steps: readonly PrepareStep[],
  read: Read,
  rows: Uint32Array,
  border = false,
): FittedColumn {
  const links = linksOf(column, from, steps)
  if (!links.ok) throw new Error(`Netloom is wrong here: steps that were not checked (${links.error.code})`)
  // A window of a training row may reach over rows of other parts: to the fit those are missing.
  const within = links.value.some(({ def }) => def.reach) ? new Set(rows) : undefined
  const own: Read = within
    ? Object.assign((asked: Int32Array) => read(asked.map((row) => (within.has(row) ? row : -1))), read)
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
  const last = rows.reduce((most, row) => {
    const time = ordered?.timeOf(row) ?? Number.NaN
    return Number.isNaN(time) ? most : Math.max(time, most)
  }, Number.NEGATIVE_INFINITY)
  return last === Number.NEGATIVE_INFINITY ? undefined : last
}

/** Rows in blocks that are a few MB each, whatever a row takes. */
export function* blocksOf(fitted: FittedColumn, rows: Uint32Array): Generator<Uint32Array> {
  const { forms, reach } = chainOf(fitted)
  const most = Math.max(...forms.map(sizeOfForm), reach?.length ?? 1)
  const size = Math.max(1, Math.floor(BLOCK / most))
  for (let at = 0; at < rows.length; at += size) yield rows.subarray(at, at + size)
}

/** Numbers a block. */
const BLOCK = 262_144

/** The values of rows behind the steps. */
export function applySteps(fitted: FittedColumn, read: Read, rows: Uint32Array): Values {
  const { reach, order, until } = chainOf(fitted)
  const ordered = order && read.ordered?.(order)
  if (!reach) return applyRead(fitted, read(Int32Array.from(rows)))
  return applyRead(fitted, read(ordered ? reachedIn(ordered, rows, reach, until) : reached(rows, reach)))
}

/** The same of values that were read, with all that their windows reach over. */
export function applyRead(fitted: FittedColumn, values: Values): Values {
  const { defs, forms } = chainOf(fitted)
  return defs.reduce(
    (now, def, i) => def.apply(now, expectDefined(fitted.steps[i], 'a step'), expectDefined(forms[i], 'its form')),
    values,
  )
}

function reached(rows: Uint32Array, reach: readonly number[]): Int32Array {
  const all = new Int32Array(rows.length * reach.length)
  let at = 0
  for (const row of rows) for (const back of reach) all[at++] = row >= back ? row - back : -1
  return all
}

/** The same in time and within groups; behind `until`, what is not is of another part, and missing. */
function reachedIn(
  ordered: OrderedRows,
  rows: Uint32Array,
  reach: readonly number[],
  until = Number.NEGATIVE_INFINITY,
): Int32Array {
  const all = new Int32Array(rows.length * reach.length)
  let at = 0
  for (const row of rows) {
    const behind = ordered.timeOf(row) > until
    for (const back of reach) {
      const found = ordered.before(row, back)
      all[at++] = found >= 0 && behind && ordered.timeOf(found) <= until ? -1 : found
    }
  }
  return all
}

interface Chain {
  readonly defs: readonly TransformDef[]
  /** One more than there are steps: before each, and behind the last. */
  readonly forms: readonly Form[]
  readonly reach?: readonly number[]
  readonly order?: WindowOrder
  /** The end of the training rows, where windows do not reach over it. */
  readonly until?: number
}

const chains = new WeakMap<FittedColumn, Chain>()

/** What a fitted column goes through. */
export function chainOf(fitted: FittedColumn): Chain {
  const found = chains.get(fitted)
  if (found) return found
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

/** What a column is behind its steps. */
export function endOf(fitted: FittedColumn): Form {
  return expectDefined(chainOf(fitted).forms.at(-1), 'a form')
}

/** What is wrong with a fitted column from outside, if anything: steps, and what each says it learnt. */
export function fittedProblem({ column, from, steps }: FittedColumn): Problem | undefined {
  const axes = from.type === 'image' ? 3 : from.type === 'array' ? undefined : 0
  const sound = (axes === undefined || from.shape.length === axes) && from.shape.every((axis) => axis > 0)
  if (!sound || (from.type === 'category') !== (from.values !== undefined))
    return message('prepare-learnt', { column, step: column })
  const links = linksOf(
    column,
    from,
    steps.map(({ kind, params }) => ({ kind, ...params })),
  )
  if (!links.ok) return links.error
  const wrong = links.value.find(({ def, params, from: form }, i) => {
    const step = steps[i]
    const spelled = step && Object.keys(def.params).every((name) => Object.hasOwn(step.params, name))
    return !spelled || !def.couldLearn(step.learned, form, params)
  })
  return wrong && message('prepare-learnt', { column, step: wrong.def.title })
}

/** A step in part: at a strength of 0 all is as it was, at 1 it is done in full. Of steps that keep the shape. */
export function applyPart(def: TransformDef, step: FittedStep, values: Values, form: Form, strength: number): Values {
  const whole = def.apply(values, step, form)
  if (strength === 1 || !def.blends || !(values instanceof Float64Array) || !(whole instanceof Float64Array))
    return whole
  return values.map((value, i) => value + strength * ((whole[i] as number) - value))
}

installPreparation({
  varying: augmentProblem,
  after(column, plan, kind) {
    const links = linksOf(column.name, formOf(column), stepsOf(column, plan, kind))
    return links.ok ? ok(links.value.at(-1)?.to ?? formOf(column)) : links
  },
  answer: (column, plan) => textPlaces(column, targetSteps(column, plan)),
  back: takenBack,
  number(column, plan) {
    const steps = ownAnswerSteps(column.name, plan)
    if (!steps) return undefined
    const links = linksOf(column.name, formOf(column), steps)
    return links.ok ? answerProblem(column, steps) : links.error
  },
  problems({ prepare, split }, schema) {
    if (prepare === undefined) return []
    if (typeof prepare !== 'object' || prepare === null || Array.isArray(prepare))
      return [message('prepare-list', { most: MOST_STEPS })]
    return Object.entries(prepare).flatMap(([name, steps]): readonly Problem[] => {
      const fine =
        Array.isArray(steps) && steps.length <= MOST_STEPS && steps.every((one) => typeof one?.kind === 'string')
      if (!fine) return [message('prepare-list', { most: MOST_STEPS })]
      const column = schema?.columns.find((one) => one.name === name)
      if (!schema) return []
      if (!column) return [message('prepare-column', { column: name, columns: schema.columns.map((one) => one.name) })]
      const links = linksOf(name, formOf(column), steps)
      if (!links.ok) return [links.error]
      const said = orderProblem(column, steps, schema.columns, split)
      return said ? [said] : []
    })
  },
})
