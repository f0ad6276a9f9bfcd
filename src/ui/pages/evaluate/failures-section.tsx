/**
 * @file The Failures tab: examples whose label is probably wrong, and a map of the examples of the evaluated set by their
 * values in a layer, colored by what is predicted.
 */
import { useMemo, useState } from 'react'
import { type Dataset, rowNumber } from '../../../data/dataset'
import {
  exampleEditsText,
  labelErrorsText as errorsText,
  embeddingText as text,
} from '../../../messages/en/evaluate/failures'
import type { Example } from '../../../metrics/evaluation'
import type { Embedding } from '../../../studio/evaluation/embedding'
import type { SuspectLabel } from '../../../studio/evaluation/failures'
import type { Predicted } from '../../../studio/evaluation/report'
import { readableLayers } from '../../../studio/models/layer-values'
import { Chart } from '../../charts/chart'
import type { ChartData, Series } from '../../charts/chart-data'
import { classToken } from '../../charts/color-tokens'
import { ExampleCaption, ExampleLink, OpenedExample } from '../../charts/examples'
import { labelsOf, type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { DataTable } from '../../kit/data-table'
import { Segmented } from '../../kit/segmented'
import { Select } from '../../kit/select'
import { useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import { useAskedResult, useIsQuick } from './asked-result'
import { exampleAt } from './calibrated-predictions'
import layout from './evaluate.module.css'
import { type ExampleEditing, ExampleMore, LeaveOutButton, useExampleEdits } from './example-more'
import { SelectedPoints } from './slices-section'

type Method = 'pca' | 'umap'
type Coloring = 'actual' | 'predicted' | 'correct'

/** The first classes are filled, as many more hollow, and all others gray. */
const COLORS = 5

/** Computes the map when asked, because it reads the layer for up to 2,000 examples. */
export function EmbeddingSection({ head }: { readonly head: ShownHead<'classes' | 'number'> }) {
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
  const [selected, setSelected] = useState<readonly number[]>([])
  const points = useMemo(() => pointsOf(embedding, predicted, coloring), [embedding, predicted, coloring])
  const at = opened === undefined ? -1 : predicted.rows.indexOf(opened)
  const { of, rows, shares } = embedding
  return (
    <>
      <div className={layout.scatter} dir="ltr">
        <Chart
          title={text.title}
          label={text.chart({ examples: rows.length })}
          source={chartData(points, shares, new Set(selected))}
          onLasso={(found) =>
            setSelected(found.flatMap(({ series, index }) => points[series]?.points[index]?.row ?? []))
          }
          {...(data
            ? { onOpen: (series: number, index: number) => setOpened(points[series]?.points[index]?.row) }
            : {})}
        />
      </div>
      <p className={kit.caption}>{text.shown({ examples: rows.length, of })}</p>
      <SelectedPoints rows={selected} layer={embedding.layer} />
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

function chartData(groups: readonly Group[], shares: Embedding['shares'], selected: ReadonlySet<number>): ChartData {
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
    series: [
      ...groups,
      // Drawn over the others, which keep their places.
      {
        ...{ name: text.isSelected, token: 'accent', look: 'hollow' as const },
        points: all.filter(({ row }) => selected.has(row)).sort((a, b) => a.x - b.x),
      },
    ].map(
      ({ points, ...look }): Series => ({
        ...{ ...look, kind: 'points' },
        x: points.map(({ x }) => x),
        y: points.map(({ y }) => y),
      }),
    ),
  }
}

/** The number of examples that are shown first, and that each click adds. */
const STEP = 10

/** Looks for label errors, in large sets when asked, because it predicts the whole set. */
export function LabelErrorsSection({ head }: { readonly head: ShownHead<'classes'> }) {
  const studio = useStudio()
  const { evaluation, target } = head
  const split = useSelect((state) => state.metrics?.split)
  const rows = useEvaluatedRows()
  const [limit, setLimit] = useState(STEP)
  const { value: found, status } = useAskedResult(
    errorsText,
    evaluation,
    () => studio.run('evaluate.labelErrors', { split, output: evaluation.label, most: 500 }),
    [],
    useIsQuick(),
  )
  return (
    <Section title={errorsText.title} about={errorsText.about}>
      {status}
      {found && <p className={kit.below}>{found.found === 0 ? errorsText.none(found) : errorsText.found(found)}</p>}
      {found?.isInSample && <p className={`${kit.soft} ${kit.below}`}>{errorsText.inSample}</p>}
      {found && found.rows.length > 0 && rows && (
        <>
          <Suspects
            suspects={found.rows.slice(0, limit)}
            dataset={rows.dataset}
            labels={labelsOf(evaluation)}
            target={target}
          />
          {found.rows.length > limit && (
            <Button size="small" className={kit.above} onClick={() => setLimit(limit + STEP)}>
              {errorsText.more({ examples: Math.min(STEP, found.rows.length - limit) })}
            </Button>
          )}
        </>
      )}
    </Section>
  )
}

interface SuspectsProps {
  readonly suspects: readonly SuspectLabel[]
  readonly dataset: Dataset
  readonly labels: readonly string[]
  readonly target: string
}

function Suspects({ suspects, dataset, labels, target }: SuspectsProps) {
  const [opened, setOpened] = useState<Example>()
  const edits = useExampleEdits(target)
  const exampleOf = ({ row, actual, suggested, confidence }: SuspectLabel): Example => ({
    ...{ row, actual: labels.indexOf(actual), predicted: labels.indexOf(suggested), probability: confidence },
  })
  return (
    <>
      <DataTable
        caption={<span className="only-spoken">{errorsText.caption}</span>}
        columns={[
          {
            head: errorsText.example,
            cell: (suspect) => {
              const row = rowNumber(dataset, suspect.row)
              return (
                <ExampleLink
                  {...{ dataset, target }}
                  row={suspect.row}
                  label={errorsText.open({ row })}
                  picture={errorsText.picture({ row, label: suspect.actual })}
                  onOpen={() => setOpened(exampleOf(suspect))}
                />
              )
            },
          },
          { head: errorsText.actual, name: true, cell: ({ actual }) => actual },
          { head: errorsText.suggested, name: true, cell: ({ suggested }) => suggested },
          { head: errorsText.confidence, cell: ({ confidence }) => errorsText.percent({ value: confidence }) },
          {
            cell: ({ row, actual, suggested }) => (
              <EditButtons edits={edits} row={row} actual={actual} suggested={suggested} />
            ),
          },
        ]}
        rows={suspects}
        rowKey={({ row }) => row}
      />
      {edits.why !== undefined && <p className={`${kit.soft} ${kit.above}`}>{edits.why}</p>}
      {edits.isChanged && <p className={`${kit.soft} ${kit.above}`}>{exampleEditsText.after}</p>}
      {opened && (
        <OpenedExample
          {...{ dataset, target }}
          row={opened.row}
          caption={<ExampleCaption labels={labels} example={opened} />}
          onClose={() => setOpened(undefined)}
        >
          <ExampleMore row={opened.row} labels={labels} target={target} />
        </OpenedExample>
      )}
    </>
  )
}

interface EditButtonsProps {
  readonly edits: ExampleEditing
  readonly row: number
  /** The label in the evaluated data. */
  readonly actual: string
  readonly suggested: string
}

/** What can be done about an example, or what has been done. */
function EditButtons({ edits, row, actual, suggested }: EditButtonsProps) {
  const now = edits.labelNow(row)
  if (edits.why !== undefined) return null
  if (now === undefined) return <span className={kit.soft}>{exampleEditsText.excluded}</span>
  return (
    <div className={kit.row}>
      {now === actual ? (
        <Button size="small" title={exampleEditsText.relabelAbout} onClick={() => edits.relabel(row, suggested)}>
          {exampleEditsText.relabel({ label: suggested })}
        </Button>
      ) : (
        <span className={kit.soft}>{exampleEditsText.relabeled({ label: now })}</span>
      )}
      <LeaveOutButton {...{ edits, row }} />
      <Button size="small" title={exampleEditsText.excludeAbout} onClick={() => edits.exclude(row)}>
        {exampleEditsText.exclude}
      </Button>
    </div>
  )
}
