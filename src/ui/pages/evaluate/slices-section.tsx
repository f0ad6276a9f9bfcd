/**
 * @file Slices sections: the accuracy or error on each class and each saved slice of the evaluated set, worst first and
 * compared with the entire set; and the slices with more errors than the rest, which are searched for.
 */
import { type ReactNode, useEffect } from 'react'
import type { Condition, Slice } from '../../../data/condition'
import { rowNumber } from '../../../data/dataset'
import { embeddingText, weakSlicesText } from '../../../messages/en/evaluate/failures'
import { evaluatedSlicesText as text } from '../../../messages/en/evaluate/results'
import { metricsText } from '../../../messages/en/metrics'
import { metricById, rowMetric } from '../../../metrics/catalog'
import { formatDifference, formatMetric, formatWithUnit } from '../../../metrics/format-metric'
import type { SliceScore } from '../../../metrics/slice-report'
import { slicesOf } from '../../../studio/data/dataset-slices'
import type { ErrorBranch, WeakSlices } from '../../../studio/evaluation/failures'
import { OpenRows, useFindPredicted, useOpenRows } from '../../charts/open-rows'
import { type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { DataTable } from '../../kit/data-table'
import { IntervalMark, lineFor } from '../../kit/interval-mark'
import kit from '../../kit/kit.module.css'
import table from '../../kit/table.module.css'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import { SaveSlice } from '../data/rows/rows-bar'
import { Section } from '../section'
import { useAskedResult, useIsQuick } from './asked-result'
import layout from './evaluate.module.css'

/** The slices with their scores, which are computed once they are visible and no run is in progress. */
export function useSliceScores(output: string) {
  const slices = useSelect(slicesOf)
  const metrics = useSelect((state) => state.metrics)
  const isRunning = useSelect(({ run }) => run.tag === 'training' || run.tag === 'preparing')
  const run = useRunCommand()
  const scored = metrics?.slices
  const missing = slices.some(({ name }) => !scored?.some((score) => score.name === name))
  const hasRemoved = scored?.some((score) => !slices.some(({ name }) => name === score.name)) === true
  const isNeeded = (missing || hasRemoved) && metrics?.heads.some(({ kind }) => kind !== 'image') === true
  useEffect(() => {
    if (isNeeded && !isRunning) run('data.scoreSlices')
  }, [isNeeded, isRunning, run])
  // If a network has a single output, its scores have no output label.
  const current = scored?.filter((score) => score.output === undefined || score.output === output) ?? []
  const shown = current.filter((score) => slices.some(({ name }) => name === score.name))
  return {
    ...{ slices, shown },
    // Image outputs have no slice scores, but other outputs of the same network do.
    hasNone: slices.length === 0 || (scored !== undefined && scored.length > 0 && current.length === 0),
    waiting: slices.length > 0 && shown.length === 0 && (
      <p className={kit.soft}>{isRunning ? text.waiting : text.scoring({ slices: slices.length })}</p>
    ),
  }
}

/** Shows the table if the dataset has slices. */
export default function SlicesSection({ head: { evaluation, unit } }: { readonly head: ShownHead }) {
  const { slices, shown, hasNone, waiting } = useSliceScores(evaluation.label)
  if (hasNone) return null
  const line = lineFor(intervalsOf(shown))
  return (
    <Section title={text.title} about={text.about}>
      {waiting || (
        <div className={kit.scroll}>
          <table className={`${table.figures} ${layout.slices}`}>
            <caption className="only-spoken">{text.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{text.columns.slice}</th>
                <th scope="col" className={layout.where}>
                  {text.columns.condition}
                </th>
                <th scope="col">{rowMetric(evaluation.kind).text.title}</th>
                <th scope="col" colSpan={2} title={metricsText.intervalTip}>
                  {text.columns.interval}
                </th>
                <th scope="col">{text.columns.difference}</th>
                <th scope="col">{text.columns.examples}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((score) => (
                <Row
                  key={score.name}
                  slice={slices.find(({ name }) => name === score.name)}
                  {...{ score, unit, line }}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

/** The intervals of the scores that have one, for a line that they share. */
export function intervalsOf(scores: readonly SliceScore[]) {
  return scores.flatMap((score) => ('low' in score ? [{ low: score.low ?? 0, high: score.high ?? 0 }] : []))
}

interface RowProps {
  readonly score: SliceScore
  readonly slice: Slice | undefined
  readonly unit: string | undefined
  /** The line on which the values are marked. */
  readonly line: ReturnType<typeof lineFor>
}

function Row({ score, slice, unit, line }: RowProps) {
  const named = (
    <>
      <th scope="row" title={score.name} translate="no">
        {slice ? (
          <OpenRows rows={slice.where} title={score.name}>
            {score.name}
          </OpenRows>
        ) : (
          score.name
        )}
      </th>
      <td className={layout.where} title={score.where}>
        <code className={kit.soft} translate="no">
          {score.where}
        </code>
      </td>
    </>
  )
  if ('fault' in score) {
    return (
      <tr>
        {named}
        <td colSpan={5} data-tone="bad">
          {score.fault}
        </td>
      </tr>
    )
  }
  const { support, value, low = 0, high = 0, difference = 0 } = score
  const metric = metricById(score.measure)
  const isLow = isWorse(score, difference)
  if (value === undefined) {
    return (
      <tr>
        {named}
        <td colSpan={4}>{text.empty}</td>
        <td>{text.examples({ examples: 0 })}</td>
      </tr>
    )
  }
  return (
    <tr>
      {named}
      <td>{formatWithUnit(metric, value, unit)}</td>
      <td data-tone={isLow ? 'bad' : undefined}>
        <IntervalMark {...{ low, value, high, ...line }} standsOut={isLow} />
      </td>
      <td>{text.interval({ low: formatMetric(metric, low), high: formatMetric(metric, high) })}</td>
      <td data-tone={isLow ? 'bad' : 'info'}>{formatDifference(metric, difference)}</td>
      <td>{text.examples({ examples: support })}</td>
    </tr>
  )
}

/** Whether the entire confidence interval is worse than the value on the full set. */
export function isWorse(
  { measure, value = 0, low = 0, high = 0 }: Extract<SliceScore, { measure: string }>,
  difference: number,
): boolean {
  const whole = value - difference
  const gap = metricById(measure).better === 'higher' ? whole - high : low - whole
  // For rates near 1, the interval may end at 1 up to rounding errors, so compare with a tolerance.
  return gap > 1e-9 * Math.max(1, Math.abs(whole))
}

/** Searches large sets when asked, because it predicts the whole set and compares thousands of slices. */
export function WeakSlicesSection({ head }: { readonly head: ShownHead<'classes' | 'number'> }) {
  const studio = useStudio()
  const { evaluation, unit } = head
  const split = useSelect((state) => state.metrics?.split)
  const args = { split, output: evaluation.label }
  const { value, status } = useAskedResult(
    weakSlicesText,
    evaluation,
    () => Promise.all([studio.run('evaluate.slices', args), studio.run('evaluate.errorTree', args)]),
    [],
    useIsQuick(),
  )
  const [found, grown] = value ?? []
  return (
    <Section title={weakSlicesText.title} about={weakSlicesText.about}>
      {status}
      {found && grown && (
        <div className={`${kit.columns} ${layout.columns}`}>
          <div className={kit.stack}>
            {found.slices.length === 0 ? (
              <p>{weakSlicesText.none(found)}</p>
            ) : (
              <Found found={found} unit={unit} output={evaluation.label} />
            )}
            {found.sampled !== undefined && (
              <p className={kit.caption}>{weakSlicesText.sampled({ sampled: found.sampled, n: found.n })}</p>
            )}
          </div>
          <section aria-label={weakSlicesText.tree}>
            <h4>{weakSlicesText.tree}</h4>
            {grown.tree.parts.length === 0 ? (
              <p className={kit.soft}>{weakSlicesText.noTree}</p>
            ) : (
              <Branches branches={[grown.tree]} isRate={grown.isRate} unit={unit} output={evaluation.label} />
            )}
          </section>
        </div>
      )}
    </Section>
  )
}

interface WrongProps {
  readonly where: Condition
  readonly name: string
  readonly output: string
  /** Errors of numbers have a size, but none is wrong. */
  readonly isRate: boolean
  readonly children: ReactNode
}

/** Opens the wrong examples of a slice. */
function Wrong({ where, name, output, isRate, children }: WrongProps) {
  const find = useFindPredicted(output)
  if (!isRate) return children
  return (
    <OpenRows
      rows={find(({ actual, predicted }, i) => actual[i] !== predicted[i], where)}
      title={weakSlicesText.wrongIn({ slice: name })}
    >
      {children}
    </OpenRows>
  )
}

interface FoundProps {
  readonly found: WeakSlices
  readonly unit: string | undefined
  readonly output: string
}

function Found({ found: { slices, isRate }, unit, output }: FoundProps) {
  return (
    <DataTable
      look="figures"
      caption={<span className="only-spoken">{weakSlicesText.caption}</span>}
      columns={[
        {
          head: weakSlicesText.slice,
          heading: true,
          cell: ({ text: title, where }) => (
            <OpenRows rows={where} title={title}>
              <code translate="no">{title}</code>
            </OpenRows>
          ),
        },
        {
          head: weakSlicesText.error({ isRate }),
          cell: ({ value, where, text: name }) => (
            <Wrong {...{ where, name, output, isRate }}>{weakSlicesText.value({ value, isRate, unit })}</Wrong>
          ),
        },
        {
          head: weakSlicesText.interval,
          cell: ({ low, high }) => weakSlicesText.between({ low, high, isRate }),
        },
        { head: weakSlicesText.rest, cell: ({ rest }) => weakSlicesText.value({ value: rest, isRate, unit }) },
        { head: weakSlicesText.examples, cell: ({ n }) => weakSlicesText.count({ n }) },
        {
          head: weakSlicesText.p,
          about: weakSlicesText.pAbout,
          cell: ({ p }) => weakSlicesText.pValue({ p }),
        },
        { cell: ({ text: title, where }) => <SaveFound name={title} where={where} /> },
      ]}
      rows={slices}
      rowKey={({ text: title }) => title}
    />
  )
}

/** The longest name of a slice. */
const LETTERS = 80

function SaveFound({ name: text, where }: { readonly name: string; readonly where: Condition }) {
  const run = useRunCommand()
  const name = text.slice(0, LETTERS)
  const isSaved = useSelect((state) => slicesOf(state).some((slice) => slice.name === name))
  return (
    <Button size="small" disabled={isSaved} onClick={() => run('data.slice', { name, where })}>
      {isSaved ? weakSlicesText.saved : weakSlicesText.save}
    </Button>
  )
}

interface BranchesProps {
  readonly branches: readonly ErrorBranch[]
  readonly isRate: boolean
  readonly unit: string | undefined
  readonly output: string
}

function Branches({ branches, ...shared }: BranchesProps) {
  return (
    <ul className={kit.bullets}>
      {branches.map(({ text: title, where, parts, ...rest }) => {
        const name = title === '' ? weakSlicesText.all : title
        return (
          <li key={title}>
            <OpenRows rows={where} title={name}>
              {title === '' ? name : <code translate="no">{title}</code>}
            </OpenRows>{' '}
            <Wrong {...{ where, name, ...shared }}>{weakSlicesText.wrong({ ...rest, ...shared })}</Wrong>
            <span className={kit.soft}>{weakSlicesText.branch(rest)}</span>
            {parts.length > 0 && <Branches branches={parts} {...shared} />}
          </li>
        )
      })}
    </ul>
  )
}

/** What can be done with the points that are selected on the embedding map: its examples open, or become a slice. */
export function SelectedPoints({ rows, layer }: { readonly rows: readonly number[]; readonly layer: string }) {
  const dataset = useEvaluatedRows()?.dataset
  const label = useSelect((state) => state.project.drawing.nodes.find(({ id }) => id === layer)?.label ?? layer)
  const canSave = useOpenRows() !== undefined
  if (rows.length === 0) return <p className={kit.caption}>{embeddingText.lasso}</p>
  const title = embeddingText.selected({ examples: rows.length, layer: label })
  return (
    <div className={kit.wrap}>
      <p role="status">{title}</p>
      <OpenRows rows={rows} title={title} look="button">
        {embeddingText.openSelected}
      </OpenRows>
      {canSave && dataset && (
        <SaveSlice
          key={rows.join()}
          initial={title}
          where={{ column: 'number', is: 'in', value: rows.map((row) => rowNumber(dataset, row)) }}
        />
      )}
    </div>
  )
}
