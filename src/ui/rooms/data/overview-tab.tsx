/** @file Overview: samples, and every column with its range and how its values are spread. */
import { Columns } from './columns/columns'
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
      <Columns dataset={dataset} />
      <CurvePart />
    </>
  )
}
