/** @file Rows: the set row by row: searched, filtered, sorted, as a table or as pictures, and one row with all that is known of it. */
import { useCallback, useMemo, useState } from 'react'
import type { Condition } from '../../../data/condition'
import type { FactName } from '../../../data/condition-mask'
import type { SortBy } from '../../../data/row-order'
import { useRun, useSelect } from '../../studio-context'
import { CellBar } from './rows/cell-bar'
import { RowsBar, shownWords } from './rows/rows-bar'
import styles from './rows/rows.module.css'
import { allOf, searchCondition } from './rows/search-condition'
import { lineHeight, shownColumns, splitFact } from './rows/shown-columns'
import { Table } from './rows/table'
import { type At, AT_NUMBER } from './rows/table-keys'
import { useColumns } from './rows/use-columns'
import { useRowsView } from './rows/use-rows-view'
import { useSelection } from './rows/use-selection'
import type { TabProps } from './tab-props'

const NO_SORT: readonly SortBy[] = []

export default function RowsTab({ dataset, split }: TabProps) {
  const run = useRun()
  const key = useSelect((state) => (state.data.tag === 'ready' ? state.data.key : ''))
  const asked = useSelect((state) => state.look)
  // Row numbers of other data would be other rows.
  const look = asked?.key === key ? asked : undefined
  const { schema } = dataset
  const [search, setSearch] = useState('')
  const [at, setAt] = useState<At>({ place: 0, column: 0 })

  const fact = useMemo(() => splitFact(split, schema.rows), [split, schema.rows])
  const facts = useCallback((name: FactName) => (name === 'split' ? fact : undefined), [fact])
  const all = useMemo(() => shownColumns(dataset, fact), [dataset, fact])
  const columns = useColumns(all, schema.id)
  const where = look?.where
  const found = useMemo(() => allOf(where, searchCondition(search, schema)), [where, search, schema])
  const sort = look?.sort ?? NO_SORT
  const view = useRowsView(dataset, facts, { rows: look?.rows, where: found, sort })
  const selection = useSelection(view)

  const show = (change: { where?: Condition | undefined; sort?: readonly SortBy[] }) => {
    const { key: _key, ...now } = look ?? { key }
    const next = { ...now, ...change }
    run('data.look', next)
  }
  const setWhere = (parts: readonly Condition[]) => show({ where: allOf(...parts) })
  const only = (condition: Condition) => setWhere([...(where ? [where] : []), condition])

  const row = at.place >= 0 && at.place < view.count ? view.rowAt(at.place) : undefined
  return (
    <section className={styles.tab} aria-label="Rows">
      <RowsBar
        search={search}
        onSearch={setSearch}
        asked={all.map((column) => column.schema)}
        where={where}
        onWhere={setWhere}
        fault={view.fault}
        sort={sort}
        onSort={(next) => show({ sort: next })}
        title={look?.title ?? (look?.rows ? 'the rows asked for' : undefined)}
        onAll={() => run('data.look', {})}
        columns={all}
        hidden={columns.hidden}
        onHide={columns.hide}
      >
        <p className={styles.count} role="status">
          {shownWords(view.count, schema.rows)}
          {view.busy && ', sorting'}
        </p>
      </RowsBar>
      <Table
        label={schema.title}
        columns={columns}
        view={view}
        lineHeight={lineHeight(schema)}
        target={schema.target}
        sort={sort}
        onSort={(name, how) => show({ sort: sortedBy(sort, name, how) })}
        at={at}
        onAt={setAt}
        isSelected={selection.has}
        onSelect={selection.press}
        onKey={() => false}
        onOpen={() => undefined}
        onEdit={() => undefined}
        onMenu={() => undefined}
        onHeadMenu={() => undefined}
        editor={undefined}
      />
      <CellBar of={at.column === AT_NUMBER ? undefined : columns.shown[at.column]} row={row} onOnly={only}>
        {null}
      </CellBar>
    </section>
  )
}

/** Up, down, then as the set has them; beside others it keeps its place among them. */
function sortedBy(sort: readonly SortBy[], name: string, how: 'alone' | 'beside'): readonly SortBy[] {
  const now = sort.find(({ column }) => column === name)
  const next: readonly SortBy[] = !now ? [{ column: name }] : now.down ? [] : [{ column: name, down: true }]
  if (how === 'alone') return next
  return now ? sort.flatMap((by) => (by === now ? next : [by])) : [...sort, ...next]
}
