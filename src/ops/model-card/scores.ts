/** @file The sentences in a model card about performance, on all rows and on individual slices. */
import { cardText } from '../../messages/en/operate/model-card-sections'
import { message } from '../../messages/message'
import type { Evaluation, HeadEvaluation } from '../../metrics/evaluation'
import { wilson } from '../../metrics/wilson-interval'
import type { SliceScore } from '../../metrics/slice-report'
import type { CardInput, Measured } from './card-input'
import { type CardSentence, type Freshness, sentence, unmeasured } from './card-sections'

const text = cardText.unmeasured

type Whole = Extract<SliceScore, { readonly support: number }>

/**
 * Sentences about performance on the rows used for evaluation after training, and on the rows measured for this card.
 */
export function metricSentences(input: CardInput, stale: Freshness): readonly CardSentence[] {
  const { metrics, measured, task } = input
  const whole = measured?.whole
  if (!metrics && whole?.value === undefined) return [unmeasured({ what: text.performance }, input)]
  const looks = metrics?.split === 'test' ? metrics.testLooks : undefined
  const isSame = metrics?.heads.length === 1 && metrics.split === measured?.split && metrics.rows === measured.rows
  return [
    ...(metrics?.heads ?? []).map((head) => sentence(headMessage(head, metrics as Evaluation), 'metrics', stale)),
    ...(whole?.value === undefined || isSame
      ? []
      : [sentence(wholeMessage(whole, measured as Measured), 'metrics', stale)]),
    ...(metrics && whole?.value !== undefined && metrics.split !== measured?.split
      ? [sentence(message('card-two-parts', {}), 'metrics')]
      : []),
    ...(looks === undefined ? [] : [sentence(message('card-looks', { looks }), 'metrics')]),
    ...(task.kind === 'classes' ? [sentence(message('card-all-answered', {}), 'metrics')] : []),
  ]
}

function wholeMessage({ measure, value = 0, low = 0, high = 1, support }: Whole, { split }: Measured) {
  return measure === 'accuracy'
    ? message('card-accuracy', { value, low, high, rows: support, split })
    : message('card-off', { value, low, high, rows: support, split })
}

function headMessage(head: HeadEvaluation, { rows, split, heads }: Evaluation) {
  const of = { rows, split, ...(heads.length > 1 ? { output: head.label } : {}) }
  switch (head.kind) {
    case 'classes':
    case 'sequence': {
      const value = head.kind === 'classes' ? head.accuracy : head.sequenceAccuracy
      return message('card-accuracy', { value, ...wilson(value, rows), ...of })
    }
    case 'number':
      return message('card-error', { mae: head.mae, rmse: head.rmse, r2: head.r2, ...of })
    case 'image':
      return message('card-picture', { mae: head.mae, ...of })
    default:
      return head satisfies never
  }
}

/**
 * Sentences about performance on each slice of the dataset and on each class, or on each class only if nothing else was
 * measured.
 */
export function sliceSentences(input: CardInput, stale: Freshness): readonly CardSentence[] {
  const { metrics, measured, keptSlices } = input
  const { scores, split } = scoresOf(input)
  const sentences = scores.map((one) =>
    one.value === undefined
      ? sentence(message('card-slice-none', { name: one.name }), 'slices', stale)
      : sentence(message('card-slice', { ...{ low: 0, high: 1 }, ...one, value: one.value, split }), 'slices', stale),
  )
  if (measured || (input.slices && sentences.length > 0)) return sentences
  if (sentences.length === 0) return [unmeasured({ what: text.slices }, input)]
  // The scores of individual classes come from the evaluation; the saved slices can be measured as well.
  if (keptSlices.length > 0)
    return [...sentences, unmeasured({ what: text.savedSlices({ slices: keptSlices }), many: true }, input)]
  return metrics?.split === 'test' ? sentences : [...sentences, unmeasured({ what: text.classes }, input)]
}

/** Slices (or classes, if there are no slices) that have few rows. */
export function fewRows(input: CardInput): { readonly names: readonly string[]; readonly of: number } {
  const { scores } = scoresOf(input)
  return {
    names: scores.filter(({ support }) => support > 0 && support < FEW_ROWS).map(({ name }) => name),
    of: scores.length,
  }
}

/** Results for a slice with fewer rows than this are uncertain. */
const FEW_ROWS = 30

function scoresOf({ slices, measured, metrics }: CardInput): {
  readonly scores: readonly Whole[]
  readonly split: string
} {
  const known = (slices ?? []).filter((slice): slice is Whole => !('fault' in slice))
  const split = (measured ?? metrics)?.split ?? ''
  if (known.length > 0) return { scores: known, split }
  const classes = (metrics?.heads ?? []).flatMap((head) => (head.kind === 'classes' ? head.perClass : []))
  const scores = classes.map(({ label: name, recall: value, support }): Whole => {
    return { name, where: '', measure: 'accuracy', value, ...wilson(value, support), support }
  })
  return { scores, split }
}
