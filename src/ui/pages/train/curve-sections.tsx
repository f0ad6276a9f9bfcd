/** @file The curves of a run: the loss by step or epoch, and one metric per epoch, such as accuracy. */
import { useId, useMemo, useState } from 'react'
import { validationMetric } from '../../../base/metric-id'
import { loggedValue } from '../../../data/training-job'
import { chartsText } from '../../../messages/en/charts'
import { metricLabel } from '../../../messages/en/metrics'
import { curvesText as text } from '../../../messages/en/train/runs'
import type { RunRecord } from '../../../storage/records'
import { Chart, useLiveSource } from '../../charts/chart'
import { EpochsTable, epochText, LossChart, loggedText } from '../../charts/loss-chart'
import { type LossView, metricData, metricNames, type XUnit } from '../../charts/run-curves'
import { isUnderWay, type ShownRun } from '../../charts/use-shown-run'
import { Segmented } from '../../kit/segmented'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import layout from './train.module.css'

export interface CurveSectionProps {
  readonly run: ShownRun
  readonly compare: RunRecord | undefined
}

/** The loss chart with its display options. */
export function LossSection({ run, compare }: CurveSectionProps) {
  const [by, setBy] = useState<XUnit>('step')
  const [scale, setScale] = useState<LossView['scale']>('log')
  const [smoothing, setSmoothing] = useState(0.8)
  const slider = useId()
  return (
    <Section
      title={text.loss}
      about={epochText(run)}
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
            onChange={setBy}
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
        <LossChart run={run} by={by} scale={scale} smoothing={smoothing} compare={compare} />
      </div>
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
export function MetricSection({ run, compare }: CurveSectionProps) {
  const [selected, setWanted] = useState<string>()
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
      title={metricLabel(metric)}
      about={metricValues(run, metric)}
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
        <MetricChart run={run} metric={metric} compare={compare} />
      </div>
    </Section>
  )
}

const metricsText = chartsText.metrics

interface MetricChartProps extends CurveSectionProps {
  readonly metric: string
}

/** Plots one metric of a run against the epoch. */
function MetricChart({ run, metric, compare }: MetricChartProps) {
  const { history } = run
  const source = useLiveSource(useMemo(() => metricData(history, metric, compare), [history, metric, compare]))
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

function valuesOf({ history }: ShownRun, metric: string) {
  const last = history.at(-1)
  const textOf = (id: string) => (last && loggedValue(last, id) !== undefined ? loggedText(last, id) : undefined)
  return last && { training: textOf(metric), validation: textOf(validationMetric(metric)) }
}
