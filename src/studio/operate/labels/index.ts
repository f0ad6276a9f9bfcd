/** @file Labels given by hand, and the dataset made from them. */
export { type LabeledDataset, makeLabeledDataset, ROUND_LABELS, usableLabels } from './labeled-dataset'
export { type LabelCounts, type LabelRequest, manualLabelLookup } from './labels'
