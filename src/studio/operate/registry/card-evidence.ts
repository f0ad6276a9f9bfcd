/**
 * @file cardEvidence: the evidence behind a model card, as lists of facts (names and values). The card's sentences link
 * to these lists.
 */

import { lossOf } from '../../../catalog/training-plan'
import { backendName, engineName } from '../../../messages/en/engine-names'
import { metricsText } from '../../../messages/en/metrics'
import { cardText, cardEvidenceText as text } from '../../../messages/en/operate/model-card'
import { changedRates } from '../../../messages/en/train/runs'
import { duration } from '../../../messages/format'
import { CLASS_METRICS, metricById } from '../../../metrics/catalog'
import type { Metric } from '../../../metrics/define-metric'
import type { ClassScore, Evaluation, HeadEvaluation } from '../../../metrics/evaluation'
import { formatInterval, formatMetric, formatWithUnit, textFor, unitOf } from '../../../metrics/format-metric'
import { metricsOf } from '../../../metrics/metrics-of'
import type { SliceScore } from '../../../metrics/slice-report'
import { byText, reasonText } from '../../../ops/change-text'
import { type CardEvidence, type CardInput, EVALUATED_PARTS, type Measured } from '../../../ops/model-card/card-parts'
import type { AliasMove } from '../../../storage/alias-records'
import type { ModelRecord } from '../../../storage/records'

type Facts = CardEvidence['facts']

const { names } = text

/** Lists the evidence for a version. A list without facts is left out. */
export function cardEvidence(
  record: ModelRecord,
  own: { readonly [K in 'measured' | 'reproduced' | 'evaluated']?: CardInput[K] | undefined } & {
    readonly fingerprint: string | undefined
  },
  moves: readonly AliasMove[],
): readonly CardEvidence[] {
  const { content, metrics } = record
  const { measured } = own
  const slices = measured?.slices ?? metrics?.slices ?? []
  const lists: readonly (readonly [keyof typeof text.titles, Facts])[] = [
    ['drawing', drawingFacts(record)],
    ['record', recordFacts(record)],
    ['data', dataFacts(content, own.fingerprint)],
    [
      'metrics',
      [
        ...(metrics ? metrics.heads.flatMap((head) => headFacts(head, metrics)) : []),
        ...measuredFacts(measured),
        ...evaluatedFacts(own.evaluated),
      ],
    ],
    ['slices', slices.map(sliceFact)],
    ['run', runFacts(record, own.reproduced)],
    ['moves', moves.map(moveFact)],
  ]
  return lists.flatMap(([id, facts]) => (facts.length > 0 ? [{ id, title: text.titles[id], facts }] : []))
}

function drawingFacts({ content, lineage }: ModelRecord): Facts {
  return [
    [names.project, content.name],
    ...content.networks.flatMap(
      ({ name, drawing }): Facts => [
        [names.network, name],
        [names.layers, text.all({ names: drawing.nodes.map(({ label }) => label) })],
      ],
    ),
    ...optionalFact(names.networkVersion, lineage?.drawingVersion),
  ]
}

function recordFacts({ createdAt, hash, weights, pipeline }: ModelRecord): Facts {
  return [
    [names.saved, createdAt],
    [names.hash, hash],
    ...weights.specs.map(({ name, shape }): Facts[number] => [name, `[${shape.join(', ')}]`]),
    [names.inputs, text.all({ names: pipeline.inputs.map(({ label }) => label) })],
    [names.outputs, text.all({ names: pipeline.outputs.map(({ label, kind }) => text.output({ label, kind })) })],
  ]
}

function dataFacts({ data, plan }: ModelRecord['content'], fingerprint: string | undefined): Facts {
  return [
    [names.dataset, data.dataset],
    ...optionalFact(names.version, data.version),
    ...optionalFact(names.fingerprint, fingerprint),
    ...optionalFact(names.samples, data.samples),
    ...optionalFact(names.seed, data.seed),
    [names.split, valueText(plan.split)],
  ]
}

