/** @file Costs: what the nodes shown take, worked out once for each check, and sorted and compared as the table and the colours need it. */
import { COST_COLUMNS, type CostColumn, type CostRow, costTable } from '../../../compile/cost'
import type { AppState } from '../../../studio/state'

export interface Sorting {
  readonly by: CostColumn | 'drawn'
  readonly down: boolean
}

type Counted = Pick<AppState, 'report' | 'inside'> & { readonly project: Pick<AppState['project'], 'plan'> }

/** By report and level: several may be on the screen at once. */
const tables = new WeakMap<object, Map<string, readonly CostRow[]>>()

/** A row for each node of the level shown; the same list until the drawing, the plan or the level is another. */
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

/** The rows in the order asked for; equal ones as they are drawn, from input to output. */
export function sorted(rows: readonly CostRow[], { by, down }: Sorting): readonly CostRow[] {
  const order = by === 'drawn' ? [...rows] : [...rows].sort((a, b) => (down ? b[by] - a[by] : a[by] - b[by]))
  return by === 'drawn' && down ? order.reverse() : order
}

/** A click on a column: by it, the largest first; again the other way round. */
export function clicked(before: Sorting, by: Sorting['by']): Sorting {
  return before.by === by ? { by, down: !before.down } : { by, down: by !== 'drawn' }
}

const shares = new WeakMap<readonly CostRow[], Map<CostColumn, ReadonlyMap<string, number>>>()

/** A node's share of the largest, 0 to 1; undefined where nothing is known of it. */
export function shareOf(state: Counted, column: CostColumn, node: string): number | undefined {
  const rows = costsOf(state)
  const known = shares.get(rows) ?? new Map<CostColumn, ReadonlyMap<string, number>>()
  shares.set(rows, known)
  const largest = Math.max(1, largestOf(rows)[column])
  const table = known.get(column) ?? new Map(rows.map((row) => [row.node, row[column] / largest]))
  known.set(column, table)
  return table.get(node)
}
