/**
 * @file "Threshold and costs": ROC, precision and recall, and cost of one class against all others, with the threshold
 * at which mistakes cost least.
 */
import { type CSSProperties, useMemo, useState } from 'react'
import { thresholdText as text } from '../../../messages/en/evaluate/curves'
import { type Costs, saysMore } from '../../../data/output-decision'
import {
  atThreshold,
  type BinaryScores,
  between,
  type CostCurve,
  costCurve,
  gainCurve,
  precisionRecallCurve,
  rocCurve,
  USUAL_THRESHOLD,
} from '../../../metrics/curves'
import type { OutputDecision } from '../../../storage/records'
import { classAgainstOthers, type PredictedClasses } from '../../../studio/evaluation/report'
import { Chart } from '../../charts/chart'
import { OpenRows } from '../../charts/open-rows'
import { Button } from '../../kit/button'
import { NumberField } from '../../kit/number-field'
import { Rich } from '../../kit/rich-text'
import { Select } from '../../kit/select'
import { useRunCommand, useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import { type PredictionsProps, useCosts } from './calibrated-predictions'
import { costAt, costData, costPoint, prData, type Rated, recallData } from './threshold-curves'
import layout from './evaluate.module.css'

const marks = { b: (inner: string) => <b>{inner}</b> }

const HEIGHT = 170
/** A picture over a plot. */
const OVER = { position: 'absolute', inset: 0, width: '100%', height: '100%', pointerEvents: 'none' } as const

export function Thresholds({ head, predictions, decision }: PredictionsProps) {
  const output = head.evaluation.label
  const { labels } = predictions
  const [label, setLabel] = useState(() => decision.positive ?? usualClass(predictions))
  const [costs, setCosts] = useCosts(output)
  const isTest = useSelect((state) => state.metrics?.split === 'test')
  const [chosen, setChosen] = useState<number>()
  const rows = useMemo(() => classAgainstOthers(predictions, labels.indexOf(label)), [predictions, labels, label])
  const curves = useMemo(() => ({ roc: rocCurve(rows), pr: precisionRecallCurve(rows), gain: gainCurve(rows) }), [rows])
  const cost = useMemo(() => costCurve(rows, costs), [rows, costs])
  const n = predictions.actual.length
  const positives = rows.positive as Uint8Array
  const share = positives.reduce((sum, one) => sum + one, 0) / n
  if (share === 0 || share === 1)
    return (
      <Section title={text.title}>
        <p className={kit.soft}>{text.oneClass({ label, none: share === 0 })}</p>
      </Section>
    )
  const usual = costAt(cost, USUAL_THRESHOLD)
  const kept = decision.positive === label ? decision.threshold : undefined
  // Chosen on the test set, it would be too good there.
  const threshold = chosen ?? (isTest ? (kept ?? USUAL_THRESHOLD) : cost.best.threshold)
  const at = atThreshold(rows, threshold)
  const point = [
    { x: 1 - at.specificity.value, y: at.recall.value },
    { x: at.recall.value, y: at.precision.value },
    { x: (at.truePositives + at.falsePositives) / n, y: at.recall.value },
  ] as const
  // All three curves have a point for each threshold.
  const choose = (_series: number, index: number) => {
    const { thresholds } = curves.roc
    setChosen(Math.min(1, between(thresholds[index] ?? threshold, thresholds[index + 1])))
  }
  return (
    <Section
      title={text.title}
      actions={
        <Select
          label={text.class}
          layout="bare"
          value={label}
          options={labels.map((one) => ({ value: one, title: text.against({ label: one }) }))}
          onChange={(next) => {
            setLabel(next)
            setChosen(undefined)
          }}
        />
      }
    >
      <div className={kit.wrapWide}>
        <Cost label={text.costs.miss} value={costs.miss} onChange={(miss) => setCosts({ ...costs, miss })} />
        <Cost
          label={text.costs.falseAlarm}
          value={costs.falseAlarm}
          onChange={(falseAlarm) => setCosts({ ...costs, falseAlarm })}
        />
        <Cost
          label={text.costs.share}
          unit="%"
          max={100}
          value={Number((100 * (costs.prevalence ?? share)).toPrecision(3))}
          onChange={(now) => setCosts({ ...costs, prevalence: now / 100 })}
        />
      </div>
      <div className={`${kit.columns} ${layout.curves}`} style={{ '--least': '165px' } as CSSProperties}>
        <Chart
          hasHeading
          title={text.roc(curves.roc.auc)}
          height={HEIGHT}
          source={recallData(text.falseAlarmRate, curves.roc.fpr, curves.roc.tpr, point[0])}
          onOpen={choose}
        />
        <Chart
          hasHeading
          title={text.pr(curves.pr.averagePrecision)}
          height={HEIGHT}
          source={prData(curves.pr, point[1], share)}
          onOpen={choose}
        />
        <Chart
          hasHeading
          title={text.costAxis}
          height={HEIGHT}
          source={costData(cost)}
          pick={{ label: text.threshold, at: threshold, onPick: (x) => setChosen(picked(x)) }}
          over={(plot) => (
            <svg style={OVER} aria-hidden="true">
              <circle {...costPoint(plot, threshold, costAt(cost, threshold).value)} r={4} fill="var(--accent)" />
            </svg>
          )}
        />
      </div>
      <p className={kit.apart}>
        <Rich
          text={
            isTest
              ? text.onTest({ threshold, cost: costAt(cost, threshold) })
              : verdictText(threshold, costAt(cost, threshold), usual, cost.best)
          }
          marks={marks}
        />{' '}
        {text.effect({ label, recall: at.recall, falseAlarms: flipped(at.specificity) })}
      </p>
      <div className={`${kit.wrapWide} ${kit.top}`}>
        {isTest ? (
          <span className={kit.soft}>{savedText(decision)}</span>
        ) : (
          <Decided {...{ output, label, threshold, decision, costs }} />
        )}
        <details>
          <summary>{text.more}</summary>
          <Decisions {...{ predictions, rows, threshold, label }} />
          <Moved {...{ predictions, rows, threshold }} />
          <p className={kit.apart}>{text.areas({ roc: curves.roc.auc, pr: curves.pr.averagePrecision })}</p>
          <Chart
            hasHeading
            title={text.gain}
            height={HEIGHT}
            source={recallData(text.shareChosen, curves.gain.share, curves.gain.gain, point[2])}
            onOpen={choose}
          />
        </details>
      </div>
    </Section>
  )
}

function savedText({ calibration, ...decision }: OutputDecision): string {
  return text.saved({ ...decision, method: calibration?.method })
}

interface DecidedProps {
  readonly output: string
  readonly label: string
  readonly threshold: number
  readonly decision: OutputDecision
  readonly costs: Costs
}

/** What models that are saved from these weights decide by. */
function Decided({ output, label, threshold, decision, costs }: DecidedProps) {
  const run = useRunCommand()
  const { positive } = decision
  const isKept = positive === label && decision.threshold === threshold && !decision.groups && hasCosts(decision, costs)
  return (
    <>
      {positive !== undefined && isKept ? (
        <Button size="small" onClick={() => run('evaluate.decide', { output, threshold: null })}>
          {text.remove}
        </Button>
      ) : (
        <Button size="small" onClick={() => run('evaluate.decide', { output, positive: label, threshold, costs })}>
          {text.keep({ threshold })}
        </Button>
      )}
      <span className={kit.soft}>{savedText(decision)}</span>
    </>
  )
}

/** Whether these costs are the ones that are kept with a threshold. */
function hasCosts({ costs: kept }: OutputDecision, costs: Costs): boolean {
  if (!kept || !saysMore(costs)) return !kept && !saysMore(costs)
  return kept.miss === costs.miss && kept.falseAlarm === costs.falseAlarm && kept.prevalence === costs.prevalence
}

interface MovedProps {
  readonly predictions: PredictedClasses
  readonly rows: BinaryScores
  readonly threshold: number
}

const DECISIONS = ['found', 'falseAlarms', 'misses', 'others', 'next'] as const

/** The examples by what the threshold decides, and those that the next lower one adds. */
function Decisions({ predictions, rows, threshold, label }: MovedProps & { readonly label: string }) {
  const parts = useMemo(() => {
    const { scores, positive } = rows
    const next = Array.from(scores).reduce((most, score) => (score < threshold && score > most ? score : most), -1)
    const isIn: Readonly<Record<(typeof DECISIONS)[number], (score: number, isOwn: boolean) => boolean>> = {
      found: (score, isOwn) => score >= threshold && isOwn,
      falseAlarms: (score, isOwn) => score >= threshold && !isOwn,
      misses: (score, isOwn) => score < threshold && isOwn,
      others: (score, isOwn) => score < threshold && !isOwn,
      next: (score) => score === next,
    }
    return DECISIONS.map((part) => ({
      part,
      rows: [...predictions.rows].filter((_, i) => isIn[part](scores[i] as number, positive[i] === 1)),
    }))
  }, [predictions, rows, threshold])
  return (
    <p className={`${kit.wrapWide} ${kit.below}`}>
      {parts.map(({ part, rows: own }) => (
        <OpenRows key={part} rows={own} title={text.decided[part]({ label, threshold })}>
          {text.decisions[part]({ n: own.length })}
        </OpenRows>
      ))}
    </p>
  )
}

/** The examples that another threshold predicts differently. */
function Moved({ predictions, rows: { scores }, threshold }: MovedProps) {
  const moved = useMemo(
    () =>
      [...predictions.rows].filter(
        (_, i) => (scores[i] as number) >= USUAL_THRESHOLD !== (scores[i] as number) >= threshold,
      ),
    [predictions, scores, threshold],
  )
  const title = text.moved({ examples: moved.length, threshold })
  return (
    <OpenRows rows={moved} title={title} look="button">
      {title}
    </OpenRows>
  )
}

interface CostProps {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
  readonly unit?: string
  readonly max?: number
}

/** A field in a line with its label. */
function Cost({ max = 1_000_000, ...props }: CostProps) {
  return (
    <div className={`${kit.rowTight} ${layout.cost}`}>
      <span className={kit.soft} aria-hidden>
        {props.label}
      </span>
      <NumberField {...props} layout="bare" help="" min={0} max={max} />
    </div>
  )
}

/** The second of two classes, or the rarest class that has rows. */
function usualClass({ labels, actual }: PredictedClasses): string {
  if (labels.length === 2) return labels[1] as string
  const counts = labels.map(() => 0)
  for (const one of actual) counts[one] = (counts[one] as number) + 1
  const rarest = Math.min(...counts.filter((count) => count > 0))
  return labels[counts.indexOf(rarest)] ?? (labels[0] as string)
}

/** A threshold that is chosen on the chart, which is not more precise than its pixels. */
const picked = (x: number) => Math.round(1000 * Math.min(1, Math.max(0, x))) / 1000

/** The rate of the opposite outcome, with its interval. */
function flipped({ value, low, high }: Rated): Rated {
  return { value: 1 - value, low: 1 - high, high: 1 - low }
}

function verdictText(threshold: number, at: Rated, usual: Rated, best: CostCurve['best']): string {
  if (at.value > best.cost)
    return text.chosen({ threshold, cost: at, more: at.value - best.cost, best: best.threshold })
  return usual.value > best.cost
    ? text.best({ threshold, cost: at, saved: usual.value - at.value })
    : text.usual({ cost: at })
}
