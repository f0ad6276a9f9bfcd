/** @file Costs of the nodes shown, computed once for each check, and sorted and compared for the table and the colors. */
import { COST_COLUMNS, type CostColumn, type CostRow, costTable } from '../../../compile/cost'
import type { AppState } from '../../../studio/state'

export interface Sorting {
  readonly by: CostColumn | 'drawn'
  readonly down: boolean
}

type Counted = Pick<AppState, 'report' | 'inside'> & { readonly project: Pick<AppState['project'], 'plan'> }

/** By report and level: several may be on the screen at once. */
const tables = new WeakMap<object, Map<string, readonly CostRow[]>>()

/** A row for each node of the level shown; the same list until the network, the settings or the level changes. */
export function costsOf({ report, inside, project }: Counted): readonly CostRow[] {
  const known = tables.get(report) ?? new Map<string, readonly CostRow[]>()
  tables.set(report, known)
  const path = inside.join('/')
  const rows = known.get(path) ?? costTable(report, project.plan.batchSize, inside)
  known.set(path, rows)
  return rows
}

/** The largest of each column. */
export function largestOf(rows: readonly CostRow[]): Readonly<Record<CostColumn, number>> {
  const most = (column: CostColumn) => rows.reduce((max, row) => Math.max(max, row[column]), 0)
  return Object.fromEntries(COST_COLUMNS.map((column) => [column, most(column)])) as Record<CostColumn, number>
}

/** The rows in the given order; equal ones from input to output. */
export function sorted(rows: readonly CostRow[], { by, down }: Sorting): readonly CostRow[] {
  const order = by === 'drawn' ? [...rows] : [...rows].sort((a, b) => (down ? b[by] - a[by] : a[by] - b[by]))
  return by === 'drawn' && down ? order.reverse() : order
}

/** Sorting after a click on a column: the largest first; after another click, the smallest. */
export function clicked(before: Sorting, by: Sorting['by']): Sorting {
  return before.by === by ? { by, down: !before.down } : { by, down: by !== 'drawn' }
}

const shares = new WeakMap<readonly CostRow[], Map<CostColumn, ReadonlyMap<string, number>>>()

/** The cost of a node as a share of the largest, 0 to 1; undefined where it is not known. */
export function shareOf(state: Counted, column: CostColumn, node: string): number | undefined {
  const rows = costsOf(state)
  const known = shares.get(rows) ?? new Map<CostColumn, ReadonlyMap<string, number>>()
  shares.set(rows, known)
  const largest = Math.max(1, largestOf(rows)[column])
  const table = known.get(column) ?? new Map(rows.map((row) => [row.node, row[column] / largest]))
  known.set(column, table)
  return table.get(node)
}
