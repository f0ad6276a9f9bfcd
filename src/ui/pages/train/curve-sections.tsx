/** @file The curves of a run: the loss by step or epoch, and one metric per epoch, such as accuracy. */
import { useId, useMemo, useState } from 'react'
import { validationMetric } from '../../../base/metric-id'
import { loggedValue } from '../../../data/training-job'
import { chartsText } from '../../../messages/en/charts'
import { metricLabel } from '../../../messages/en/metrics'
import { curvesText as text } from '../../../messages/en/train/runs'
import type { LossCurve, RunRecord } from '../../../storage/records'
import { Chart } from '../../charts/chart'
import { EpochsTable, epochText, LossChart, loggedText } from '../../charts/loss-chart'
import { Replay } from '../../charts/replay'
import { type LossView, metricData, metricNames, shownLog, type XUnit } from '../../charts/run-curves'
import { undecided, useDecisionOfRun } from '../../charts/use-evaluation'
import { isUnderWay, type ShownRun } from '../../charts/use-shown-run'
import { Segmented } from '../../kit/segmented'
import { useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import layout from './train.module.css'

export interface CurveSectionProps {
  readonly run: ShownRun
  /** The losses by step of an earlier run; undefined for the current run. */
  readonly curve: LossCurve | undefined
  /** The name of an earlier run, because the rest of the page is about the current one. */
  readonly name: string | undefined
  readonly compare: readonly RunRecord[]
  /** The unit of the loss chart, with whose axis the other chart is aligned. */
  readonly by: XUnit
}

interface LossSectionProps extends CurveSectionProps {
  readonly onBy: (by: XUnit) => void
}

/** The loss chart with its display options. */
export function LossSection({ run, curve, name, compare, by, onBy }: LossSectionProps) {
  const [scale, setScale] = useState<LossView['scale']>('log')
  const [smoothing, setSmoothing] = useState(0.8)
  const slider = useId()
  // A threshold changes no loss.
  const calibration = useDecisionOfRun(run.id)?.calibration
  return (
    <Section
      label={text.loss}
      title={name === undefined ? text.loss : text.ofRun({ title: text.loss, run: name })}
      about={withNote(epochText(run), calibration && undecided({ calibration }))}
      actions={
        <>
          <Segmented
            label={text.axis}
            layout="bare"
            value={by}
            options={[
              { value: 'step', title: text.byStep },
              { value: 'epoch', title: text.byEpoch },
            ]}
            onChange={onBy}
          />
          <Segmented
            label={text.scale}
            layout="bare"
            value={scale}
            options={[
              { value: 'log', title: text.log },
              { value: 'linear', title: text.linear },
            ]}
            onChange={setScale}
          />
          <label className={`${kit.row} ${kit.soft} ${layout.smooth}`} htmlFor={slider}>
            {text.smoothing}
            <input
              id={slider}
              type="range"
              min={0}
              max={0.99}
              step={0.01}
              value={smoothing}
              aria-valuetext={smoothing === 0 ? text.noSmoothing : text.smoothedOver({ steps: 1 / (1 - smoothing) })}
              onChange={(event) => setSmoothing(Number(event.target.value))}
            />
          </label>
        </>
      }
    >
      <div className={layout.large} dir="ltr">
        <LossChart run={run} curve={curve} by={by} scale={scale} smoothing={smoothing} compare={compare} />
      </div>
      {name === undefined && <Replay />}
      {run.history.length > 0 && (
        <details className={`${kit.above} ${layout.epochs}`}>
          <summary>{text.table}</summary>
          <EpochsTable history={run.history} />
        </details>
      )}
    </Section>
  )
}

/** Shows one metric at a time, with a select field if there are several metrics. */
export function MetricSection(props: CurveSectionProps) {
  const { run, name } = props
  const [selected, setWanted] = useState<string>()
  const decision = useDecisionOfRun(run.id)
  const names = metricNames(run.history)
  const metric = names.find((name) => name === selected) ?? names[0]
  if (metric === undefined) {
    return (
      <Section title={text.metrics}>
        <p className={kit.soft}>{isUnderWay(run) ? text.noMetrics : text.noEpochs}</p>
      </Section>
    )
  }
  return (
    <Section
      label={text.metrics}
      title={name === undefined ? metricLabel(metric) : text.ofRun({ title: metricLabel(metric), run: name })}
      about={withNote(metricValues(run, metric), undecided(decision))}
      actions={
        names.length > 1 && (
          <Segmented
            label={text.metric}
            layout="bare"
            value={metric}
            options={names.map((name) => ({ value: name, title: metricLabel(name) }))}
            onChange={setWanted}
          />
        )
      }
    >
      <div className={layout.middle} dir="ltr">
        <MetricChart {...props} metric={metric} />
      </div>
    </Section>
  )
}

/** Values of the curves, and what they are without. */
function withNote(values: string, note: string | undefined): string {
  return [values, ...(note === undefined ? [] : [note])].filter(Boolean).join(' · ')
}

const metricsText = chartsText.metrics

interface MetricChartProps extends CurveSectionProps {
  readonly metric: string
}

/** Plots one metric of a run against the epoch, up to the step that the loss chart has reached. */
function MetricChart({ run, metric, curve, compare, by }: MetricChartProps) {
  const { live } = useStudio()
  const { history, stepsPerEpoch } = run
  const source = useMemo(
    () => ({
      read() {
        const step = (curve ? curve.steps.at(-1) : live.steps[live.count - 1]) ?? 0
        return metricData(history, metric, compare, by === 'step' ? step / stepsPerEpoch : 0)
      },
      subscribe: live.subscribe,
    }),
    [live, curve, history, stepsPerEpoch, metric, compare, by],
  )
  return <Chart title={metricLabel(metric)} label={metricText(run, metric)} source={source} />
}

/** Formats a metric and its newest values as text, such as "Accuracy: training 94.0%, validation 93.1%". */
function metricText(run: ShownRun, metric: string): string {
  const values = valuesOf(run, metric)
  const label = metricLabel(metric)
  return values ? metricsText.latest({ metric: label, ...values }) : metricsText.byEpoch({ metric: label })
}

/** Formats the newest values of a metric; empty before the first value is available. */
function metricValues(run: ShownRun, metric: string): string {
  const values = valuesOf(run, metric)
  return values ? metricsText.values(values) : ''
}

/** The values of the same epoch as in the heading of the losses: that of the weights in use, or else the newest. */
function valuesOf(run: ShownRun, metric: string) {
  const log = shownLog(run)
  const textOf = (id: string) => (log && loggedValue(log, id) !== undefined ? loggedText(log, id) : undefined)
  return log && { epoch: log.epoch, training: textOf(metric), validation: textOf(validationMetric(metric)) }
}
