/**
 * @file Updates a project's references after columns or values of its dataset were renamed: plan, inputs, outputs, and
 * slices. If a column was deleted, splits and slices that use it stay unchanged and are reported, because a replacement
 * cannot be guessed.
 */
import { layer as input } from '../catalog/layers/input'
import { layer as output } from '../catalog/layers/output'
import type { BalancePick, Plan, PrepareStep } from '../catalog/training-plan'
import type { Condition, Slice } from '../data/condition'
import type { DrawnNode, Drawing, Subgraph } from '../graph/drawing'

/** Renames of columns, or of the values of one column. Null means deleted. */
export type NameChange =
  | { readonly what: 'column'; readonly from: string; readonly to: string | null }
  | { readonly what: 'values'; readonly column: string; readonly values: ReadonlyMap<string, string | null> }

/**
 * The plan after a change; the same object if the change does not affect it. `defaultTarget` is the dataset's target.
 */
export function planAfter(plan: Plan, change: NameChange, drawing: Drawing, defaultTarget: string): Plan {
  return change.what === 'column'
    ? withColumn(plan, change)
    : withValues(plan, change, predictedIn(drawing).add(plan.target ?? defaultTarget))
}

type ColumnChange = Extract<NameChange, { what: 'column' }>
type ValuesChange = Extract<NameChange, { what: 'values' }>

function withColumn(plan: Plan, { from, to }: ColumnChange): Plan {
  const { target, features, split, prepare, balance } = plan
  const parts: { -readonly [K in keyof Plan]?: Plan[K] | undefined } = {}
  const goesBy = (step: PrepareStep) => step.kind === 'timeWindow' && (step.by === from || step.within === from)
  const renamed = (step: PrepareStep): PrepareStep =>
    goesBy(step) && to !== null
      ? { ...step, ...(step.by === from ? { by: to } : {}), ...(step.within === from ? { within: to } : {}) }
      : step
  if (target === from) parts.target = to ?? undefined
  if (features?.includes(from)) {
    const rest = features.flatMap((name) => (name === from ? (to ?? []) : name))
    parts.features = rest.length > 0 ? rest : undefined
  }
  if (split.column === from && to !== null) parts.split = { ...split, column: to }
  if (prepare && Object.hasOwn(prepare, from)) {
    const rest = Object.entries(prepare).flatMap(([name, steps]) =>
      name === from ? (to === null ? [] : [[to, steps] as const]) : [[name, steps] as const],
    )
    parts.prepare = rest.length > 0 ? Object.fromEntries(rest) : undefined
  }
  // Windows refer to columns too; the check reports a window that refers to a deleted column.
  const after = Object.hasOwn(parts, 'prepare') ? parts.prepare : prepare
  if (after && to !== null && Object.values(after).some((steps) => steps.some(goesBy)))
    parts.prepare = Object.fromEntries(Object.entries(after).map(([name, steps]) => [name, steps.map(renamed)]))
  if (balance?.weights === from || balance?.groups === from) {
    const kept = Object.entries(balance).flatMap(([key, value]) => {
      const isNamed = key !== 'sampling' && value === from
      return isNamed ? (to === null ? [] : [[key, to]]) : [[key, value]]
    })
    parts.balance = kept.length > 0 ? (Object.fromEntries(kept) as BalancePick) : undefined
  }
  return withParts(plan, parts)
}

function withValues(plan: Plan, { column, values }: ValuesChange, predicted: ReadonlySet<string>): Plan {
  const { split, classWeights } = plan
  const parts: { -readonly [K in keyof Plan]?: Plan[K] | undefined } = {}
  if (split.column === column && split.parts) parts.split = { ...split, parts: keysAfter(split.parts, values) }
  if (classWeights && classWeights !== 'balanced' && predicted.has(column))
    parts.classWeights = keysAfter(classWeights, values)
  return withParts(plan, parts)
}

