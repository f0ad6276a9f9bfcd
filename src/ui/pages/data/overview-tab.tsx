/** @file Overview tab: example rows, and every column with its range and distribution. */
import { useMemo, useState } from 'react'
import { type Dataset, rowNumber, type Split } from '../../../data/dataset'
import { isSeries } from '../../../data/time-series'
import { overviewText } from '../../../messages/en/data/overview'
import { categoryValues } from '../../charts/dataset-row-text'
import { inputImageColumn } from '../../charts/image-examples'
import { RowImage } from '../../charts/pixel-image'
import { PointsPlane } from '../../charts/points-plane'
import { Button } from '../../kit/button'
import styles from '../pages.module.css'
import { Columns } from './columns/columns'
import TimeSection from './columns/time-section'
import layout from './data.module.css'
import CurveSection from './learning-curve/curve-section'
import { byClass } from './columns/column-facts'
import type { TabProps } from './tab-props'

export default function OverviewTab({ dataset, split }: TabProps) {
  const { kind } = dataset.schema
  const series = useMemo(() => {
    const time = dataset.columns.find(({ type }) => type === 'time')
    return time?.type === 'time' && isSeries(time.values)
  }, [dataset])
  // The key resets the selected columns when the dataset changes.
  const timeChart = <TimeSection key={dataset.schema.id} dataset={dataset} />
  return (
    <>
      {kind === 'images' && <ExampleImages dataset={dataset} split={split} />}
      {kind === 'points' && <PointsSection dataset={dataset} split={split} />}
      {series && timeChart}
      <Columns dataset={dataset} />
      {!series && timeChart}
      <CurveSection />
    </>
  )
}

const text = overviewText.points

/** Plots the generated points. */
function PointsSection({ dataset, split }: { readonly dataset: Dataset; readonly split: Split }) {
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        <span>{text.about}</span>
      </div>
      <div className={layout.plane}>
        <PointsPlane dataset={dataset} split={split} />
      </div>
    </section>
  )
}

const exampleImagesText = overviewText.examples

const PER_CLASS = 14

/** Shows images grouped by class, taken from the rows on which the network is trained. */
function ExampleImages({ dataset, split }: { readonly dataset: Dataset; readonly split: Split }) {
  const [page, setPage] = useState(0)
  const target = dataset.schema.columns.findIndex((column) => column.name === dataset.schema.target)
  const schema = dataset.schema.columns[target]
  const column = dataset.columns[target]
  const classes = useMemo(
    () =>
      column?.type === 'category' ? byClass(column.codes, split.train, schema ? categoryValues(schema).length : 0) : [],
    [column, schema, split],
  )
  if (!schema) return null
  if (schema.type === 'image') return <ImagePairs dataset={dataset} split={split} target={schema.name} />
  const labels = categoryValues(schema)
  const pages = Math.max(1, Math.ceil(Math.max(...classes.map((rows) => rows.length)) / PER_CLASS))
  return (
    <section className={styles.part} aria-label={exampleImagesText.title}>
      <div className={styles.title}>
        <h3>{exampleImagesText.title}</h3>
        <span>{exampleImagesText.byClass}</span>
        <div className={styles.grow} />
        <Button size="small" onClick={() => setPage((page + 1) % pages)}>
          {exampleImagesText.next}
        </Button>
      </div>
      <dl className={layout.pictures}>
        {classes.map((rows, position) => (
          <div key={labels[position]}>
            <dt translate="no">{labels[position]}</dt>
            <dd>
              {rows.slice(page * PER_CLASS, (page + 1) * PER_CLASS).map((row) => (
                <RowImage
                  key={row}
                  dataset={dataset}
                  row={row}
                  side={36}
                  label={exampleImagesText.image({ label: labels[position] ?? '', row: rowNumber(dataset, row) })}
                />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

interface ImagePairsProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly target: string
}

/** Number of pairs per page. */
const PAIRS = 20

/** Shows the input image above the target image, or a single image if it is both input and target. */
function ImagePairs({ dataset, split, target }: ImagePairsProps) {
  const [page, setPage] = useState(0)
  const targetAt = dataset.schema.columns.findIndex(({ name }) => name === target)
  const from = inputImageColumn(dataset, target)
  const pages = Math.max(1, Math.ceil(split.train.length / PAIRS))
  const columns = from < 0 ? [targetAt] : [from, targetAt]
  const [above = '', below] = columns.map((column) => dataset.schema.columns[column]?.name ?? '')
  return (
    <section className={styles.part} aria-label={exampleImagesText.title}>
      <div className={styles.title}>
        <h3>{exampleImagesText.title}</h3>
        <span>
          {below === undefined ? exampleImagesText.one({ column: above }) : exampleImagesText.pairs({ above, below })}
        </span>
        <div className={styles.grow} />
        <Button size="small" onClick={() => setPage((page + 1) % pages)}>
          {exampleImagesText.next}
        </Button>
      </div>
      <div className={layout.pairs}>
        {Array.from(split.train.subarray(page * PAIRS, (page + 1) * PAIRS), (row) => (
          <div key={row}>
            {columns.map((column) => (
              <RowImage
                key={column}
                dataset={dataset}
                row={row}
                column={column}
                side={64}
                label={exampleImagesText.image({
                  label: dataset.schema.columns[column]?.name ?? '',
                  row: rowNumber(dataset, row),
                })}
              />
            ))}
          </div>
        ))}
      </div>
    </section>
  )
}
