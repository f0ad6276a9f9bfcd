/** @file Finds where a project refers to a column: in its split, weights, preparation, inputs, outputs, and slices. */
import type { DatasetSchema } from '../catalog/dataset-schema'
import { layer as input } from '../catalog/layers/input'
import { layer as output } from '../catalog/layers/output'
import type { Plan } from '../catalog/training-plan'
import type { Slice } from '../data/condition'
import { namesIn } from '../data/evaluate-condition'
import type { Drawing, Subgraph } from '../graph/drawing'
import { planAfter } from './rename-columns'

/** One use of a column; uses in inputs, outputs, and slices include the name of that input, output, or slice. */
export type ColumnUse =
  | { readonly of: 'split' | 'weights' | 'groups' | 'prepare' | 'features' | 'target' }
  | { readonly of: 'input' | 'output' | 'slice'; readonly name: string }

/** All uses of a column. The dataset's default target is listed only if the plan or an output names it explicitly. */
export function usesOfColumn(
  column: string,
  { plan, drawing, slices }: { readonly plan: Plan; readonly drawing: Drawing; readonly slices: readonly Slice[] },
): readonly ColumnUse[] {
  const { split, balance, prepare, features, target } = plan
  const uses: ColumnUse[] = []
  if (split.column === column) uses.push({ of: 'split' })
  if (balance?.weights === column) uses.push({ of: 'weights' })
  if (balance?.groups === column) uses.push({ of: 'groups' })
  if (prepare && Object.hasOwn(prepare, column)) uses.push({ of: 'prepare' })
  if (features?.includes(column)) uses.push({ of: 'features' })
  if (target === column) uses.push({ of: 'target' })
  for (const level of levelsOf(drawing))
    for (const { kind, label, params } of level.nodes) {
      const read = kind === input.kind && Array.isArray(params.columns) ? (params.columns as readonly unknown[]) : []
      if (read.includes(column)) uses.push({ of: 'input', name: label })
      if (kind === output.kind && params.target === column) uses.push({ of: 'output', name: label })
    }
  for (const { name, where } of slices) if (namesIn(where).has(column)) uses.push({ of: 'slice', name })
  return uses
}

function levelsOf(drawing: Drawing): readonly Subgraph[] {
  return [drawing, ...Object.values(drawing.blocks ?? {}).map(({ inside }) => inside)]
}

/**
 * Adapts the plan to a dataset with other columns, keeping every setting that is still valid. `reset` lists the columns
 * that the plan used and that are now missing or have another type.
 */
export function planOnColumns(
  plan: Plan,
  drawing: Drawing,
  before: DatasetSchema,
  after: DatasetSchema,
): {
  readonly plan: Plan
  readonly reset: readonly { readonly column: string; readonly uses: readonly ColumnUse[] }[]
} {
  const types = new Map(after.columns.map(({ name, type }) => [name, type]))
  const gone = before.columns.filter(({ name, type }) => types.get(name) !== type).map(({ name }) => name)
  const reset = gone.flatMap((column) => {
    const uses = usesOfColumn(column, { plan, drawing, slices: [] })
    return uses.length > 0 ? [{ column, uses }] : []
  })
  const along = gone.reduce(
    (now, from) => planAfter(now, { what: 'column', from, to: null }, drawing, before.target),
    plan,
  )
  const { kind, column, train, validation, test } = along.split
  const bySplit = column !== undefined && gone.includes(column)
  const fixed = kind === 'fixed' && after.testRows === 0
  return { plan: bySplit || fixed ? { ...along, split: { kind: 'random', train, validation, test } } : along, reset }
}
