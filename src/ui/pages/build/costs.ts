/** @file Costs of the visible nodes, computed once per check of the network, and sorted and compared for the table and the colors. */
import { COST_COLUMNS, type CostColumn, type CostRow, costTable } from '../../../compile/cost'
import type { AppState } from '../../../studio/state'

export interface Sorting {
  readonly by: CostColumn | 'drawn'
  readonly isDescending: boolean
}

type CostState = Pick<AppState, 'report' | 'inside'> & { readonly project: Pick<AppState['project'], 'plan'> }

/** Tables by report and level. Several may be visible at the same time. */
const tables = new WeakMap<object, Map<string, readonly CostRow[]>>()

/** One row for each node of the visible level. The list is the same object until the network, the settings or the level changes. */
export function costRows({ report, inside, project }: CostState): readonly CostRow[] {
  const cached = tables.get(report) ?? new Map<string, readonly CostRow[]>()
  tables.set(report, cached)
  const path = inside.join('/')
  const rows = cached.get(path) ?? costTable(report, project.plan.batchSize, inside)
  cached.set(path, rows)
  return rows
}

/** The largest value of each column. */
export function largestOf(rows: readonly CostRow[]): Readonly<Record<CostColumn, number>> {
  const most = (column: CostColumn) => rows.reduce((max, row) => Math.max(max, row[column]), 0)
  return Object.fromEntries(COST_COLUMNS.map((column) => [column, most(column)])) as Record<CostColumn, number>
}

/** The rows in a sort order. Rows with equal values are in order from input to output. */
export function sortRows(rows: readonly CostRow[], { by, isDescending }: Sorting): readonly CostRow[] {
  const order = by === 'drawn' ? [...rows] : [...rows].sort((a, b) => (isDescending ? b[by] - a[by] : a[by] - b[by]))
  return by === 'drawn' && isDescending ? order.reverse() : order
}

/** The sort order after a click on a column: descending first, and ascending after another click. */
export function nextSorting(before: Sorting, by: Sorting['by']): Sorting {
  return before.by === by ? { by, isDescending: !before.isDescending } : { by, isDescending: by !== 'drawn' }
}

const shares = new WeakMap<readonly CostRow[], Map<CostColumn, ReadonlyMap<string, number>>>()

/** The cost of a node as a share of the largest cost, 0 to 1; undefined when it is not cached. */
export function costShare(state: CostState, column: CostColumn, node: string): number | undefined {
  const rows = costRows(state)
  const cached = shares.get(rows) ?? new Map<CostColumn, ReadonlyMap<string, number>>()
  shares.set(rows, cached)
  const largest = Math.max(1, largestOf(rows)[column])
  const table = cached.get(column) ?? new Map(rows.map((row) => [row.node, row[column] / largest]))
  cached.set(column, table)
  return table.get(node)
}
