/** @file The panels of the selection, loaded together because they share their fields. */
export { BlockParams } from './block-params'
export { InnerPanel } from './inner-panel'
export { NodePanel } from './node-panel'
export { MultiSelectionPanel } from './multi-selection-panel'
