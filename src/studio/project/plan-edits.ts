/**
 * @file Plan edits: the undo steps for the data-related parts of the plan. Compares plans, merges edits, and creates
 * the patches that undo edits.
 */
import { stableJson } from '../../base/stable-json'
import type { PrepareStep } from '../../catalog/training-plan'
import type { Entry, EditedParts } from './edit-history-entries'

const PARTS = ['prepare', 'split', 'seed', 'balance', 'classWeights', 'augment', 'target', 'features'] as const

/** The pause that ends a gesture made of many small edits, in ms; the same as on the canvas. */
const PAUSE = 1000

/** The data-related parts of a plan. */
export function partsOf(plan: EditedParts): EditedParts {
  return Object.fromEntries(PARTS.flatMap((part) => (plan[part] === undefined ? [] : [[part, plan[part]]])))
}

/** The parts that differ between two plans. */
export function partsDiffer(a: EditedParts, b: EditedParts): readonly (keyof EditedParts)[] {
  const empty = (part: unknown) => part ?? {}
  return PARTS.filter((part) => a[part] !== b[part] && stableJson(empty(a[part])) !== stableJson(empty(b[part])))
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
  const entry = { kind: 'plan', before: partsOf(before), after: partsOf(after), columns, field, at } as const
  const apart = last?.kind !== 'plan' || last.columns !== columns || at - last.at >= PAUSE
  if (apart || field === undefined) return [...all, entry]
  // The first change to a column's default steps stores all of the steps, so the changed value cannot be identified;
  // merge the next edit into that change.
  const [part, column = ''] = JSON.parse(field) as readonly [string, string?]
  const own = (parts: EditedParts) => (part === 'prepare' ? parts.prepare?.[column] : undefined)
  const first = last.field === undefined && own(last.before) === undefined && own(last.after) !== undefined
  return last.field === field || first
    ? [...all.slice(0, -1), { ...last, after: partsOf(after), field, at }]
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
  if (!isTable(from) || !isTable(to)) return part === 'seed' ? JSON.stringify([part]) : undefined
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
