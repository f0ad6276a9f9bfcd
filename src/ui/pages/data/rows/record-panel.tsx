/** @file Record panel: one row in full: every value, a large image, the model's prediction, and similar rows. */
import { lazy, Suspense, useState } from 'react'
import { perRow } from '../../../../data/column-operations'
import { hasPaged } from '../../../../data/column-values'
import type { Condition } from '../../../../data/condition'
import { type Dataset, rowNumber } from '../../../../data/dataset'
import { nearestRows } from '../../../../data/nearest-rows'
import { rowsText as text } from '../../../../messages/en/data/rows'
import { RowPrediction } from '../../../charts/row-prediction'
import { Button } from '../../../kit/button'
import { Rich } from '../../../kit/rich-text'
import { useResult } from '../../../kit/use-on-change'
import { useStudio } from '../../../studio-context'
import { CellPicture, Spark, suchRows, WholeValue } from './cell'
import { SidePanel } from './edits-panel'
import { inSlices } from './rows-view'
import kit from '../../../kit/kit.module.css'
import styles from './side-panel.module.css'
import type { ShownColumn } from './table-columns'

const TextTokens = lazy(() => import('../../../charts/text-tokens'))

export interface RecordProps {
  readonly dataset: Dataset
  readonly columns: readonly ShownColumn[]
  readonly row: number
  /** Position of the row in the view; undefined if the row is not in the view. */
  readonly place: number | undefined
  readonly count: number
  readonly onGo: (position: number) => void
  readonly onRow: (row: number) => void
  readonly onOnly: (condition: Condition) => void
  readonly onClose: () => void
}

/** The panel for one row. */
export function RecordPanel(props: RecordProps) {
  const { dataset, columns, row, place: position, count, onGo, onRow, onOnly, onClose } = props
  const imageColumns = columns.filter(({ schema }) => schema.type === 'image')
  const others = columns.filter(({ schema }) => schema.type !== 'image')
  return (
    <SidePanel
      title={text.record.title({ row: rowNumber(dataset, row) })}
      onClose={onClose}
      actions={
        <>
          <Button
            size="small"
            aria-label={text.record.previous}
            disabled={position === undefined || position === 0}
            onClick={() => position !== undefined && onGo(position - 1)}
          >
            ‹
          </Button>
          <Button
            size="small"
            aria-label={text.record.next}
            disabled={position === undefined || position >= count - 1}
            onClick={() => position !== undefined && onGo(position + 1)}
          >
            ›
          </Button>
        </>
      }
    >
      {imageColumns.map((of) => (
        <figure key={of.schema.name} className={styles.large}>
          <CellPicture of={of} row={row} side={imageColumns.length > 1 ? 140 : 220} />
          <figcaption className={kit.faintCaption}>
            <span translate="no">{of.schema.name}</span> <WholeValue of={of} row={row} />
          </figcaption>
        </figure>
      ))}
      <dl className={styles.record}>
        {others.map((of) => (
          <Value key={of.schema.name} of={of} row={row} target={dataset.schema.target} onOnly={onOnly} />
        ))}
      </dl>
      <RowPrediction row={row} />
      <SimilarRows dataset={dataset} row={row} columns={columns} onRow={onRow} />
    </SidePanel>
  )
}

interface ValueProps {
  readonly of: ShownColumn
  readonly row: number
  readonly target: string
  readonly onOnly: (condition: Condition) => void
}

function Value({ of, row, target, onOnly }: ValueProps) {
  const { schema } = of
  const same = suchRows(of, row)
  return (
    <div>
      <dt data-target={schema.name === target ? 'yes' : 'no'} title={schema.name} translate="no">
        {schema.name}
      </dt>
      <dd>
        {schema.type === 'array' && perRow(schema) > 1 && (
          <Spark of={of} row={row} size={CURVE} className={styles.curve} />
        )}
        <WholeValue of={of} row={row} />
        {schema.type === 'text' && (
          <Suspense fallback={null}>
            <TextTokens column={schema.name} row={row} />
          </Suspense>
        )}
        {same && (
          <span className={kit.row}>
            <button type="button" className={`${kit.link} ${kit.caption}`} onClick={() => onOnly(same)}>
              {text.filterBy}
            </button>
            <button type="button" className={`${kit.link} ${kit.caption}`} onClick={() => onOnly({ not: same })}>
              {text.filterOut}
            </button>
          </span>
        )}
      </dd>
    </div>
  )
}

/** Size of the curve of a series, in SVG units. */
const CURVE = { width: 280, height: 120 }

/** Number of similar rows shown. */
const MAX_SIMILAR = 8

/** Shows the most similar rows, which are found only on request. */
function SimilarRows({ dataset, row, columns, onRow }: Pick<RecordProps, 'dataset' | 'row' | 'columns' | 'onRow'>) {
  const studio = useStudio()
  const [requested, setAsked] = useState(false)
  const { value, isCurrent } = useResult([requested, studio, dataset, row], (signal) => {
    if (!requested) return undefined
    return hasPaged(dataset)
      ? studio.run('data.nearest', { row, most: MAX_SIMILAR, signal })
      : inSlices(nearestRows(dataset, row, MAX_SIMILAR), signal)
  })
  const near = isCurrent ? value : undefined
  const shown = columns.find(({ schema }) => schema.type === 'image')
  const target = columns.find(({ schema }) => schema.name === dataset.schema.target)
  return (
    <section aria-label={text.record.similar}>
      <h4 className={styles.title}>{text.record.similar}</h4>
      {!requested && (
        <Button size="small" onClick={() => setAsked(true)}>
          {text.record.findSimilar}
        </Button>
      )}
      {requested && !near && <p className={kit.missing}>{text.record.finding}</p>}
      {near?.length === 0 && <p className={kit.missing}>{text.record.noSimilar}</p>}
      <ul className={kit.above}>
        {near?.map((one) => (
          <li key={one.row}>
            <button
              type="button"
              className={`${kit.choice} ${kit.small} ${styles.near}`}
              onClick={() => onRow(one.row)}
            >
              {shown && <CellPicture of={shown} row={one.row} side={44} />}
              <span>
                {target && target.schema.type !== 'image' ? (
                  <Rich
                    text={text.record.rowWithTarget({ row: rowNumber(dataset, one.row) })}
                    marks={{ target: () => <WholeValue of={target} row={one.row} /> }}
                  />
                ) : (
                  text.record.row({ row: rowNumber(dataset, one.row) })
                )}
              </span>
              <i className={`${kit.faint} ${kit.push}`}>
                {one.apart === 0 ? text.record.identical : text.record.similarity({ share: 1 - one.apart })}
              </i>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
