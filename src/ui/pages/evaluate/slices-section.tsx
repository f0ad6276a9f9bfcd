/**
 * @file Slices section: the accuracy or error on each slice of the evaluated set, sorted worst first and compared with
 * the entire set.
 */

import { useEffect } from 'react'
import { evaluatedSlicesText as text } from '../../../messages/en/evaluate/results'
import { metricsText } from '../../../messages/en/metrics'
import { metricById, rowMetric } from '../../../metrics/catalog'
import { formatDifference, formatMetric, formatWithUnit } from '../../../metrics/format-metric'
import type { SliceScore } from '../../../metrics/slice-report'
import { slicesOf } from '../../../studio/data/dataset-slices'
import kit from '../../kit/kit.module.css'
import table from '../../kit/table.module.css'
import type { ShownHead } from '../../charts/use-evaluation'
import { useRunCommand, useSelect } from '../../studio-context'
import { Section } from '../section'
import layout from './evaluate.module.css'

/**
 * Shows the table if the dataset has slices. Metrics for the slices are computed once the table is visible and no run
 * is in progress.
 */
export default function SlicesSection({ head: { evaluation, unit } }: { readonly head: ShownHead }) {
  const output = evaluation.label
  const slices = useSelect(slicesOf)
  const metrics = useSelect((state) => state.metrics)
  const isRunning = useSelect(({ run }) => run.tag === 'training' || run.tag === 'preparing')
  const run = useRunCommand()
  const scored = metrics?.slices
  const kind = metrics?.heads.find(({ label }) => label === output)?.kind ?? 'classes'
  const missing = slices.some(({ name }) => !scored?.some((score) => score.name === name))
  const hasRemoved = scored?.some((score) => !slices.some(({ name }) => name === score.name)) === true
  const isNeeded = (missing || hasRemoved) && metrics?.heads.some(({ kind }) => kind !== 'image') === true
  useEffect(() => {
    if (isNeeded && !isRunning) run('data.scoreSlices')
  }, [isNeeded, isRunning, run])
  if (slices.length === 0) return null
  // If a network has a single output, its scores have no output label.
  const current = scored?.filter((score) => score.output === undefined || score.output === output) ?? []
  // Image outputs have no slice scores, but other outputs of the same network do.
  if (scored?.length && current.length === 0) return null
  const shown = current.filter((score) => slices.some(({ name }) => name === score.name))
  return (
    <Section title={text.title} about={text.about}>
      {shown.length === 0 ? (
        <p className={kit.soft}>{isRunning ? text.waiting : text.scoring({ slices: slices.length })}</p>
      ) : (
        <div className={kit.scroll}>
          <table className={`${table.figures} ${layout.slices}`}>
            <caption className="only-spoken">{text.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{text.columns.slice}</th>
                <th scope="col" className={layout.where}>
                  {text.columns.condition}
                </th>
                <th scope="col">{rowMetric(kind).text.title}</th>
                <th scope="col" title={metricsText.intervalTip}>
                  {text.columns.interval}
                </th>
                <th scope="col">{text.columns.difference}</th>
                <th scope="col">{text.columns.examples}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((score) => (
                <Row key={score.name} score={score} unit={unit} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

function Row({ score, unit }: { readonly score: SliceScore; readonly unit: string | undefined }) {
  const named = (
    <>
      <th scope="row" title={score.name} translate="no">
        {score.name}
      </th>
      <td className={layout.where} title={score.where}>
        <code translate="no">{score.where}</code>
      </td>
    </>
  )
  if ('fault' in score) {
    return (
      <tr>
        {named}
        <td colSpan={4} data-tone="bad">
          {score.fault}
        </td>
      </tr>
    )
  }
  const { support, value, low = 0, high = 0, difference = 0 } = score
  const metric = metricById(score.measure)
  if (value === undefined) {
    return (
      <tr>
        {named}
        <td colSpan={3}>{text.empty}</td>
        <td>{text.examples({ examples: 0 })}</td>
      </tr>
    )
  }
  return (
    <tr>
      {named}
      <td>{formatWithUnit(metric, value, unit)}</td>
      <td>{text.interval({ low: formatMetric(metric, low), high: formatMetric(metric, high) })}</td>
      <td data-tone={isWorse(score, difference) ? 'bad' : 'info'}>{formatDifference(metric, difference)}</td>
      <td>{text.examples({ examples: support })}</td>
    </tr>
  )
}

/** Whether the entire confidence interval is worse than the value on the full set. */
function isWorse(
  { measure, value = 0, low = 0, high = 0 }: Extract<SliceScore, { measure: string }>,
  difference: number,
): boolean {
  const whole = value - difference
  const gap = metricById(measure).better === 'higher' ? whole - high : low - whole
  // For rates near 1, the interval may end at 1 up to rounding errors, so compare with a tolerance.
  return gap > 1e-9 * Math.max(1, Math.abs(whole))
}
