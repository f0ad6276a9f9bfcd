/** @file The canary of the open service: its controller, and its state for readers. */

export { type CanaryController, canarySummary, openCanaryController } from './canary'
export {
  activeDeploy,
  type CanaryRequest,
  type CanarySplit,
  type CanarySplitState,
  type CanaryState,
  canarySplit,
  canaryState,
  challengersOf,
  suggestedChallenger,
  withSliceName,
} from './canary-state'
