/**
 * @file "How sure is it?", and the errors of predicted numbers: whether probabilities are right as often as they say, and the sets or intervals that contain
 * the actual value for a chosen share of the examples.
 */
import { useMemo, useState } from 'react'
import { errorMessage } from '../../../base/result'
import { certaintyText as text } from '../../../messages/en/evaluate/curves'
import { embeddingText } from '../../../messages/en/evaluate/failures'
import { count, percent } from '../../../messages/format'
import type { RiskCurve } from '../../../metrics/curves'
import type { HeadEvaluation } from '../../../metrics/evaluation'
import { type ValueWithInterval, wilson } from '../../../metrics/intervals'
import type { Coverage } from '../../../metrics/certainty'
import type { ConformalReport, DropoutReport } from '../../../studio/evaluation/certainty'
import {
  calibrationReport,
  type PredictedClasses,
  quantilePairs,
  riskOf,
  scoredProbabilities,
} from '../../../studio/evaluation/report'
import { Chart } from '../../charts/chart'
import { type Axis, type ChartData, nearest } from '../../charts/chart-data'
import { OpenedExample } from '../../charts/examples'
import { PickRows } from '../../charts/open-rows'
import { Residuals } from '../../charts/residuals'
import { type ShownHead, useEvaluatedRows, useIsTraining } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { type Column, DataTable } from '../../kit/data-table'
import kit from '../../kit/kit.module.css'
import { Select } from '../../kit/select'
import { useResult } from '../../kit/use-on-change'
import { useSelect, useStudio } from '../../studio-context'
import { Section } from '../section'
import { type PredictionsProps, useDecision, withPredictions } from './calibrated-predictions'
import layout from './evaluate.module.css'
import { ExampleMore } from './example-more'
import { QuantilesSection } from './quantiles-section'

const HEIGHT = 190
const LOW = 70
const METHODS = ['none', 'temperature', 'platt', 'isotonic'] as const

export const ClassesCertainty = withPredictions(text.title, OfClasses)

function OfClasses({ head, predictions, decision }: PredictionsProps) {
  const studio = useStudio()
  const calibration = useMemo(() => calibrationReport(predictions), [predictions])
  const { label } = head.evaluation
  const second = predictions.labels.length === 2 ? predictions.labels[1] : undefined
  const split = useSelect((state) => state.metrics?.split)
  // Passes with dropout take long, so they are measured when asked.
  const [asked, setAsked] = useState<PredictedClasses>()
  const isAsked = asked === predictions
  const { value, error, isCurrent } = useResult([predictions, isAsked], () =>
    isAsked ? studio.run('evaluate.dropout', { split, output: label }) : undefined,
  )
  const report = isAsked && isCurrent && value?.kind === 'classes' ? value : undefined
  const risk = useMemo(() => riskOf(predictions), [predictions])
  const curves = report?.risk ?? { probability: risk }
  return (
    <Section
      title={text.title}
      about={text.about({ label: second })}
      actions={
        <Select
          label={text.calibrate}
          layout="bare"
          value={decision.calibration?.method ?? 'none'}
          options={METHODS.map((method) => ({ value: method, title: text.methods[method] }))}
          onChange={(method) => void studio.run('calibrate.fit', { method, output: label })}
        />
      }
    >
      <FitNote decision={decision} />
      <div className={`${kit.columns} ${layout.curves}`}>
        <Reliability {...{ predictions, calibration }} />
        <PickRows
          title={text.certain}
          height={HEIGHT}
          source={riskData(curves)}
          pickLabel={text.share}
          preset={0.8}
          placeAt={leastCertain(predictions, risk)}
        />
        <Chart hasHeading title={text.byBins} height={HEIGHT} source={binsData(calibration.byBins)} />
      </div>
      <p className={kit.below} title={text.brierTip}>
        {text.brier({ ...calibration, label: second })}
      </p>
      <div className={`${kit.wrapWide} ${kit.below}`}>
        <p>
          {text.mostCertain({
            half: accuracyOf(curves.probability, 0.5),
            most: accuracyOf(curves.probability, 0.8),
          })}
        </p>
        {report ? (
          <p className={kit.soft}>{text.areas({ ...report, areas: areasOf(report) })}</p>
        ) : (
          <Button size="small" disabled={isAsked && !isCurrent} onClick={() => setAsked(predictions)}>
            {isAsked && !isCurrent ? text.busyDropout : text.dropout}
          </Button>
        )}
        {isAsked && isCurrent && error !== undefined && <p className={kit.soft}>{errorMessage(error)}</p>}
      </div>
      <Conformal evaluation={head.evaluation} unit={head.unit} />
    </Section>
  )
}

