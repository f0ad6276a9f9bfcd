/** @file Overview: samples, and every column with its range and how its values are spread. */
import { useMemo } from 'react'
import { isSeries } from '../../../data/over-time'
import { Columns } from './columns/columns'
import TimePart from './columns/time-part'
import CurvePart from './curve/curve-part'
import { PictureRows } from './example-images'
import { PointsPart } from './points-part'
import type { TabProps } from './tab-props'

export default function OverviewTab({ dataset, split }: TabProps) {
  const { kind } = dataset.schema
  const series = useMemo(() => {
    const time = dataset.columns.find(({ type }) => type === 'time')
    return time?.type === 'time' && isSeries(time.values)
  }, [dataset])
  // What was chosen is of the columns of this set.
  const course = <TimePart key={dataset.schema.id} dataset={dataset} />
  return (
    <>
      {kind === 'images' && <PictureRows dataset={dataset} split={split} />}
      {kind === 'points' && <PointsPart dataset={dataset} split={split} />}
      {series && course}
      <Columns dataset={dataset} />
      {!series && course}
      <CurvePart />
    </>
  )
}
