/** @file The panels for a selection, loaded together because they share their form fields. */
export { BlockParams } from './block-params'
export { InnerPanel } from './inner-layer-panel'
export { NodePanel } from './node-panel'
export { MultiSelectionPanel } from './multi-selection-panel'
