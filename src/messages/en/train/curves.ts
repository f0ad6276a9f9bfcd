/** @file UI text for the charts of the Train page: the loss and the metrics of a run. */
import { defineText } from '../../define'
import { count } from '../../format'

export const curvesText = defineText('train/curves', {
  loss: 'Loss',
  axis: 'Horizontal axis',
  byStep: 'By step',
  byEpoch: 'By epoch',
  scale: 'Loss scale',
  log: 'Log',
  linear: 'Linear',
  smoothing: 'Smoothing',
  smoothedOver: (a: { steps: number }) => `About ${count(a.steps)} steps`,
  noSmoothing: 'None',
  table: 'Table of all epochs',
  metrics: 'Metrics',
  metric: 'Metric',
  noMetrics: 'Metrics are measured at the end of each epoch. The first epoch is in progress.',
})
