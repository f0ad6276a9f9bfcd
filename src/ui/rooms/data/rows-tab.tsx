/** @file Rows: the set row by row. */
import { FirstRows } from './first-rows'
import type { TabProps } from './tab-props'

export default function RowsTab({ dataset }: TabProps) {
  return <FirstRows dataset={dataset} />
}
