/** @file Plan edits: the parts of the plan that say how data are used, as steps of Undo: what differs, what is one gesture, what leads back. */
import { stableJson } from '../base/stable-json'
import type { PrepareStep } from '../catalog/plan'
import type { Entry, Parts } from './work-entries'

const PARTS = ['prepare', 'split', 'seed', 'balance', 'classWeights', 'augment', 'target', 'features'] as const

/** A pause that ends a gesture made of many small ones, in ms; as it is on the canvas. */
const PAUSE = 1000

/** These parts of a plan. */
export function partsOf(plan: Parts): Parts {
  return Object.fromEntries(PARTS.flatMap((part) => (plan[part] === undefined ? [] : [[part, plan[part]]])))
}

/** The parts in which two plans differ. */
export function partsDiffer(a: Parts, b: Parts): readonly (keyof Parts)[] {
  const empty = (part: unknown) => part ?? {}
  return PARTS.filter((part) => a[part] !== b[part] && stableJson(empty(a[part])) !== stableJson(empty(b[part])))
}

/** What was done, with an edit of the plan more: as a step of its own, or as part of the last. */
export function grown(all: readonly Entry[], before: Parts, after: Parts, columns: string): readonly Entry[] {
  const field = fieldOf(before, after)
  const at = performance.now()
  const last = all.at(-1)
  const begun = { kind: 'plan', before: partsOf(before), after: partsOf(after), columns, field, at } as const
  const apart = last?.kind !== 'plan' || last.columns !== columns || at - last.at >= PAUSE
  if (apart || field === undefined) return [...all, begun]
  // The first value that is set makes the usual steps one's own: it cannot be told from those that came along.
  const [part, column = ''] = JSON.parse(field) as readonly [string, string?]
  const own = (parts: Parts) => (part === 'prepare' ? parts.prepare?.[column] : undefined)
  const first = last.field === undefined && own(last.before) === undefined && own(last.after) !== undefined
  return last.field === field || first
    ? [...all.slice(0, -1), { ...last, after: partsOf(after), field, at }]
    : [...all, begun]
}

/** What makes one the other, for `plan.set`. */
export function patchTo(from: Parts, to: Parts): object {
  return Object.fromEntries(
    partsDiffer(from, to).map((part) => {
      if (part !== 'prepare') return [part, whole(from[part], to[part])]
      // Steps of other columns may wait for data that have these: they are not asked about.
      const columns = differing(from.prepare ?? {}, to.prepare ?? {})
      return [part, Object.fromEntries(columns.map((column) => [column, to.prepare?.[column] ?? null]))]
    }),
  )
}

/** A value all of whose own parts are said, those that go too, since tables are merged. */
function whole(from: unknown, to: unknown): unknown {
  if (!isTable(from) || !isTable(to)) return to ?? null
  const gone = Object.keys(from).filter((key) => to[key] === undefined)
  const there = Object.entries(to).map(([key, value]) => [key, whole(from[key], value)])
  return Object.fromEntries([...gone.map((key) => [key, null]), ...there])
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The place of the one value in which these differ. */
function fieldOf(before: Parts, after: Parts): string | undefined {
  const [part, another] = partsDiffer(before, after)
  if (part === undefined || another !== undefined) return undefined
  if (part === 'prepare') return stepField(part, before.prepare ?? {}, after.prepare ?? {})
  if (part === 'augment') return stepField(part, { of: before.augment ?? [] }, { of: after.augment ?? [] })
  const [from, to]: readonly unknown[] = [before[part], after[part]]
  if (!isTable(from) || !isTable(to)) return part === 'seed' ? JSON.stringify([part]) : undefined
  const names = differing(from, to)
  // A share is set together with those that make way for it; another way is another step.
  return names.includes('kind') ? undefined : JSON.stringify([part, ...names])
}

type Lists = Readonly<Record<string, readonly (PrepareStep | { readonly kind: string })[]>>

/** The column, place and name of the one value of one step. */
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