/** What the calibration changes on rows that it was not fitted to: always if it makes them worse. */
function FitNote({ decision: { calibration, calibrationFit: fit } }: Pick<PredictionsProps, 'decision'>) {
  const split = useSelect((state) => state.metrics?.split)
  if (fit && fit.after.nll > fit.before.nll) return <p className={`${kit.note} ${kit.below}`}>{text.worsens(fit)}</p>
  if (fit) return fit.split === split ? <p className={kit.below}>{text.crossFitted(fit)}</p> : null
  return calibration && split === 'validation' ? <p className={kit.below}>{text.fittedHere}</p> : null
}

type ClassesDropout = Extract<DropoutReport, { readonly kind: 'classes' }>

function areasOf({ risk: { probability, entropy, mutualInformation } }: ClassesDropout) {
  return { probability: probability.area, entropy: entropy.area, mutualInformation: mutualInformation.area }
}

/** The accuracy of this share of the rows, the most certain ones. */
function accuracyOf({ risk }: RiskCurve, share: number): ValueWithInterval {
  const n = Math.max(1, Math.round(share * risk.length))
  const value = 1 - (risk[n - 1] as number)
  return { value, ...wilson(value, n) }
}

const RISK_TOKENS = { probability: 'data-1', entropy: 'data-2', mutualInformation: 'data-3' } as const

function riskData(curves: { readonly [S in keyof typeof RISK_TOKENS]?: RiskCurve }): ChartData {
  const scores = (['probability', 'entropy', 'mutualInformation'] as const).filter((score) => curves[score])
  return {
    x: share(text.share),
    y: { name: text.certain, limit: 1, format: percent },
    series: scores.map((score) => {
      const { share, risk } = curves[score] as RiskCurve
      const series = { kind: 'line', name: text.scores[score], token: RISK_TOKENS[score] } as const
      return { ...series, ...(scores.length === 1 && { unlisted: true }), x: share, y: risk.map((one) => 1 - one) }
    }),
  }
}

/** The examples that are left if those with the highest probabilities, up to this share of all, are taken. */
function leastCertain({ rows }: PredictedClasses, { order }: RiskCurve) {
  return (at: number) => {
    const rest = [...order.subarray(Math.round(at * order.length))].map((i) => rows[i] as number)
    return { at, rows: rest, title: text.leastCertain({ examples: rest.length, share: 1 - at }) }
  }
}

/** The diagram with the histogram below it, for the overview. */
export function ReliabilitySection({ predictions, decision }: Omit<PredictionsProps, 'head'>) {
  const calibration = useMemo(() => calibrationReport(predictions), [predictions])
  const { title, about } = text.reliabilityOf
  return (
    <Section title={title} about={about({ ...calibration, n: predictions.rows.length })}>
      <Reliability {...{ predictions, calibration }} isBrief />
      <FitNote decision={decision} />
    </Section>
  )
}

interface ReliabilityProps {
  readonly predictions: PredictedClasses
  readonly calibration: ReturnType<typeof calibrationReport>
  /** Whether the diagram has no heading, and the histogram is low. */
  readonly isBrief?: boolean
}

