/**
 * @file The model card of a version: gathers what is known about the version, and saves the user's text and
 * measurements for the card. Loaded with the first command that needs it.
 */
import '../../../messages/en/registry'
import { datasetOf } from '../../../compile/dataset-of-project'
import type { DataPick } from '../../../compile/project'
import type { SplitName } from '../../../data/dataset'
import { type Message, message, Refusal, refuse } from '../../../messages/message'
import { REPORT_METRICS } from '../../../metrics/catalog'
import { type EvidenceKind, OUTPUT_OF } from '../../../metrics/define-metric'
import type { Estimate } from '../../../metrics/estimates'
import { formatInterval, formatMetric } from '../../../metrics/format-metric'
import type { ValueWithInterval } from '../../../metrics/intervals'
import { meanOf, sliceScore, worstFirst } from '../../../metrics/slice-report'
import { byText, reasonText } from '../../../ops/change-text'
import { cardOf } from '../../../ops/model-card/card'
import {
  type AliasCard,
  CARD_PARTS,
  type Card,
  type CardInput,
  type CardPart,
  decisionOf,
  EVALUATED_PARTS,
  type EvaluatedPart,
  type EvaluatedSection,
  type EvaluatedSections,
  type Measured,
  taskOf,
} from '../../../ops/model-card/card-parts'
import { toHtml, toMarkdown } from '../../../ops/model-card/print-card'
import type { AliasMove } from '../../../storage/alias-records'
import { versionOf } from '../../../storage/dataset-versions'
import type { ModelRecord } from '../../../storage/records'
import type { AppContext } from '../../context'
import { modelRecord } from '../project-model'
import { cardEvidence } from './card-evidence'
import { type Reproduced, type ReproduceOptions, reproduce } from './reproduce'
import { notesOfWeights, readCardNotes, saveCardText, saveVersionNotes, trainingDataFingerprint } from './version-notes'
import '../../../messages/en/runs'
import { countTestSetView, testSetViews } from '../../data/test-set-views'
import type { Source } from '../../evaluation/predictions'
import { mayHaveSeenRows } from '../../models/evaluated-split'
import { answersOfModel } from '../../models/model-predictions'
import { scoresOf } from '../../models/row-predictions'
import { MODEL_BINS } from '../../../metrics/calibration-error'
import { calibrationError, evaluationRows, medianLatencies, rowGroupsOf } from './gate-evidence'

const LETTERS = 4000

interface Named {
  readonly model: string
  readonly version: number
}

export type CardFormat = 'markdown' | 'html'

/** Returns the card as data, or as text in the requested format. */
export async function writeCard(
  studio: AppContext,
  { model, version, format }: Named & { readonly format?: CardFormat | undefined },
): Promise<Card | string> {
  if (format !== undefined && format !== 'markdown' && format !== 'html')
    return refuse('card-format', { format: String(format) })
  const card = cardOf(await inputOf(studio, await modelRecord(studio, { name: model, version })))
  return format === undefined ? card : format === 'html' ? toHtml(card) : toMarkdown(card)
}

/**
 * Saves the user's text for a part of the card. The text applies to the newest version of the model and to later ones.
 */
export async function setCardText(
  studio: AppContext,
  { model, part, text }: { readonly model: string; readonly part: CardPart; readonly text: string },
): Promise<void> {
  if (!CARD_PARTS.includes(part)) return refuse('card-part', { part: String(part), parts: CARD_PARTS })
  const version = newestOf(studio, model) ?? refuse('no-model', { name: model, version: 0 })
  const notes = await readCardNotes(studio, model)
  const own = { text: text.slice(0, LETTERS), version }
  await saveCardText(studio, model, { ...notes.words, [part]: own })
}

/**
 * Measures what a card needs: calibration, slices, and latency on this device; by default on the test set if it has been
 * viewed, else on the validation set, so that no sealed test set is opened on the way. `view` is whether the view of the
 * test set has been counted already.
 */
export async function measureForCard(
  studio: AppContext,
  { model, version, split }: Named & { readonly split?: 'test' | 'validation' | undefined },
  view: 'new' | 'counted' = 'new',
): Promise<Measured> {
  const record = await modelRecord(studio, { name: model, version })
  const measured = await measureVersion(studio, record, split, view)
  await saveVersionNotes(studio, record, { measured })
  return measured
}

interface SectionsQuery extends Named {
  /** The parts that become sections of the card; all others are removed. */
  readonly parts: readonly EvaluatedPart[]
  readonly split: SplitName
  /** The column with the groups; by default, the first one of a few categories that is not the target. */
  readonly group?: string | undefined
}

