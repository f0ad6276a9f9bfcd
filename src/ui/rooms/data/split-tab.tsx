/** @file Split: which rows are learnt from, watched and kept for the end. */
import { SplitPart } from './split-part'
import type { TabProps } from './tab-props'

export default function SplitTab({ split }: TabProps) {
  return <SplitPart split={split} />
}
