/** @file Metrics of outputs that predict text. */
import { defineMetric } from '../define-metric'
import { wilson } from '../wilson-interval'

export const sequenceAccuracy = defineMetric({
  id: 'sequenceAccuracy',
  kind: 'share',
  better: 'higher',
  // "Exact match" of Rajpurkar et al., SQuAD, EMNLP 2016.
  source: 'https://doi.org/10.18653/v1/D16-1264',
  formulas: { texts: ({ rows, correctRows }) => correctRows / Math.max(1, rows) },
  interval: { method: 'wilson', texts: ({ rows }, value) => (rows > 0 ? wilson(value, rows) : undefined) },
  everyEpoch: true,
  inSummary: true,
})
