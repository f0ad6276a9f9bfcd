/** @file What other folders show of the registry. */
export { EvidenceDialog } from './gate-panel'
export { useModels } from './use-models'
