/** @file Overview tab: example rows, and every column with its range and distribution. */
import { useMemo } from 'react'
import { isSeries } from '../../../data/time-series'
import { Columns } from './columns/columns'
import TimePart from './columns/time-part'
import CurvePart from './curve/curve-part'
import { ExampleImages } from './example-images'
import { PointsPart } from './points-part'
import type { TabProps } from './tab-props'

export default function OverviewTab({ dataset, split }: TabProps) {
  const { kind } = dataset.schema
  const series = useMemo(() => {
    const time = dataset.columns.find(({ type }) => type === 'time')
    return time?.type === 'time' && isSeries(time.values)
  }, [dataset])
  // The key resets the selected columns when the dataset changes.
  const timeChart = <TimePart key={dataset.schema.id} dataset={dataset} />
  return (
    <>
      {kind === 'images' && <ExampleImages dataset={dataset} split={split} />}
      {kind === 'points' && <PointsPart dataset={dataset} split={split} />}
      {series && timeChart}
      <Columns dataset={dataset} />
      {!series && timeChart}
      <CurvePart />
    </>
  )
}
