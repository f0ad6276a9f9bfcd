/** @file Record: one row in full: every value, its large image, the model's prediction, and similar rows. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { rowsText as text } from '../../../../messages/en/data/rows'
import { perRow } from '../../../../data/columns'
import type { Condition } from '../../../../data/condition'
import type { Dataset } from '../../../../data/dataset'
import { type Near, nearestRows } from '../../../../data/nearest-rows'
import { hasPaged } from '../../../../data/is-paged'
import { rowNumber } from '../../../../data/row-number'
import { rowOf } from '../../../../data/paged'
import { useBroughtColumn } from '../../../charts/use-brought'
import { Button } from '../../../kit/button'
import { Rich } from '../../../kit/rich'
import { CellPicture, channelsOf, sparkLines } from './cell'
import { opposite, suchRows, WholeValue } from './cell-bar'
import { useStudio } from '../../../studio-context'
import { inSlices } from './in-slices'
import { ModelSays } from './model-says'
import styles from './side.module.css'
import type { ShownColumn } from './shown-columns'
import { Side } from './side'

const TextTokens = lazy(() => import('../../../charts/text-tokens'))

export interface RecordProps {
  readonly dataset: Dataset
  readonly columns: readonly ShownColumn[]
  readonly row: number
  /** Its place among the rows shown, if it is one of them. */
  readonly place: number | undefined
  readonly count: number
  readonly onGo: (place: number) => void
  readonly onRow: (row: number) => void
  readonly onOnly: (condition: Condition) => void
  readonly onClose: () => void
}

/** The panel of one row. */
export function RecordPanel(props: RecordProps) {
  const { dataset, columns, row, place, count, onGo, onRow, onOnly, onClose } = props
  const pictures = columns.filter(({ schema }) => schema.type === 'image')
  const others = columns.filter(({ schema }) => schema.type !== 'image')
  return (
    <Side
      title={text.record.title({ row: rowNumber(dataset, row) })}
      onClose={onClose}
      actions={
        <>
          <Button
            size="small"
            aria-label={text.record.previous}
            disabled={place === undefined || place === 0}
            onClick={() => place !== undefined && onGo(place - 1)}
          >
            ‹
          </Button>
          <Button
            size="small"
            aria-label={text.record.next}
            disabled={place === undefined || place >= count - 1}
            onClick={() => place !== undefined && onGo(place + 1)}
          >
            ›
          </Button>
        </>
      }
    >
      {pictures.map((of) => (
        <figure key={of.schema.name} className={styles.large}>
          <CellPicture of={of} row={row} side={pictures.length > 1 ? 140 : 220} />
          <figcaption>
            {of.schema.name} <WholeValue of={of} row={row} />
          </figcaption>
        </figure>
      ))}
      <dl className={styles.record}>
        {others.map((of) => (
          <Value key={of.schema.name} of={of} row={row} target={dataset.schema.target} onOnly={onOnly} />
        ))}
      </dl>
      <ModelSays dataset={dataset} row={row} />
      <SimilarRows dataset={dataset} row={row} columns={columns} onRow={onRow} />
    </Side>
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
      <dt data-target={schema.name === target ? 'yes' : 'no'} title={schema.name}>
        {schema.name}
      </dt>
      <dd>
        {schema.type === 'array' && perRow(schema) > 1 && <Curve of={of} row={row} />}
        <WholeValue of={of} row={row} />
        {schema.type === 'text' && (
          <Suspense fallback={null}>
            <TextTokens column={schema.name} row={row} />
          </Suspense>
        )}
        {same && (
          <span className={styles.such}>
            <button type="button" className={styles.link} onClick={() => onOnly(same)}>
              {text.filterBy}
            </button>
            <button type="button" className={styles.link} onClick={() => onOnly(opposite(same))}>
              {text.filterOut}
            </button>
          </span>
        )}
      </dd>
    </div>
  )
}

function Curve({ of: { schema, column: kept }, row }: Pick<ValueProps, 'of' | 'row'>) {
  const column = useBroughtColumn(kept, schema, row)
  if (schema.type !== 'array' || column?.type !== 'array') return null
  const values = rowOf(column, perRow(schema), row)
  return (
    <svg className={styles.curve} viewBox="0 0 280 120" preserveAspectRatio="none" aria-hidden="true">
      {sparkLines(values, channelsOf(schema.shape), 280, 120).map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place
        <path key={i} d={line} />
      ))}
    </svg>
  )
}

/** Similar rows shown. */
const MOST_SIMILAR = 8

/** The most similar rows, found on request. */
function SimilarRows({ dataset, row, columns, onRow }: Pick<RecordProps, 'dataset' | 'row' | 'columns' | 'onRow'>) {
  const studio = useStudio()
  const [asked, setAsked] = useState(false)
  const [found, setFound] = useState<{ readonly of: number; readonly near: readonly Near[] }>()
  useEffect(() => {
    if (!asked) return
    const abort = new AbortController()
    const { signal } = abort
    const looking = hasPaged(dataset)
      ? (studio.run('data.nearest', { row, most: MOST_SIMILAR, signal }) as Promise<readonly Near[]>)
      : inSlices(nearestRows(dataset, row, MOST_SIMILAR), signal)
    looking.then(
      (near) => setFound({ of: row, near }),
      // Another row is shown by now.
      () => undefined,
    )
    return () => abort.abort()
  }, [asked, studio, dataset, row])
  const near = found?.of === row ? found.near : undefined
  const shown = columns.find(({ schema }) => schema.type === 'image')
  const target = columns.find(({ schema }) => schema.name === dataset.schema.target)
  return (
    <section aria-label={text.record.similar}>
      <h4 className={styles.title}>{text.record.similar}</h4>
      {!asked && (
        <Button size="small" onClick={() => setAsked(true)}>
          {text.record.findSimilar}
        </Button>
      )}
      {asked && !near && <p className={styles.missing}>{text.record.finding}</p>}
      {near?.length === 0 && <p className={styles.missing}>{text.record.noSimilar}</p>}
      <ul className={styles.nears}>
        {near?.map((one) => (
          <li key={one.row}>
            <button type="button" className={styles.near} onClick={() => onRow(one.row)}>
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
              <i>{one.apart === 0 ? text.record.identical : text.record.similarity({ share: 1 - one.apart })}</i>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
