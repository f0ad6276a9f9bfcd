/**
 * @file Updates names in a project and in a dataset's slices when dataset steps are applied or undone. What each step
 * changed is remembered while the page is open, so that undo also restores what the step removed.
 */
import type { Plan } from '../../catalog/training-plan'
import { conditionAfter, drawingAfter, type NameChange, planAfter, slicesAfter } from '../../compile/rename-columns'
import type { Slice } from '../../data/condition'
import type { DataStep } from '../../data/dataset-edit'
import type { DropStep, RenameStep } from '../../data/edit-steps/column-steps'
import type { MapStep } from '../../data/edit-steps/class-steps'
import { isEmptied } from '../../data/edit-steps/step-helpers'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import type { Drawing } from '../../graph/drawing'
import type { SetBase } from '../../storage/dataset-records'
import { setHashes } from '../../storage/dataset-versions'
import type { DataLook } from './data-view-state'

/** A transition between two states of a dataset: the steps of each state, and the schema of the second one. */
export interface Walk {
  readonly base: SetBase
  readonly from: readonly DataStep[]
  readonly to: readonly DataStep[]
  /** The schema after the steps in `to`. */
  readonly schema: DatasetSchema
  /** The default target of the dataset after the steps in `from`. */
  readonly usual: string
}

export interface ProjectNames {
  readonly plan: Plan
  readonly drawing: Drawing
  readonly past: readonly Drawing[]
  readonly future: readonly Drawing[]
}

/**
 * The plan, drawing, and history with the names updated for a transition between dataset states; the same object if
 * nothing changes.
 */
export function projectAlong(project: string, names: ProjectNames, walk: Walk): ProjectNames {
  return along(`project ${project}`, names, walk, {
    change(now, change) {
      const every = (drawings: readonly Drawing[]) => sameOr(drawings, (drawing) => drawingAfter(drawing, change))
      const plan = planAfter(now.plan, change, now.drawing, walk.usual)
      const [drawing, past, future] = [drawingAfter(now.drawing, change), every(now.past), every(now.future)]
      const same = plan === now.plan && drawing === now.drawing && past === now.past && future === now.future
      return same ? now : { plan, drawing, past, future }
    },
    restore: (now, before, after) => ({
      plan: partsBack(now.plan, before.plan, after.plan),
      drawing: drawingBack(now.drawing, before.drawing, after.drawing),
      past: now.past === after.past ? before.past : now.past,
      future: now.future === after.future ? before.future : now.future,
    }),
  })
}

/** The slices of a dataset, with the names updated for a transition between dataset states. */
export function slicesAlong(set: string, slices: readonly Slice[], walk: Walk): readonly Slice[] {
  return along(`slices ${set}`, slices, walk, {
    change: slicesAfter,
    restore: (now, before, after) =>
      sameOr(now, (slice) => {
        const at = after.findIndex(({ name }) => name === slice.name)
        return at >= 0 && equal(slice, after[at]) ? (before[at] as Slice) : slice
      }),
  })
}

/**
 * The Data page's filter and sort order, with the names updated for a transition between dataset states. Row numbers in
 * the filter are not updated here.
 */
export function lookAlong(look: DataLook, walk: Walk): DataLook {
  return along('look', look, walk, { change: lookAfter, restore: (now) => now })
}

function lookAfter(look: DataLook, change: NameChange): DataLook {
  const where = look.where && conditionAfter(look.where, change)
  const { from, to } = change.what === 'column' ? change : { from: '', to: null }
  const named = to !== null && look.sort?.some(({ column }) => column === from)
  if (where === look.where && !named) return look
  const sort = look.sort?.map((by) => (named && by.column === from ? { ...by, column: to } : by))
  return { ...look, ...(where ? { where } : {}), ...(sort ? { sort } : {}) }
}

interface How<T> {
  change(now: T, change: NameChange): T
  /** Restores in `now` the values from `before` wherever `now` still equals `after`. */
  restore(now: T, before: T, after: T): T
}

/** Values before and after each step, keyed by owner and pair of versions; the oldest entries are dropped first. */
const remembered = new Map<string, { readonly before: unknown; readonly after: unknown }>()
const MOST_REMEMBERED = 200

function along<T>(owner: string, names: T, { base, from, to, schema }: Walk, { change, restore }: How<T>): T {
  const [left, taken] = [setHashes(base, from), setHashes(base, to)]
  let common = 0
  while (common < from.length && common < to.length && left[common + 1] === taken[common + 1]) common++
  let now = names
  for (let i = from.length - 1; i >= common; i--) {
    const known = remembered.get(`${owner} ${left[i]} ${left[i + 1]}`)
    if (known) now = restore(now, known.before as T, known.after as T)
    // Settings that were made after the step also use the new names, so rename those back as well.
    now = changesBack(from[i] as DataStep, schema).reduce(change, now)
  }
  for (let i = common; i < to.length; i++) {
    const before = now
    now = changesOf(to[i] as DataStep).reduce(change, now)
    if (now === before) continue
    const key = `${owner} ${taken[i]} ${taken[i + 1]}`
    remembered.delete(key)
    remembered.set(key, { before, after: now })
    const [oldest] = remembered.keys()
    if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
  }
  return now
}

/** The name changes that a step makes. */
function changesOf(step: DataStep): readonly NameChange[] {
  switch (step.kind) {
    case 'rename':
      return [{ what: 'column', from: (step as RenameStep).column, to: (step as RenameStep).to }]
    case 'drop':
      return (step as DropStep).columns.map((from) => ({ what: 'column', from, to: null }))
    case 'map':
      return [{ what: 'values', column: (step as MapStep).column, values: new Map((step as MapStep).values) }]
    default: {
      const { emptied } = step
      if (!isEmptied(emptied)) return []
      return [{ what: 'values', column: emptied.column, values: new Map(emptied.values.map((value) => [value, null])) }]
    }
  }
}

/** The inverse of the changes, as far as the step determines it: values that were merged cannot be separated again. */
function changesBack(step: DataStep, { columns }: DatasetSchema): readonly NameChange[] {
  const [change] = changesOf(step)
  if (change?.what === 'column') return change.to === null ? [] : [{ ...change, from: change.to, to: change.from }]
  const of = columns.find(({ name }) => name === change?.column)
  if (!change || of?.type !== 'category') return []
  const all = [...change.values]
  const back = all.flatMap(([from, to]) =>
    to !== null && !of.values.includes(to) && all.filter((pair) => pair[1] === to).length === 1
      ? [[to, from] as const]
      : [],
  )
  return back.length > 0 ? [{ ...change, values: new Map(back) }] : []
}

/** Resets each part of `now` that still equals `after` to its value in `before`. */
function partsBack<T extends object>(now: T, before: T, after: T): T {
  const parts = { ...now } as Record<string, unknown>
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [is, was, left] = [now, before, after].map((one) => (one as Record<string, unknown>)[key])
    if (!equal(is, left)) continue
    if (was === undefined) delete parts[key]
    else parts[key] = was
  }
  return parts as T
}

function drawingBack(now: Drawing, before: Drawing, after: Drawing): Drawing {
  if (now === after) return before
  const nodes = now.nodes.map((node) => {
    const [was, left] = [before, after].map((drawing) => drawing.nodes.find(({ id }) => id === node.id))
    return was && left ? { ...node, params: partsBack(node.params, was.params, left.params) } : node
  })
  return { ...now, nodes }
}

function sameOr<T>(all: readonly T[], how: (one: T) => T): readonly T[] {
  const after = all.map(how)
  return after.every((one, i) => one === all[i]) ? all : after
}

function equal(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