/** Measures the chosen parts of the Evaluate page, and saves them as sections of the card. */
export async function evaluateForCard(
  studio: AppContext,
  { model, version, parts, split, group }: SectionsQuery,
): Promise<EvaluatedSections> {
  const unknown = parts.find((part) => !EVALUATED_PARTS.includes(part))
  if (unknown !== undefined) return refuse('card-part', { part: String(unknown), parts: EVALUATED_PARTS })
  const record = await modelRecord(studio, { name: model, version })
  const evaluated: { [P in EvaluatedPart]?: EvaluatedSection } = {}
  for (const part of EVALUATED_PARTS)
    if (parts.includes(part)) evaluated[part] = await evaluatedSection(studio, record, part, { split, group })
  await saveVersionNotes(studio, record, { evaluated })
  return evaluated
}

/** The rows that are attacked or corrupted, how strongly, and how many examples are explained and columns named. */
const [CHANGED, EPSILON, STRENGTH, EXPLAINED, IMPORTANT, COVERAGE] = [200, 0.1, 3, 8, 3, 0.9]
/** The most values of a column whose groups are compared by default. */
const FEW = 12

/** The most rows that a part is measured on, if not all. */
const MOST: { readonly [P in EvaluatedPart]?: number } = { robustness: CHANGED, explanations: 500 }

/** What is found about a part. What cannot be measured is replaced by the reason. */
async function evaluatedSection(
  studio: AppContext,
  { name, version }: ModelRecord,
  part: EvaluatedPart,
  { split, group }: Pick<SectionsQuery, 'split' | 'group'>,
): Promise<EvaluatedSection> {
  const source = { model: `${name} v${version}` }
  const { predictSet, weightsOf } = await import('../../evaluation/predictions')
  const { ready } = await weightsOf(studio, source)
  const measures: Readonly<Record<EvaluatedPart, readonly (() => Promise<readonly Message[]>)[]>> = {
    results: [async () => [resultsMessage(await reported(studio, source, split))]],
    certainty: [
      async () => {
        const report = await reported(studio, source, split)
        return 'calibration' in report && report.calibration ? [message('card-probabilities', report.calibration)] : []
      },
      async () => {
        const { conformalReport } = await import('../../evaluation/certainty')
        const { kind, coverage } = await conformalReport(studio, source, { coverage: COVERAGE, split })
        return [message('card-coverage', { kind, wanted: COVERAGE, ...coverage })]
      },
    ],
    groups: [
      async () => {
        const { fairnessOf } = await import('../../evaluation/fairness')
        const { columns, target } = ready.dataset.schema
        const few = columns.find((one) => one.type === 'category' && one.name !== target && one.values.length <= FEW)
        const column = group ?? few?.name
        if (column === undefined) return [message('card-no-groups', {})]
        const { gaps, positive } = fairnessOf(await predictSet(studio, source, split), { group: column })
        return Object.entries(gaps).map(([rate, gap]) => message('card-gap', { rate, positive, column, ...gap }))
      },
    ],
    robustness: [
      async () => {
        const { attack } = await import('../../evaluation/attack')
        const strength = { method: 'pgd', epsilon: EPSILON } as const
        const { accuracy, before } = await attack(studio, source, { split, most: CHANGED, seed: 0, ...strength })
        return [message('card-attacked', { ...accuracy, epsilon: EPSILON, before: before.value })]
      },
      async () => {
        const { robustnessReport } = await import('../../evaluation/robustness')
        const args = { split, most: CHANGED, seed: 0, strengths: [STRENGTH] }
        const { kind: of, corruptions, before } = await robustnessReport(studio, source, args)
        const isRate = of === 'classes'
        const values = corruptions.flatMap(({ kind, strengths }) => strengths.map((one) => ({ ...one, kind })))
        const [worst] = values.sort((a, b) => (isRate ? a.value - b.value : b.value - a.value))
        return worst ? [message('card-corrupted', { ...worst, isRate, before: before.value })] : []
      },
    ],
    explanations: [() => explanationMessages(studio, source, split)],
  }
  const found: Message[] = []
  for (const measure of measures[part]) {
    try {
      found.push(...(await measure()))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      found.push(error.reason)
    }
  }
  const testLooks = split === 'test' ? testSetViews(studio.store.getState().testLooks, ready) : undefined
  return {
    ...{
      at: new Date().toISOString(),
      split,
      rows: Math.min(ready.split[split].length, MOST[part] ?? Number.POSITIVE_INFINITY),
      found,
    },
    ...(testLooks === undefined ? {} : { testLooks }),
  }
}

async function reported(studio: AppContext, source: Source, split: SplitName) {
  const { predictSet } = await import('../../evaluation/predictions')
  const { reportOf } = await import('../../evaluation/report')
  return reportOf(await predictSet(studio, source, split), undefined)
}