/** Renames keys; if two keys become the same, the entry that already had the new name wins. */
function keysAfter<T>(
  table: Readonly<Record<string, T>>,
  values: ReadonlyMap<string, string | null>,
): Readonly<Record<string, T>> {
  const moved = Object.entries(table).flatMap(([name, value]) => {
    const to = values.get(name)
    return to === undefined || to === null ? [] : [[to, value] as const]
  })
  return Object.fromEntries([...moved.toReversed(), ...Object.entries(table).filter(([name]) => !values.has(name))])
}

/**
 * The plan with some of its fields replaced, or removed where the new value is undefined; the same object if nothing
 * changes.
 */
function withParts(plan: Plan, parts: { readonly [K in keyof Plan]?: Plan[K] | undefined }): Plan {
  const keys = Object.keys(parts) as (keyof Plan)[]
  if (keys.length === 0) return plan
  const rest = Object.entries({ ...plan, ...parts }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(rest) as unknown as Plan
}

function predictedIn({ nodes }: Drawing): Set<string> {
  const names = new Set<string>()
  for (const { kind, params } of nodes)
    if (kind === output.kind && typeof params.target === 'string' && params.target !== '') names.add(params.target)
  return names
}

/** The drawing after a change; the same object if no input or output refers to the column. */
export function drawingAfter(drawing: Drawing, change: NameChange): Drawing {
  if (change.what !== 'column') return drawing
  const inside = levelAfter(drawing, change)
  const blocks = Object.entries(drawing.blocks ?? {})
  const moved = blocks.map(([id, block]) => {
    const level = levelAfter(block.inside, change)
    return [id, level === block.inside ? block : { ...block, inside: level }] as const
  })
  return moved.every(([, block], i) => block === blocks[i]?.[1])
    ? inside
    : { ...inside, blocks: Object.fromEntries(moved) }
}

function levelAfter<L extends Subgraph>(level: L, change: ColumnChange): L {
  const nodes = level.nodes.map((node) => nodeAfter(node, change))
  return nodes.every((node, i) => node === level.nodes[i]) ? level : { ...level, nodes }
}

function nodeAfter(node: DrawnNode, { from, to }: ColumnChange): DrawnNode {
  const { columns, target } = node.params
  if (node.kind === input.kind && Array.isArray(columns) && (columns as readonly unknown[]).includes(from)) {
    const rest = (columns as readonly string[]).flatMap((name) => (name === from ? (to ?? []) : name))
    return { ...node, params: { ...node.params, columns: rest } }
  }
  if (node.kind === output.kind && target === from) return { ...node, params: { ...node.params, target: to ?? '' } }
  return node
}

/** The slices after a change; the same array if none is affected. */
export function slicesAfter(slices: readonly Slice[], change: NameChange): readonly Slice[] {
  const after = slices.map((slice) => {
    const where = conditionAfter(slice.where, change)
    return where === slice.where ? slice : { ...slice, where }
  })
  return after.every((slice, i) => slice === slices[i]) ? slices : after
}

/** The condition, rewritten to select the same rows after the change. */
export function conditionAfter(condition: Condition, change: NameChange): Condition {
  if ('not' in condition) {
    const not = conditionAfter(condition.not, change)
    return not === condition.not ? condition : { not }
  }
  if ('all' in condition) {
    const all = condition.all.map((part) => conditionAfter(part, change))
    return all.every((part, i) => part === condition.all[i]) ? condition : { all }
  }
  if ('any' in condition) {
    const any = condition.any.map((part) => conditionAfter(part, change))
    return any.every((part, i) => part === condition.any[i]) ? condition : { any }
  }
  if (change.what === 'column')
    return condition.column === change.from && change.to !== null ? { ...condition, column: change.to } : condition
  const { column, is, value } = condition
  if (column !== change.column || value === undefined || is === 'contains') return condition
  const called = <V extends string | number>(one: V) => change.values.get(String(one)) ?? one
  if (Array.isArray(value)) {
    const several = [...new Set((value as readonly (string | number)[]).map(called))]
    return (value as readonly unknown[]).some((one) => change.values.get(String(one)))
      ? { ...condition, value: several }
      : condition
  }
  const one = value as string | number
  return called(one) === one ? condition : { ...condition, value: called(one) }
}
