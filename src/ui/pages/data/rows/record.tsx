/** @file Record: one row with all that is known of it: every value whole, its picture large, what the model says, which rows are like it. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { perRow } from '../../../../data/columns'
import type { Condition } from '../../../../data/condition'
import type { Dataset } from '../../../../data/dataset'
import { type Near, nearestRows } from '../../../../data/nearest-rows'
import { hasPaged } from '../../../../data/is-paged'
import { rowNumber } from '../../../../data/row-number'
import { rowOf } from '../../../../data/paged'
import { useBroughtColumn } from '../../../charts/use-brought'
import { Button } from '../../../kit/button'
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
  /** Its place among those shown, where it is one of them. */
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
      title={`Row ${rowNumber(dataset, row)}`}
      onClose={onClose}
      actions={
        <>
          <Button
            size="small"
            aria-label="Previous row"
            disabled={place === undefined || place === 0}
            onClick={() => place !== undefined && onGo(place - 1)}
          >
            ‹
          </Button>
          <Button
            size="small"
            aria-label="Next row"
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
      <Alike dataset={dataset} row={row} columns={columns} onRow={onRow} />
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
  const such = suchRows(of, row)
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
        {such && (
          <span className={styles.such}>
            <button type="button" className={styles.link} onClick={() => onOnly(such)}>
              only this
            </button>
            <button type="button" className={styles.link} onClick={() => onOnly(opposite(such))}>
              without this
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

const ALIKE = 8

/** The rows most like this one, looked for when asked. */
function Alike({ dataset, row, columns, onRow }: Pick<RecordProps, 'dataset' | 'row' | 'columns' | 'onRow'>) {
  const studio = useStudio()
  const [asked, setAsked] = useState(false)
  const [found, setFound] = useState<{ readonly of: number; readonly near: readonly Near[] }>()
  useEffect(() => {
    if (!asked) return
    const abort = new AbortController()
    const { signal } = abort
    const looking = hasPaged(dataset)
      ? (studio.run('data.nearest', { row, most: ALIKE, signal }) as Promise<readonly Near[]>)
      : inSlices(nearestRows(dataset, row, ALIKE), signal)
    looking.then(
      (near) => setFound({ of: row, near }),
      // Another row by now.
      () => undefined,
    )
    return () => abort.abort()
  }, [asked, studio, dataset, row])
  const near = found?.of === row ? found.near : undefined
  const shown = columns.find(({ schema }) => schema.type === 'image')
  const target = columns.find(({ schema }) => schema.name === dataset.schema.target)
  return (
    <section aria-label="Rows like it">
      <h4 className={styles.title}>Rows like it</h4>
      {!asked && (
        <Button size="small" onClick={() => setAsked(true)}>
          Look for them
        </Button>
      )}
      {asked && !near && <p className={styles.missing}>looking</p>}
      {near?.length === 0 && <p className={styles.missing}>There is no column that says what is alike.</p>}
      <ul className={styles.nears}>
        {near?.map((one) => (
          <li key={one.row}>
            <button type="button" className={styles.near} onClick={() => onRow(one.row)}>
              {shown && <CellPicture of={shown} row={one.row} side={44} />}
              <span>
                row {rowNumber(dataset, one.row)}
                {target && target.schema.type !== 'image' && (
                  <>
                    {': '}
                    <WholeValue of={target} row={one.row} />
                  </>
                )}
              </span>
              <i>{one.apart === 0 ? 'the same' : `${((1 - one.apart) * 100).toFixed(1)} % alike`}</i>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
