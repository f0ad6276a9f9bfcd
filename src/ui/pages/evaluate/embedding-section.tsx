/** @file "Embedding map": the examples of the evaluated set by their values in a layer, colored by what is predicted. */
import { useMemo, useState } from 'react'
import { embeddingText as text } from '../../../messages/en/evaluate/failures'
import type { Embedding } from '../../../studio/evaluation/embedding'
import type { Predicted } from '../../../studio/evaluation/report'
import { readableLayers } from '../../../studio/models/layer-values'
import { Chart } from '../../charts/chart'
import type { ChartData, Series } from '../../charts/chart-data'
import { classToken } from '../../charts/color-tokens'
import { ExampleCaption, OpenedExample } from '../../charts/examples'
import { type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import { Segmented } from '../../kit/segmented'
import { Select } from '../../kit/select'
import { useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import { useAskedResult } from './asked-result'
import layout from './evaluate.module.css'
import { ExampleMore } from './label-errors-section'

type Method = 'pca' | 'umap'
type Coloring = 'actual' | 'predicted' | 'correct'

/** The first classes are filled, as many more hollow, and all others gray. */
const COLORS = 5

/** Computes the map when asked, because it reads the layer for up to 2,000 examples. */
export default function EmbeddingSection({ head }: { readonly head: ShownHead<'classes' | 'number'> }) {
  const studio = useStudio()
  const { evaluation } = head
  const report = useSelect((state) => state.report)
  const { layers, usual } = useMemo(() => readableLayers({ report }), [report])
  const split = useSelect((state) => state.metrics?.split)
  const [chosen, setChosen] = useState<string>()
  const [method, setMethod] = useState<Method>('pca')
  const [coloring, setColoring] = useState<Coloring>('actual')
  const layer = chosen ?? usual
  const { value, isAsked, status } = useAskedResult(
    text,
    evaluation,
    () =>
      Promise.all([
        studio.run('evaluate.embedding', { layer, split, method }),
        studio.run('evaluate.predictions', { split, output: evaluation.label }),
      ]),
    [layer, method],
  )
  const [embedding, predicted] = value ?? []
  return (
    <Section
      title={text.title}
      about={text.about}
      actions={
        isAsked && (
          <>
            {evaluation.kind === 'classes' && (
              <Select
                label={text.color}
                layout="bare"
                value={coloring}
                options={(['actual', 'predicted', 'correct'] as const).map((one) => ({
                  value: one,
                  title: text.colors[one],
                }))}
                onChange={setColoring}
              />
            )}
            <Select
              label={text.layer}
              layout="bare"
              value={layer ?? ''}
              options={layers.map(({ node, label, width }) => ({ value: node, title: text.named({ label, width }) }))}
              onChange={setChosen}
            />
            <Segmented
              label={text.method}
              layout="bare"
              value={method}
              options={(['pca', 'umap'] as const).map((one) => ({ value: one, ...text.methods[one] }))}
              onChange={setMethod}
            />
          </>
        )
      }
    >
      {status}
      {embedding && predicted && !('byteLength' in predicted) && (
        <EmbeddingMap key={`${layer} ${method}`} {...{ embedding, predicted, coloring }} target={head.target} />
      )}
    </Section>
  )
}

interface MapProps {
  readonly embedding: Embedding
  readonly predicted: Predicted
  readonly coloring: Coloring
  readonly target: string
}

function EmbeddingMap({ embedding, predicted, coloring, target }: MapProps) {
  const data = useEvaluatedRows()
  const [opened, setOpened] = useState<number>()
  const points = useMemo(() => pointsOf(embedding, predicted, coloring), [embedding, predicted, coloring])
  const at = opened === undefined ? -1 : predicted.rows.indexOf(opened)
  const { of, rows, shares } = embedding
  return (
    <>
      <div className={layout.scatter} dir="ltr">
        <Chart
          title={text.title}
          label={text.chart({ examples: rows.length })}
          source={chartData(points, shares)}
          {...(data
            ? { onOpen: (series: number, index: number) => setOpened(points[series]?.points[index]?.row) }
            : {})}
        />
      </div>
      <p className={kit.caption}>{text.shown({ examples: rows.length, of })}</p>
      {data && opened !== undefined && at >= 0 && (
        <OpenedExample
          {...{ dataset: data.dataset, target }}
          row={opened}
          caption={
            predicted.kind === 'classes' ? (
              <ExampleCaption labels={predicted.labels} example={exampleAt(predicted, at)} />
            ) : (
              text.numbers({ actual: predicted.actual[at] as number, predicted: predicted.predicted[at] as number })
            )
          }
          onClose={() => setOpened(undefined)}
        >
          <ExampleMore
            row={opened}
            target={target}
            layer={embedding.layer}
            {...(predicted.kind === 'classes' ? { labels: predicted.labels } : {})}
          />
        </OpenedExample>
      )}
    </>
  )
}

function exampleAt(
  { rows, actual, predicted, probabilities, labels }: Extract<Predicted, { kind: 'classes' }>,
  i: number,
) {
  const decided = predicted[i] as number
  return {
    ...{ row: rows[i] as number, actual: actual[i] as number, predicted: decided },
    probability: probabilities[i * labels.length + decided] as number,
  }
}

interface Point {
  readonly row: number
  readonly x: number
  readonly y: number
}

interface Group extends Pick<Series, 'name' | 'token' | 'look'> {
  readonly points: readonly Point[]
}

/** The rows with a known target by group, in ascending x. */
function pointsOf({ rows, x, y }: Embedding, predicted: Predicted, coloring: Coloring): readonly Group[] {
  const placeOf = new Map(Array.from(predicted.rows, (row, i) => [row, i]))
  const groups = new Map<string, Point[]>()
  const nameOf = namer(predicted, coloring)
  rows.forEach((row, i) => {
    const place = placeOf.get(row)
    if (place === undefined) return
    const name = nameOf(place)
    const point = { row, x: x[i] as number, y: y[i] as number }
    const own = groups.get(name)
    if (own) own.push(point)
    else groups.set(name, [point])
  })
  const labels = predicted.kind === 'classes' ? predicted.labels : []
  const places = (name: string) => (labels.includes(name) ? labels.indexOf(name) : labels.length)
  return [...groups]
    .sort(([a], [b]) => places(a) - places(b))
    .map(([name, points]) => ({
      ...{ name, ...styleOf(name, labels) },
      points: points.sort((a, b) => a.x - b.x),
    }))
}

/** The group of an example: its class, whether it is correct, or how large its error is. */
function namer(predicted: Predicted, coloring: Coloring): (i: number) => string {
  if (predicted.kind === 'number') {
    const errors = predicted.actual.map((actual, i) => Math.abs(actual - (predicted.predicted[i] as number)))
    const large = errors.toSorted()[Math.floor(0.9 * errors.length)] ?? 0
    return (i) => ((errors[i] as number) >= large ? text.largeError : text.otherError)
  }
  const { labels, actual, predicted: decided } = predicted
  if (coloring === 'correct') return (i) => (actual[i] === decided[i] ? text.correct : text.wrong)
  const classes = coloring === 'actual' ? actual : decided
  return (i) => ((classes[i] as number) < 2 * COLORS ? (labels[classes[i] as number] ?? '') : text.others)
}

function styleOf(name: string, labels: readonly string[]): Pick<Series, 'token' | 'look'> {
  if (name === text.wrong || name === text.largeError) return { token: 'data-2' }
  const index = labels.indexOf(name)
  if (index < 0) return { token: 'data-other' }
  return { token: classToken(index % COLORS), ...(index < COLORS ? {} : { look: 'hollow' }) }
}

function chartData(groups: readonly Group[], shares: Embedding['shares']): ChartData {
  const all = groups.flatMap(({ points }) => points)
  const axis = (name: string, values: readonly number[], share: number | undefined) => {
    const [low, high] = values.reduce(([a, b], one) => [Math.min(a, one), Math.max(b, one)], [0, 0])
    const margin = 0.05 * (high - low) || 1
    return { name: text.axis({ name, share }), domain: [low - margin, high + margin] as const, format: text.place }
  }
  return {
    x: axis(
      '1',
      all.map(({ x }) => x),
      shares?.[0],
    ),
    y: axis(
      '2',
      all.map(({ y }) => y),
      shares?.[1],
    ),
    series: groups.map(
      ({ points, ...look }): Series => ({
        ...{ ...look, kind: 'points' },
        x: points.map(({ x }) => x),
        y: points.map(({ y }) => y),
      }),
    ),
  }
}