/** The reliability diagram, and the number of examples in its bins. The examples of the picked bin can be opened. */
function Reliability({ predictions, calibration, isBrief = false }: ReliabilityProps) {
  const { scores } = useMemo(() => scoredProbabilities(predictions), [predictions])
  const filled = calibration.bins.filter(({ count }) => count > 0)
  const gap = ({ mean, share }: (typeof filled)[number]) => Math.abs(mean - share)
  const worst = filled.reduce((most, bin, i) => (gap(bin) > gap(filled[most] ?? bin) ? i : most), 0)
  const shared = (at: (bin: (typeof filled)[number]) => number) => {
    const places = filled.map(at)
    return {
      ...{ height: HEIGHT, pickLabel: text.predictedShare, preset: places[worst] ?? 0 },
      placeAt: (x: number) => {
        const bin = filled[places.indexOf(nearest(places, x) ?? Number.NaN)]
        if (!bin) return undefined
        // A score at an edge is in the lower bin; 0 is in the first one.
        const isIn = (score: number) => score <= bin.to && (score > bin.from || bin.from === 0)
        const rows = [...predictions.rows].filter((_, i) => isIn(scores[i] as number))
        return { at: at(bin), rows, title: text.inBin({ examples: rows.length, low: bin.from, high: bin.to }) }
      },
    }
  }
  const histogram: ChartData = {
    x: share(text.predictedShare),
    y: { name: text.histogram, start: 0, format: count },
    series: [
      {
        ...{ name: '', kind: 'bars', token: 'data-2' },
        ...{ x: calibration.bins.map(({ from, to }) => (from + to) / 2) },
        y: calibration.bins.map((bin) => bin.count),
      },
    ],
  }
  return (
    <>
      <PickRows
        {...shared(({ mean }) => mean)}
        hasHeading={!isBrief}
        title={text.reliability(calibration)}
        source={reliabilityData(filled)}
      />
      {isBrief ? (
        <Chart hasHeading title={text.histogram} height={LOW} source={histogram} />
      ) : (
        <PickRows {...shared(({ from, to }) => (from + to) / 2)} title={text.histogram} source={histogram} />
      )}
    </>
  )
}

/** The errors of an output that predicts a number, and the intervals around its predictions. */
export function NumberCertainty({ head }: { readonly head: ShownHead<'number'> }) {
  const studio = useStudio()
  const { evaluation, unit, target } = head
  const split = useSelect((state) => state.metrics?.split)
  const isRunning = useIsTraining()
  const { value, isCurrent } = useResult([evaluation, isRunning], () =>
    isRunning ? undefined : studio.run('evaluate.predictions', { split, output: evaluation.label }),
  )
  const predictions = value && isCurrent && 'kind' in value && value.kind === 'number' ? value : undefined
  const quantiles = predictions && quantilePairs(predictions)
  const data = useEvaluatedRows()
  const [opened, setOpened] = useState<number>()
  const at = opened === undefined ? -1 : (predictions?.rows.indexOf(opened) ?? -1)
  return (
    <>
      {quantiles && <QuantilesSection pairs={quantiles} unit={unit} />}
      {predictions && (
        <Section title={text.errors} about={text.errorsAbout}>
          <Residuals {...{ predictions, unit, target }} onOpen={data && setOpened} />
        </Section>
      )}
      {predictions && data && opened !== undefined && at >= 0 && (
        <OpenedExample
          {...{ dataset: data.dataset, target, row: opened }}
          caption={embeddingText.numbers({
            actual: predictions.actual[at] as number,
            predicted: predictions.predicted[at] as number,
          })}
          onClose={() => setOpened(undefined)}
        >
          <ExampleMore row={opened} target={target} />
        </OpenedExample>
      )}
      <Section title={text.title}>
        <Conformal evaluation={evaluation} unit={unit} />
      </Section>
    </>
  )
}

type Row = Coverage & { readonly name: string }

/** The most classes in the table: those with the lowest coverage. */
const MOST_CLASSES = 10
const COVERAGES = ['0.8', '0.9', '0.95', '0.99'] as const

interface ConformalProps {
  readonly evaluation: HeadEvaluation
  readonly unit: string | undefined
}

