/**
 * @file CostPanel: the cost of each layer in a sortable table, with the maximum of each column marked. Layers on the
 * canvas can be colored by any column; HeatLegend explains the colors.
 */
import { useDeferredValue, useMemo, useState } from 'react'
import { COST_COLUMNS, type CostColumn } from '../../../compile/cost'
import { tooLargeAt, trainingMemory } from '../../../compile/training-memory'
import { costText as text } from '../../../messages/en/build/side-panel'
import { formatMessage } from '../../../messages/message'
import { shownDrawing } from '../../../studio/network/block-levels'
import { IconButton } from '../../kit/icon-button'
import { Rich } from '../../kit/rich-text'
import { Select } from '../../kit/select'
import { useRunCommand, useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import legendStyles from './cost-heatmap-legend.module.css'
import { COLUMNS, costRows, largestOf, nextSorting, type Sorting, sortRows } from './costs'
import table from '../../kit/table.module.css'
import styles from './side-panel.module.css'

const HEATS = [
  { value: 'none', title: text.colors.none },
  ...COST_COLUMNS.map((value) => ({ value, title: COLUMNS[value].about })),
] as const

/** Renders the cost table. */
export function CostPanel() {
  const run = useRunCommand()
  const [sorting, setSorting] = useState<Sorting>({ by: 'drawn', isDescending: false })
  const rows = useDeferredValue(useSelect(costRows))
  const batch = useSelect((state) => state.project.plan.batchSize)
  const heat = useSelect((state) => state.heat)
  const selection = useSelect((state) => state.selection)
  const drawing = useSelect(shownDrawing)
  const labels = useMemo(() => new Map(drawing.nodes.map(({ id, label }) => [id, label])), [drawing])
  const largest = useMemo(() => largestOf(rows), [rows])
  const order = useMemo(() => sortRows(rows, sorting), [rows, sorting])
  if (rows.length === 0) {
    return <p className={`${kit.caption} ${styles.words}`}>{text.waiting}</p>
  }
  return (
    <>
      <div className={`${kit.row} ${kit.between} ${styles.tools}`}>
        <Select
          label={text.colors.choose}
          value={heat ?? 'none'}
          options={HEATS}
          onChange={(by) => run('view.heat', by === 'none' ? {} : { by })}
        />
      </div>
      <div className={styles.scroll}>
        <table className={`${table.figures} ${table.dense} ${styles.table}`}>
          <caption className="only-spoken">{text.caption({ batch })}</caption>
          <thead>
            <tr>
              {(['drawn', ...COST_COLUMNS] as const).map((by) => (
                <th
                  key={by}
                  scope="col"
                  {...(sorting.by === by ? { 'aria-sort': sorting.isDescending ? 'descending' : 'ascending' } : {})}
                >
                  <button
                    type="button"
                    title={by === 'drawn' ? text.fromInput : COLUMNS[by].about}
                    onClick={() => setSorting(nextSorting(sorting, by))}
                  >
                    {by === 'drawn' ? text.layer : COLUMNS[by].title}
                    <span aria-hidden="true">{sorting.by === by ? (sorting.isDescending ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {order.map((row) => (
              // The entire row is clickable; its button is for keyboards and screen readers, and the button's click
              // bubbles up to the row.
              <tr
                key={row.node}
                data-chosen={selection.includes(row.node) ? '' : undefined}
                onClick={() => run('select.set', { nodes: [row.node] })}
              >
                <th scope="row">
                  <button type="button" aria-pressed={selection.includes(row.node)}>
                    {labels.get(row.node) ?? row.node}
                  </button>
                </th>
                {COST_COLUMNS.map((column) => (
                  <td key={column} data-largest={row[column] > 0 && row[column] === largest[column] ? '' : undefined}>
                    {COLUMNS[column].value({ n: row[column] })}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{text.total}</th>
              {COST_COLUMNS.map((column) => (
                <td key={column}>
                  {column === 'outputSize'
                    ? ''
                    : COLUMNS[column].value({ n: rows.reduce((sum, row) => sum + row[column], 0) })}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <TrainingMemory />
      <p className={`${kit.caption} ${styles.words}`}>{text.note({ batch })}</p>
    </>
  )
}

/** The forecast of the memory for training, or a note that training needs more memory than a browser has. */
function TrainingMemory() {
  const total = useSelect(({ report: { checked }, project: { plan }, data }) => {
    if (!checked) return undefined
    const schema = 'schema' in data ? data.schema : undefined
    const large = tooLargeAt(checked, plan, schema)
    return large ? formatMessage(large.problem) : text.training(trainingMemory(checked, plan, schema))
  })
  return total === undefined ? null : <p className={`${kit.caption} ${styles.words}`}>{total}</p>
}

const { colors } = text

/** The legend, shown while the canvas is colored by cost. */
export function HeatLegend() {
  const run = useRunCommand()
  const heat = useSelect((state) => state.heat)
  const rows = useSelect(costRows)
  const drawing = useSelect(shownDrawing)
  const column: CostColumn = heat ?? COST_COLUMNS[0]
  const { about, value } = COLUMNS[column]
  const most = largestOf(rows)[column]
  const owners = rows.filter((row) => row[column] === most)
  const first = drawing.nodes.find(({ id }) => id === owners[0]?.node)
  if (heat === null) return null
  return (
    <section className={legendStyles.legend} aria-label={colors.title}>
      <div className={`${kit.row} ${kit.between}`}>
        <span>{about}</span>
        <IconButton
          label={colors.turnOff}
          icon="close"
          size="small"
          tone="quiet"
          tip="left"
          onClick={() => run('view.heat')}
        />
      </div>
      {rows.length === 0 ? (
        <p className={kit.soft}>{colors.waiting}</p>
      ) : (
        <>
          <div className={legendStyles.bar} aria-hidden="true" />
          <p className={`${kit.row} ${kit.between} ${kit.soft}`}>
            <span>{value({ n: 0 })}</span>
            <span>{value({ n: most })}</span>
          </p>
          {most > 0 && first && (
            <p className={kit.soft}>
              <Rich
                text={colors.highest({ more: owners.length - 1 })}
                marks={{
                  layer: () => (
                    <button type="button" className={kit.link} onClick={() => run('select.set', { nodes: [first.id] })}>
                      {first.label}
                    </button>
                  ),
                }}
              />
            </p>
          )}
        </>
      )}
    </section>
  )
}
