/** @file Overview tab: example rows, and every column with its range and distribution. */
import { useMemo } from 'react'
import { isSeries } from '../../../data/time-series'
import { Columns } from './columns/columns'
import TimeSection from './columns/time-section'
import CurveSection from './learning-curve/curve-section'
import { ExampleImages } from './example-images'
import type { TabProps } from './tab-props'
import { overviewText } from '../../../messages/en/data/overview'
import type { Dataset, Split } from '../../../data/dataset'
import { PointsPlane } from '../../charts/points-plane'
import layout from './data.module.css'
import styles from '../pages.module.css'

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
