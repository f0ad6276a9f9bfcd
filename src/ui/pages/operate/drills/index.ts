/** @file What other folders show of drills. */
export { DrillList } from './drill-list'
export { DrillStrip } from './drill-strip'
export { useDrillContinues } from './use-drill'