function runFacts(
  { content: { plan }, run, lineage, pipeline }: ModelRecord,
  reproduced: CardInput['reproduced'] | undefined,
): Facts {
  const settings = { ...plan, loss: pipeline.outputs.map(({ label }) => lossOf(plan, label)) }
  return [
    ...optionalFact(names.run, run?.id),
    ...optionalFact(names.engine, run?.engine === undefined ? undefined : engineName(run.engine)),
    ...optionalFact(names.backend, run?.chosen && backendName(run.chosen.backend)),
    ...optionalFact(names.reason, run?.chosen?.reason),
    ...optionalFact(names.step, lineage?.step),
    ...optionalFact(names.steps, lineage?.steps),
    ...optionalFact(names.ended, lineage?.why),
    ...optionalFact(names.inexact, lineage?.inexact),
    ...optionalFact(names.rates, lineage?.rateChanges && changedRates(lineage.rateChanges)),
    [names.seed, String(plan.seed)],
    ...Object.entries(settings).flatMap(
      ([key, value]): Facts =>
        key === 'seed' || key === 'split' || value === undefined ? [] : [[settingName(key), valueText(value)]],
    ),
    ...(reproduced
      ? ([[names.again, text.trainedAgain({ at: reproduced.at, sentence: reproduced.sentence })]] as const)
      : []),
  ]
}

/** The value of a training setting as text; for a group of settings, a list of their names and values. */
function valueText(value: unknown): string {
  if (typeof value === 'number') return text.value.number({ value })
  if (Array.isArray(value))
    return value.length === 0 ? text.value.none : text.value.list({ values: value.map(valueText) })
  if (typeof value !== 'object' || value === null) return String(value)
  const values = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => text.value.named({ name: settingName(key), value: valueText(one) }))
  return text.value.group({ values })
}

/** The display name of a setting. If it has none, its key is split into words: `minDelta` becomes "min delta". */
function settingName(key: string): string {
  if (Object.hasOwn(text.settings, key)) return text.settings[key as keyof typeof text.settings]
  return key.replace(/([a-z])([A-Z])/g, (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`)
}

function optionalFact(name: string, value: string | number | undefined): Facts {
  return value === undefined ? [] : [[name, String(value)]]
}

function headFacts(head: HeadEvaluation, { split, rows }: Pick<Evaluation, 'split' | 'rows'>): Facts {
  const of: Facts = [
    [names.output, head.label],
    [names.rows, text.rowsOf[split]({ rows })],
    [metricById('loss').text.name, valueText(head.loss)],
  ]
  const overall = metricsOf(head).map((result): Facts[number] => {
    const { metric, value, interval } = result
    const { name } = textFor(metric, head.kind)
    const shown = formatWithUnit(metric, value, unitOf(head.kind))
    return [name, interval ? text.withInterval({ value: shown, interval: formatInterval(metric, interval) }) : shown]
  })
  const classes = head.kind === 'classes' ? head.perClass : []
  return [...of, ...overall, ...classes.map((one): Facts[number] => [one.label, classText(one)])]
}

function classText(score: ClassScore): string {
  const metrics = CLASS_METRICS.flatMap((metric) => {
    const value = score[metric.id]
    return value === undefined
      ? []
      : [metricsText.withValue({ metric: metric.text.short, value: formatMetric(metric, value) })]
  })
  return text.classMetrics({ metrics, support: score.support })
}

function measuredFacts(measured: Measured | undefined): Facts {
  if (!measured) return []
  const { at, device, latencyMs, calibration, rows, split, whole } = measured
  return [
    [names.measured, text.measured({ at, device })],
    [names.latency, duration(latencyMs)],
    ...optionalFact(names.calibration, calibration === undefined ? undefined : valueText(calibration)),
    [names.measuredOn, text.rowsOf[split as Evaluation['split']]({ rows })],
    ...(whole?.value === undefined ? [] : [wholeFact(metricById(whole.measure), whole.value)]),
  ]
}

/** What each chosen part of the Evaluate page was measured on, and when. */
function evaluatedFacts(evaluated: CardInput['evaluated'] = {}): Facts {
  return EVALUATED_PARTS.flatMap((part): Facts => {
    const section = evaluated[part]
    if (!section) return []
    const { at, split, rows } = section
    return [[cardText.evaluated[part], text.withInterval({ value: text.rowsOf[split]({ rows }), interval: at })]]
  })
}

function wholeFact(metric: Metric, value: number): Facts[number] {
  return [text.onTheseRows({ metric: metric.text.short }), formatMetric(metric, value)]
}

function sliceFact(slice: SliceScore): Facts[number] {
  if ('fault' in slice) return [slice.name, slice.fault]
  const { name, where, measure, value, low = Number.NaN, high = Number.NaN, support } = slice
  if (value === undefined) return [name, text.sliceEmpty({ where })]
  const metric = metricById(measure)
  const interval = formatInterval(metric, { low, high })
  return [name, text.slice({ where, metric: metric.text.short, value: formatMetric(metric, value), interval, support })]
}

function moveFact({ at, alias, from, to, by, why, kind }: AliasMove): Facts[number] {
  return [at, text.move({ alias, from, to, kind, by: byText(by), why: why ? reasonText(why) : '' })]
}