/** All metrics of the first output, each with its interval. */
function resultsMessage({ kind, metrics, n, split }: Awaited<ReturnType<typeof reported>>): Message {
  const shown = REPORT_METRICS.flatMap((metric) => {
    const found = (metrics as Readonly<Record<string, Estimate>>)[metric.storedAs ?? metric.id]
    const isOfKind = (Object.keys(metric.formulas) as EvidenceKind[]).some((one) => OUTPUT_OF[one] === kind)
    if (!found || !isOfKind) return []
    const { value, low, high } = found
    const interval = low === undefined || high === undefined ? {} : { interval: formatInterval(metric, { low, high }) }
    return [{ ...metric.text, value: formatMetric(metric, value), ...interval }]
  })
  const [main = { title: '', name: '', value: '' }, ...others] = shown
  const more = others.map(({ name, value, interval }) =>
    interval ? `${name} ${value}, ${interval}` : `${name} ${value}`,
  )
  return message('card-metrics', { ...main, more, rows: n, split })
}

/** Whether explanations pass their checks and, for columns, which matter most. */
async function explanationMessages(studio: AppContext, source: Source, split: SplitName): Promise<readonly Message[]> {
  const [{ countLook, weightsOf }, { encode, explained, permutationImportance, withPredictedClass }] =
    await Promise.all([import('../../evaluation/predictions'), import('../../evaluation/explain')])
  const [{ explainRow }, { placesOf }] = await Promise.all([
    import('../../evaluation/explain-row'),
    import('../../evaluation/input-maps'),
  ])
  const weights = await weightsOf(studio, source, true)
  const { pipeline, ready } = weights
  const rows = ready.split[split]
  await countLook(studio, source, split, ready)
  const every = Math.max(1, Math.floor(rows.length / EXPLAINED))
  const shown = rows.filter((_, i) => i % every === 0).subarray(0, EXPLAINED)
  let [good, method]: [number, 'occlusion' | 'shapley'] = [0, 'shapley']
  for (const row of shown) {
    const inputs = await encode(pipeline, ready.dataset, Uint32Array.of(row))
    const what = await withPredictedClass(explained(weights), inputs)
    method = placesOf(what, inputs) ? 'occlusion' : 'shapley'
    const { trust } = await explainRow(what, inputs, { method, seed: 0 })
    if (trust.level === 'good') good++
  }
  const trust = message('card-trust', { method, good, of: shown.length })
  if (method === 'occlusion') return [trust]
  const what = explained(weights)
  const { columns, importance } = await permutationImportance(what, rows, 0)
  const isRate = what.output.kind === 'classes'
  const sorted = columns.map((column, i) => ({ column, isRate, ...(importance[i] as ValueWithInterval) }))
  sorted.sort((a, b) => b.value - a.value)
  return [...sorted.slice(0, IMPORTANT).map((one) => message('card-importance', one)), trust]
}

/** Trains the version again, and saves the result for its card. */
export async function reproduceForCard(
  studio: AppContext,
  { model, version, ...options }: Named & ReproduceOptions,
): Promise<Reproduced> {
  const found = await reproduce(studio, model, version, options)
  const record = await modelRecord(studio, { name: model, version })
  const { sentence } = found
  const data = found.verdict === 'same' ? { data: found.data } : {}
  await saveVersionNotes(studio, record, { reproduced: { sentence, at: new Date().toISOString(), ...data } })
  return found
}

function newestOf({ store }: AppContext, model: string): number | undefined {
  const versions = store.getState().models.flatMap(({ name, version }) => (name === model ? [version] : []))
  return versions.length === 0 ? undefined : Math.max(...versions)
}

