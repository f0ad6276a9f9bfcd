/**
 * @file cardOf: builds the model card of a version from sentences, each with a link to its evidence and whether it is
 * still valid. The function is pure: measurements and user-written sections are passed in.
 */
import type { MetricText } from '../../messages/en/metrics'
import { cardText as text } from '../../messages/en/operate/model-card'
import { formatMessage, message } from '../../messages/message'
import { metricById, rowMetric } from '../../metrics/catalog'
import type { Evaluation, HeadEvaluation } from '../../metrics/evaluation'
import { formatInterval, formatMetric, formatWithUnit, metricsLine, textFor, unitOf } from '../../metrics/format-metric'
import { wilson } from '../../metrics/intervals'
import { type MetricResult, metricsOf } from '../../metrics/metrics-of'
import type { SliceScore } from '../../metrics/slice-report'
import {
  type AliasCard,
  type Card,
  type CardInput,
  type CardPart,
  type CardSection,
  type CardSentence,
  EVALUATED_PARTS,
  FRESH,
  type Freshness,
  type Measured,
  sentence,
  unmeasured,
} from './card-parts'

/** Creates the card of a version. */
export function cardOf(input: CardInput): Card {
  const stale = staleBy(input)
  const sections: readonly CardSection[] = [
    { id: 'what', title: text.sections.what, sentences: whatItIs(input) },
    { id: 'use', title: text.sections.use, sentences: [written(input, 'use'), written(input, 'misuse')] },
    { id: 'data', title: text.sections.data, sentences: dataOf(input, stale) },
    { id: 'metrics', title: text.sections.metrics, sentences: metricSentences(input, stale) },
    { id: 'slices', title: text.sections.slices, sentences: sliceSentences(input, stale) },
    { id: 'calibration', title: text.sections.calibration, sentences: [calibration(input, stale)] },
    ...evaluatedSections(input, stale),
    { id: 'limits', title: text.sections.limits, sentences: limitsOf(input) },
    { id: 'device', title: text.sections.device, sentences: [latency(input), size(input)] },
    { id: 'lineage', title: text.sections.lineage, sentences: lineageOf(input) },
    { id: 'approved', title: text.sections.approved, sentences: approvals(input) },
  ]
  return {
    model: input.model,
    version: input.version,
    title: text.title({ model: input.model, version: input.version }),
    sections,
    evidence: input.evidence,
  }
}

function staleBy({ data }: CardInput): Freshness {
  if (data.version === undefined || data.now === undefined || data.now === data.version) return FRESH
  return { tag: 'stale', why: formatMessage(message('card-data-moved', { now: data.now })) }
}

function whatItIs(input: CardInput): readonly CardSentence[] {
  const { project, task, inputs, model, version, createdAt, newest, flags } = input
  const named = { project, target: task.target, inputs }
  const what =
    task.kind === 'classes'
      ? message('card-what-classes', { ...named, classes: task.classes })
      : task.kind === 'number'
        ? message('card-what-number', { ...named, ...(task.unit === undefined ? {} : { unit: task.unit }) })
        : message('card-what-other', named)
  return [
    ...(input.practice ? [sentence(message('card-practice', input.practice), 'record')] : []),
    sentence(what, 'drawing'),
    ...(input.decisions ?? []).flatMap(({ calibrated, threshold, groups, guard }) => [
      ...(calibrated ? [sentence(message('card-calibrated', calibrated), 'record')] : []),
      ...(threshold ? [sentence(message('card-threshold', threshold), 'record')] : []),
      ...(groups ? [sentence(message('card-group-thresholds', groups), 'record')] : []),
      ...(guard ? [sentence(message('card-guard', guard), 'record')] : []),
    ]),
    sentence(message('card-saved', { model, version, at: createdAt, newest }), 'record'),
    sentence(message('card-flags', { flags }), 'moves'),
  ]
}

/** A section written by the user. */
function written({ model, version, words }: CardInput, part: CardPart): CardSentence {
  const own = words[part]
  if (!own || own.text.trim() === '') {
    const fresh: Freshness = { tag: 'not written', command: 'registry.describe', args: { model, part, text: '' } }
    return { ...sentence(message('card-unwritten', { part: text.parts[part] }), 'words', fresh), part }
  }
  const fresh: Freshness =
    own.version < version
      ? { tag: 'stale', why: formatMessage(message('card-words-before', { version: own.version })) }
      : FRESH
  return { code: 'card-words', text: own.text, link: 'words', fresh, part }
}