function Conformal({ evaluation, unit }: ConformalProps) {
  const studio = useStudio()
  const split = useSelect((state) => state.metrics?.split)
  const slices = useSelect((state) => state.metrics?.slices)
  const isRunning = useIsTraining()
  const [coverage, setCoverage] = useState<(typeof COVERAGES)[number]>('0.9')
  const { calibration } = useDecision(evaluation.label)
  const { value, error, isCurrent } = useResult([evaluation, slices, coverage, split, isRunning, calibration], () =>
    isRunning
      ? undefined
      : studio.run('evaluate.conformal', { coverage: Number(coverage), split, output: evaluation.label }),
  )
  const wanted = Number(coverage)
  return (
    <>
      <div className={kit.wrapWide}>
        <Select
          label={text.coverage}
          layout="bare"
          value={coverage}
          options={COVERAGES.map((one) => ({
            value: one,
            title: text.contain({ coverage: Number(one), kind: evaluation.kind }),
          }))}
          onChange={setCoverage}
        />
        {value && isCurrent ? (
          <p>{text.verdict({ ...value, unit })}</p>
        ) : (
          <p className={kit.soft}>
            {isRunning ? text.waiting : isCurrent && error ? errorMessage(error) : text.measuring}
          </p>
        )}
      </div>
      {value && isCurrent && (
        <DataTable
          look="figures"
          caption={<span className="only-spoken">{text.caption}</span>}
          columns={columnsFor(value, wanted)}
          rows={rowsOf(value)}
          rowKey={({ name }) => name}
        />
      )}
    </>
  )
}

function rowsOf({ coverage, perClass = [], perSlice }: ConformalReport): readonly Row[] {
  const classes = perClass.filter(({ n }) => n > 0).toSorted((a, b) => a.value - b.value)
  return [
    { name: text.all, ...coverage },
    ...classes.slice(0, MOST_CLASSES).map(({ label, ...own }) => ({ name: text.ofClass({ label }), ...own })),
    ...perSlice.filter(({ n }) => n > 0),
  ]
}

function columnsFor({ kind }: ConformalReport, wanted: number): readonly Column<Row>[] {
  return [
    { head: text.group, heading: true, name: true, cell: ({ name }) => name },
    {
      head: text.covered,
      about: text.coveredAbout,
      cell: ({ value, low, high }) => (
        <>
          {percent(value)} <span className={kit.caption}>{text.interval({ low, high })}</span>
        </>
      ),
      attributes: ({ high }) => ({ 'data-tone': high < wanted ? 'bad' : undefined }),
    },
    ...(kind === 'classes' ? [{ head: text.size, cell: ({ size }: Row) => text.mean({ size }) }] : []),
    { head: text.examples, cell: ({ n }) => count(n) },
  ]
}

const share = (name: string): Axis => ({ name, domain: [0, 1], format: percent })

function reliabilityData(filled: ReturnType<typeof calibrationReport>['bins']): ChartData {
  return {
    x: share(text.predictedShare),
    y: share(text.actualShare),
    series: [
      { name: text.perfect, kind: 'line', token: 'data-other', look: 'thin', unlisted: true, x: [0, 1], y: [0, 1] },
      {
        ...{ name: text.actualShare, kind: 'points', token: 'data-2', unlisted: true },
        ...{ x: filled.map(({ mean }) => mean), y: filled.map(({ share }) => share) },
        ...{ low: filled.map(({ low }) => low), high: filled.map(({ high }) => high) },
      },
    ],
  }
}

/** The ECE of the same predictions with other bins. */
function binsData(byBins: ReturnType<typeof calibrationReport>['byBins']): ChartData {
  const x = byBins.map(({ bins }) => bins)
  const series = { kind: 'line', x } as const
  return {
    x: { name: text.bins, whole: true, format: count },
    y: { name: text.byBins, start: 0, format: percent },
    series: [
      { ...series, name: text.equalWidth, token: 'data-1', y: byBins.map(({ ece }) => ece) },
      { ...series, name: text.equalMass, token: 'data-2', y: byBins.map(({ equalMass }) => equalMass) },
    ],
  }
}