async function inputOf(studio: AppContext, record: ModelRecord): Promise<CardInput> {
  const { name: model, version, content, pipeline, weights, lineage, run, metrics } = record
  const { moves, now } = await studio.storage.aliases.of(model)
  const notes = await readCardNotes(studio, model)
  const own = notesOfWeights(notes, record)
  const fingerprint = await trainingDataFingerprint(studio, record)
  const { data, plan } = content
  const dataset = studio.store.getState().sets.sets.find(({ id }) => id === data.dataset)
  const slices = own?.measured?.slices ?? metrics?.slices
  return {
    ...{ model, version, newest: newestOf(studio, model) ?? version, createdAt: record.createdAt, hash: record.hash },
    ...{ weights: weights.data.length, bytes: weights.data.byteLength, project: content.name, metrics },
    inputs: pipeline.inputs.flatMap((input) =>
      input.kind === 'image' ? [input.column] : input.columns.map(({ column }) => column),
    ),
    task: taskOf(pipeline.outputs[0]),
    decisions: pipeline.outputs.map(decisionOf),
    data: {
      title: dataset?.title ?? datasetTitle(data),
      ...(data.version === undefined ? {} : { version: data.version }),
      ...(fingerprint === undefined ? {} : { fingerprint }),
      ...(data.samples === undefined ? {} : { samples: data.samples }),
      ...(dataset && data.version !== undefined ? { now: versionOf(dataset) } : {}),
    },
    split: { kind: plan.split.kind, train: plan.split.train, validation: plan.split.validation, test: plan.split.test },
    ...(slices ? { slices } : {}),
    keptSlices: (dataset?.slices ?? data.slices ?? []).map(({ name }) => name),
    ...(own?.measured ? { measured: own.measured } : {}),
    ...(own?.reproduced ? { reproduced: own.reproduced } : {}),
    ...(own?.evaluated ? { evaluated: own.evaluated } : {}),
    device: deviceName(),
    run: {
      seed: plan.seed,
      ...(run?.engine === undefined ? {} : { engine: run.engine }),
      ...(run?.chosen === undefined ? {} : { backend: run.chosen.backend }),
      ...(lineage?.step === undefined ? {} : { steps: lineage.step }),
      ...(lineage?.drawingVersion === undefined ? {} : { drawing: lineage.drawingVersion }),
    },
    ...(lineage ? { lineage } : {}),
    mayBeSeen: mayHaveSeenRows(record),
    ...(record.practice ? { practice: { bad: record.practice.bad, of: record.practice.of } } : {}),
    flags: Object.entries(now).flatMap(([alias, at]) => (at === version ? [alias] : [])),
    approved: moves.filter(({ alias, to }) => alias === 'champion' && to === version).map(approvalOf),
    evidence: cardEvidence(record, { ...own, fingerprint }, moves),
    words: notes.words,
  }
}

function approvalOf({ by, alias, at, why, from, evidence }: AliasMove): AliasCard {
  return {
    by: byText(by),
    alias,
    at,
    why: reasonText(why),
    gate: verdictOf(evidence),
    ...(from === undefined ? {} : { from }),
  }
}

function verdictOf(evidence: AliasMove['evidence']): AliasCard['gate'] {
  if (!evidence) return null
  if (evidence.some(({ verdict }) => verdict === 'failed')) return 'failed'
  return evidence.every(({ verdict }) => verdict === 'passed') ? 'passed' : 'unsure'
}

/** The title of the picked dataset, or its id if the title is not known. */
function datasetTitle(pick: DataPick): string {
  return pick.schema?.title ?? datasetOf(pick)?.schema.title ?? pick.dataset
}

/** Measures a version. Refuses if its rows are not available, or if its output is neither classes nor a number. */
async function measureVersion(
  studio: AppContext,
  record: ModelRecord,
  asked: 'test' | 'validation' | undefined,
  view: 'new' | 'counted',
): Promise<Measured> {
  const ready = await studio.data.of(record.content)
  const isViewed = testSetViews(studio.store.getState().testLooks, ready) > 0
  const { rows, split } = evaluationRows(ready, asked ?? (isViewed ? 'test' : 'validation'))
  if (rows.length === 0) return refuse('no-rows', { split })
  const answers = await answersOfModel(studio, ready, `${record.name} v${record.version}`, rows)
  const [latencyMs = Number.NaN] = await medianLatencies(studio, [record], ready, rows)
  if (split === 'test' && view === 'new') await countTestSetView(studio, ready)
  const common = { at: new Date().toISOString(), latencyMs, device: deviceName(), rows: rows.length, split }
  if (!answers) return { ...common, slices: [] }
  const scores = scoresOf(answers, rows)
  const whole = meanOf(scores.values)
  const slices = rowGroupsOf(studio, record, ready, rows, answers).map(({ name, where, within }) =>
    sliceScore({ name, where }, scores, within, whole),
  )
  const calibration = calibrationError(answers, rows)
  const all = sliceScore({ name: '', where: '' }, scores, new Uint8Array(rows.length).fill(1), whole)
  return {
    ...common,
    ...('fault' in all ? {} : { whole: all }),
    slices: worstFirst(slices),
    ...(calibration === undefined ? {} : { calibration, bins: MODEL_BINS }),
  }
}

/**
 * The name of this device, built from what the browser reports. Saved measurements are matched by this name, so its
 * format must never change.
 */
function deviceName(): string {
  const { hardwareConcurrency: cores, userAgent = '' } = globalThis.navigator ?? {}
  const browser = /(Firefox|Edg|Chrome|Version|Node\.js)\/(\d+)/.exec(userAgent)
  const name = browser
    ? `${browser[1] === 'Version' ? 'Safari' : browser[1] === 'Edg' ? 'Edge' : browser[1]} ${browser[2]}` // not text: an id
    : 'an unknown browser' // not text: an id
  return `${name}, ${cores ?? '?'} cores` // not text: an id
}
