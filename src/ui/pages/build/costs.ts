/** @file The cost of each layer: what the cost panel lists, and the colors of the cost heatmap on the canvas. */
import { COST_COLUMNS, type CostColumn, type CostRow, costTable } from '../../../compile/cost'
import type { AppState } from '../../../studio/state'
import { costText as text } from '../../../messages/en/build/side-panel'
import type { CSSProperties } from 'react'
import { useSelect } from '../../studio-context'

export interface Sorting {
  readonly by: CostColumn | 'drawn'
  readonly isDescending: boolean
}

type CostState = Pick<AppState, 'report' | 'inside'> & { readonly project: Pick<AppState['project'], 'plan'> }

/** Cost tables, keyed by report and level. Several tables can be visible at the same time. */
const tables = new WeakMap<object, Map<string, readonly CostRow[]>>()

/**
 * Returns one row for each node on the visible level. Returns the same list until the network, the settings or the
 * level changes.
 */
export function costRows({ report, inside, project }: CostState): readonly CostRow[] {
  const cached = tables.get(report) ?? new Map<string, readonly CostRow[]>()
  tables.set(report, cached)
  const path = inside.join('/')
  const rows = cached.get(path) ?? costTable(report, project.plan.batchSize, inside)
  cached.set(path, rows)
  return rows
}

/** The maximum of each column. */
export function largestOf(rows: readonly CostRow[]): Readonly<Record<CostColumn, number>> {
  const most = (column: CostColumn) => rows.reduce((max, row) => Math.max(max, row[column]), 0)
  return Object.fromEntries(COST_COLUMNS.map((column) => [column, most(column)])) as Record<CostColumn, number>
}

/** Sorts the rows. Rows with equal values stay in order from input to output. */
export function sortRows(rows: readonly CostRow[], { by, isDescending }: Sorting): readonly CostRow[] {
  const order = by === 'drawn' ? [...rows] : [...rows].sort((a, b) => (isDescending ? b[by] - a[by] : a[by] - b[by]))
  return by === 'drawn' && isDescending ? order.reverse() : order
}

/** The sort order after clicking a column header: descending on the first click, ascending on the second. */
export function nextSorting(before: Sorting, by: Sorting['by']): Sorting {
  return before.by === by ? { by, isDescending: !before.isDescending } : { by, isDescending: by !== 'drawn' }
}

const shares = new WeakMap<readonly CostRow[], Map<CostColumn, ReadonlyMap<string, number>>>()

/** A node's cost as a fraction of the largest cost, 0 to 1; undefined if the node has no cost row. */
export function costShare(state: CostState, column: CostColumn, node: string): number | undefined {
  const rows = costRows(state)
  const cached = shares.get(rows) ?? new Map<CostColumn, ReadonlyMap<string, number>>()
  shares.set(rows, cached)
  const largest = Math.max(1, largestOf(rows)[column])
  const table = cached.get(column) ?? new Map(rows.map((row) => [row.node, row[column] / largest]))
  cached.set(column, table)
  return table.get(node)
}

interface Column {
  readonly title: string
  readonly about: string
  readonly value: (a: { n: number }) => string
}

export const COLUMNS: Readonly<Record<CostColumn, Column>> = {
  parameters: { ...text.parameters, value: text.number },
  multiplyAdds: { ...text.multiplyAdds, value: text.number },
  activationBytes: { ...text.activationBytes, value: text.bytes },
  outputSize: { ...text.outputSize, value: text.number },
}

/**
 * Attributes for a node's DOM element: its percentage of the largest cost as `data-heat` and `--heat`. Empty while
 * costs are not shown.
 */
export function useHeat(id: string): { readonly 'data-heat'?: number; readonly style?: CSSProperties } {
  const percent = useSelect((state) => {
    const share = state.heat === null ? undefined : costShare(state, state.heat, id)
    return share === undefined ? undefined : Math.round(100 * share)
  })
  if (percent === undefined) return {}
  return { 'data-heat': percent, style: { '--heat': `${percent}%` } as CSSProperties }
}
