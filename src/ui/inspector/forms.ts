/** @file Forms: the panels of what is selected, loaded together, for they share their fields. */
export { InnerPanel } from './inner-panel'
export { NodePanel } from './node-panel'
export { SeveralPanel } from './several-panel'