function dataOf(input: CardInput, stale: Freshness): readonly CardSentence[] {
  const { data, split, reproduced, lineage, model } = input
  const { version, fingerprint, samples } = data
  const described = message('card-data', {
    dataset: data.title,
    ...(version === undefined ? {} : { version }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(samples === undefined ? {} : { samples }),
  })
  const unknown = version === undefined && fingerprint === undefined
  // If repeating the training on these rows produces the same weights, these are the rows that the version was trained
  // on.
  const again = lineage?.from || lineage?.inexact !== undefined ? 'never' : reproduced ? 'tried' : 'not tried'
  const fresh: Freshness =
    again === 'not tried'
      ? { tag: 'not measured', command: 'registry.reproduce', args: { model, version: input.version } }
      : FRESH
  return [
    sentence(described, 'data', stale),
    ...(unknown ? [sentence(message('card-data-unknown', { again }), 'data', fresh)] : []),
    sentence(message('card-split', split), 'data'),
  ]
}

function calibration(input: CardInput, stale: Freshness): CardSentence {
  const { measured, task } = input
  if (task.kind !== 'classes')
    return sentence(message('card-unmeasured', { what: text.unmeasured.calibrationOfNumbers }), 'metrics')
  if (measured?.calibration === undefined) return unmeasured({ what: text.unmeasured.calibration }, input)
  const { rows, split, bins } = measured
  return sentence(message('card-calibration', { value: measured.calibration, rows, split, bins }), 'metrics', stale)
}

/** The parts of the Evaluate page that the user chose, each with its rows and how often the test set was viewed. */
function evaluatedSections({ evaluated = {} }: CardInput, stale: Freshness): readonly CardSection[] {
  return EVALUATED_PARTS.flatMap((id) => {
    const part = evaluated[id]
    if (!part) return []
    const { found, rows, split, at, testLooks: looks } = part
    const about = [
      message('card-evaluated', { rows, split, at }),
      ...(looks === undefined ? [] : [message('card-looks', { looks })]),
    ]
    const sentences = [...found, ...about].map((one) => sentence(one, 'metrics', stale))
    return [{ id: `evaluated-${id}`, title: text.evaluated[id], sentences }]
  })
}

function limitsOf(input: CardInput): readonly CardSentence[] {
  const { names, of } = fewRows(input)
  return [
    written(input, 'limits'),
    sentence(message('card-limits-ends', { columns: input.inputs }), 'record'),
    ...(names.length > 0 ? [sentence(message('card-limits-small', { slices: names, of }), 'slices')] : []),
  ]
}

function latency(input: CardInput): CardSentence {
  const { measured, device } = input
  if (!measured) return unmeasured({ what: text.unmeasured.latency }, input)
  const { latencyMs: ms, device: was, at } = measured
  const fresh: Freshness = was === device ? FRESH : { tag: 'stale', why: text.otherDevice }
  return sentence(message('card-latency', { ms, device: was, at }), 'metrics', fresh)
}

function size({ weights, bytes }: CardInput): CardSentence {
  return sentence(message('card-size', { weights, bytes }), 'record')
}

function lineageOf(input: CardInput): readonly CardSentence[] {
  const { run, hash, lineage, reproduced, model, version } = input
  const again: CardSentence = reproduced
    ? sentence(message('card-again', { sentence: reproduced.sentence, at: reproduced.at }), 'run')
    : sentence(message('card-unmeasured', { what: text.unmeasured.reproducibility }), 'run', {
        tag: 'not measured',
        command: 'registry.reproduce',
        args: { model, version },
      })
  return [
    sentence(message('card-run', run), 'run'),
    ...(lineage?.from
      ? [
          sentence(
            message('card-parent', {
              step: lineage.from.step,
              ...(lineage.parent === undefined ? {} : { version: lineage.parent }),
            }),
            'run',
          ),
        ]
      : []),
    ...(lineage?.parent === undefined || lineage.round === undefined
      ? []
      : [sentence(message('card-retrained', { version: lineage.parent, round: lineage.round }), 'run')]),
    ...(lineage?.rateChanges ? [sentence(message('card-rates', { changes: lineage.rateChanges }), 'run')] : []),
    // For a practice version, the first sentence says so.
    ...(lineage?.inexact === undefined || input.practice
      ? []
      : [sentence(message('card-inexact', { why: lineage.inexact }), 'run')]),
    sentence(message('card-hash', { hash }), 'record'),
    again,
  ]
}

function approvals({ approved }: CardInput): readonly CardSentence[] {
  if (approved.length === 0) return [sentence(message('card-unapproved', {}), 'moves')]
  return approved.map((move: AliasCard) => sentence(message('card-approved', move), 'moves'))
}

const scoresText = text.unmeasured

type Whole = Extract<SliceScore, { readonly support: number }>

/**
 * Sentences about performance on the rows used for evaluation after training, and on the rows measured for this card.
 */
function metricSentences(input: CardInput, stale: Freshness): readonly CardSentence[] {
  const { metrics, measured, task } = input
  const whole = measured?.whole
  if (!metrics && whole?.value === undefined) return [unmeasured({ what: scoresText.performance }, input)]
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
    ...(input.mayBeSeen ? [sentence(message('card-may-be-seen', {}), 'metrics')] : []),
    ...(isChosenOnValidation(input) ? [sentence(message('card-chosen-on-validation', {}), 'metrics')] : []),
    ...(looks === undefined ? [] : [sentence(message('card-looks', { looks }), 'metrics')]),
    ...(task.kind === 'classes' ? [sentence(message('card-all-answered', {}), 'metrics')] : []),
  ]
}

