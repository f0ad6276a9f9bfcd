/** @file Overview tab: example rows, and every column with its range and distribution. */
import { useMemo } from 'react'
import { isSeries } from '../../../data/time-series'
import { Columns } from './columns/columns'
import TimeSection from './columns/time-section'
import CurveSection from './learning-curve/curve-section'
import { ExampleImages } from './example-images'
import { PointsSection } from './points-section'
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
