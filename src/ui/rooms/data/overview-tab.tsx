/** @file Overview: samples, and every column with its range and how its values are spread. */
import { Columns } from './columns/columns'
import TimePart from './columns/time-part'
import CurvePart from './curve/curve-part'
import { PictureRows } from './picture-rows'
import { PointsPart } from './points-part'
import type { TabProps } from './tab-props'

export default function OverviewTab({ dataset, split }: TabProps) {
  const { kind } = dataset.schema
  return (
    <>
      {kind === 'images' && <PictureRows dataset={dataset} split={split} />}
      {kind === 'points' && <PointsPart dataset={dataset} split={split} />}
      {/* What was chosen is of the columns of this set. */}
      <TimePart key={dataset.schema.id} dataset={dataset} />
      <Columns dataset={dataset} />
      <CurvePart />
    </>
  )
}
