/** @file Metrics of outputs that predict text; the share of correct positions is the accuracy of `classification.ts`. */
import { exp } from '../../base/exact-math'
import { defineMetric } from '../define-metric'
import { wilson } from '../intervals'

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

export const perplexity = defineMetric({
  id: 'perplexity',
  kind: 'loss',
  better: 'lower',
  source: 'https://huggingface.co/docs/transformers/perplexity',
  onlyInReport: true,
  formulas: { texts: ({ logLoss }) => (logLoss === undefined ? undefined : exp(logLoss)) },
})

export const editRate = defineMetric({
  id: 'editRate',
  kind: 'loss',
  better: 'lower',
  // The character or word error rate, by the tokens of the output.
  source: 'https://lightning.ai/docs/torchmetrics/stable/text/char_error_rate.html',
  onlyInReport: true,
  formulas: { texts: ({ edits }) => (edits && edits.tokens > 0 ? edits.wrong / edits.tokens : undefined) },
})

/** How many tokens must be inserted, deleted, or replaced (Levenshtein 1966). */
export function editDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let before = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (before[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, (before[j] as number) + 1, (row[j - 1] as number) + 1))
    }
    before = row
  }
  return before[b.length] as number
}