/** Whether results are of the set on which thresholds and calibrations are usually chosen, and there are any. */
function isChosenOnValidation({ decisions = [], metrics, measured }: CardInput): boolean {
  const isChosen = decisions.some(({ calibrated, threshold, groups }) => calibrated || threshold || groups)
  return isChosen && [metrics?.split, measured?.split].includes('validation')
}

function wholeMessage({ measure, value = 0, low = 0, high = 1, support }: Whole, { split }: Measured) {
  const metric = metricById(measure)
  return message('card-metrics', {
    ...mainText(metric.text, { metric, value, interval: { low, high } }),
    more: [],
    rows: support,
    split,
  })
}

function headMessage(head: HeadEvaluation, { rows, split, heads }: Evaluation) {
  const [main = { metric: metricById('loss'), value: head.loss }, ...others] = metricsOf(head)
  return message('card-metrics', {
    ...mainText(textFor(main.metric, head.kind), main, unitOf(head.kind)),
    more: others.length > 0 ? [metricsLine(head, others)] : [],
    ...{ rows, split, ...(heads.length > 1 ? { output: head.label } : {}) },
  })
}

function mainText({ title, name }: MetricText, { metric, value, interval }: MetricResult, unit?: string) {
  return {
    ...{ title, name, value: formatWithUnit(metric, value, unit) },
    ...(interval && { interval: formatInterval(metric, interval) }),
  }
}

/**
 * Sentences about performance on each slice of the dataset and on each class, or on each class only if nothing else was
 * measured.
 */
function sliceSentences(input: CardInput, stale: Freshness): readonly CardSentence[] {
  const { metrics, measured, keptSlices } = input
  const { scores, split } = scoresOf(input)
  const sentences = scores.map((one) =>
    one.value === undefined
      ? sentence(message('card-slice-none', { name: one.name }), 'slices', stale)
      : sentence(sliceMessage(one, split), 'slices', stale),
  )
  // A regression has no classes, and its dataset may have no slices.
  if (measured && sentences.length === 0) return [sentence(message('card-no-slices', {}), 'slices', stale)]
  if (measured || (input.slices && sentences.length > 0)) return sentences
  if (sentences.length === 0) return [unmeasured({ what: scoresText.slices }, input)]
  // The scores of individual classes come from the evaluation; the saved slices can be measured as well.
  if (keptSlices.length > 0)
    return [...sentences, unmeasured({ what: scoresText.savedSlices({ slices: keptSlices }), many: true }, input)]
  return metrics?.split === 'test' ? sentences : [...sentences, unmeasured({ what: scoresText.classes }, input)]
}

function sliceMessage({ name, measure, value, low = 0, high = 1, support }: Whole, split: string) {
  const metric = metricById(measure)
  const [shown, from, to] = [value, low, high].map((one) => formatMetric(metric, one)) as [string, string, string]
  return message('card-slice', { name, metric: metric.text.name, value: shown, low: from, high: to, support, split })
}

/** Slices (or classes, if there are no slices) that have few rows. */
function fewRows(input: CardInput): { readonly names: readonly string[]; readonly of: number } {
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
  // The accuracy on the examples of a class is the recall of the class.
  const { id: measure } = rowMetric('classes')
  const scores = classes.map(({ label: name, recall: value = 0, support }): Whole => {
    return { name, where: '', measure, value, ...wilson(value, support), support }
  })
  return { scores, split }
}
