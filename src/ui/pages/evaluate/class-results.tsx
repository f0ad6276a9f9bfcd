/**
 * @file The results of an output that predicts classes on one page: at which threshold it decides best, how sure it is,
 * which mistakes it makes, why, and for whom.
 */
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { chartsText } from '../../../messages/en/charts'
import { explanationText } from '../../../messages/en/evaluate/explanations'
import { thresholdText } from '../../../messages/en/evaluate/curves'
import { resultsText, evaluatedSlicesText as slicesText } from '../../../messages/en/evaluate/results'
import { metricById, rowMetric } from '../../../metrics/catalog'
import { distanceCounts } from '../../../metrics/catalog/ordinal'
import { onlyClassOf } from '../../../metrics/class-report'
import type { ClassesEvaluation, ClassScore, Example } from '../../../metrics/evaluation'
import { classScoreText, formatMetric } from '../../../metrics/format-metric'
import { wilson } from '../../../metrics/intervals'
import type { SliceScore } from '../../../metrics/slice-report'
import type { PredictedClasses } from '../../../studio/evaluation/report'
import { OtherRows } from '../../charts/other-rows'
import { Confusion, type Mistake, mistakes, mistakeText } from '../../charts/confusion-matrix'
import { imageColumn } from '../../charts/dataset-row-text'
import { ExampleCaption, ExampleImage, Examples, OpenedExample } from '../../charts/examples'
import { EvaluatedClasses, MetricList, worstClass } from '../../charts/metric-tables'
import { type EvaluatedRows, OpenRows, useFindPredicted } from '../../charts/open-rows'
import { labelsOf, type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { DataTable } from '../../kit/data-table'
import { IntervalMark, lineFor } from '../../kit/interval-mark'
import kit from '../../kit/kit.module.css'
import { Rich } from '../../kit/rich-text'
import { Select } from '../../kit/select'
import { Section } from '../section'
import { Decided, exampleAt, type PredictionsProps, usePredictions } from './calibrated-predictions'
import { ReliabilitySection } from './certainty-section'
import layout from './evaluate.module.css'
import { ExampleMore } from './example-more'
import { SavePredictions } from './output-views'
import { intervalsOf, isWorse, useSliceScores } from './slices-section'
import { Thresholds } from './threshold-section'

const BriefExplanation = lazy(async () => ({
  default: (await import('../../charts/row-explanation')).BriefExplanation,
}))

const { examples: text } = resultsText
const marks = { b: (inner: string) => <b>{inner}</b> }

interface ResultsProps {
  readonly head: ShownHead<'classes'>
}

export default function ClassResults({ head }: ResultsProps) {
  const { evaluation } = head
  const { predictions, status } = usePredictions(head)
  const [which, setWhich] = useState<string>('wrong')
  const all = useMemo(() => mistakes(evaluation.confusion), [evaluation])
  const chosen = all.find((one) => keyOf(one) === which)
  const n = evaluation.perClass.reduce((sum, { support }) => sum + support, 0)
  const wrong = all.reduce((sum, one) => sum + one.count, 0)
  return (
    <>
      <div className={kit.wrapWide}>
        <Answer {...{ head, all, n }} />
        <MetricList evaluation={evaluation} layout="line" />
      </div>
      <div className={`${kit.wrapWide} ${kit.top} ${layout.overview}`}>
        <div className={`${kit.wrapWide} ${kit.top} ${layout.overview}`}>
          {predictions ? (
            <Decided {...{ head, predictions }} Part={Curves} />
          ) : (
            <Section title={thresholdText.title}>{status}</Section>
          )}
        </div>
        <Section title={resultsText.mistakes.title} about={mistakesText(evaluation, wrong, n)}>
          <div className={layout.confusion}>
            <Confusion
              labels={labelsOf(evaluation)}
              counts={evaluation.confusion}
              chosen={chosen}
              onChoose={(one) => setWhich(keyOf(one) === which ? 'wrong' : keyOf(one))}
              hasSpaceAbove
            />
          </div>
        </Section>
      </div>
      <div className={`${kit.wrapWide} ${kit.top} ${layout.overview}`}>
        <ExamplesWithWhy
          {...{ head, predictions, status, all, chosen }}
          which={chosen || which === 'right' ? which : 'wrong'}
          onWhich={setWhich}
        />
        <ClassesAndSlices evaluation={evaluation} />
      </div>
      <Section
        title={resultsText.perClass.title}
        about={resultsText.perClass.about}
        actions={<SavePredictions output={evaluation.label} />}
      >
        <EvaluatedClasses {...evaluation} isOpenable />
      </Section>
    </>
  )
}

function mistakesText({ ordered, confusion }: ClassesEvaluation, wrong: number, n: number): string {
  const { about, aboutRanks } = resultsText.mistakes
  return ordered ? aboutRanks({ wrong, n, byDistance: distanceCounts(confusion).slice(1) }) : about({ wrong, n })
}

const keyOf = ({ actual, predicted }: Mistake) => `${actual}/${predicted}`

function Curves(props: PredictionsProps) {
  return (
    <>
      <Thresholds {...props} />
      <ReliabilitySection {...props} />
    </>
  )
}

interface AnswerProps extends ResultsProps {
  /** All mistakes, most frequent first. */
  readonly all: readonly Mistake[]
  readonly n: number
}

/** What to know first: that there is one class, no mistake, or which mistakes and which class are the worst. */
function Answer({ head: { evaluation }, all, n }: AnswerProps) {
  const { answer } = resultsText
  const only = onlyClassOf(evaluation)
  const first = only ? answer.oneClass(only) : (mistakeAnswer(evaluation, all) ?? answer.noMistakes({ n }))
  return (
    <p className={only && kit.note}>
      <Rich text={first} marks={marks} />
    </p>
  )
}

/** The most frequent mistake, and the worst class, by the score that orders classes everywhere. */
function mistakeAnswer(evaluation: ClassesEvaluation, all: AnswerProps['all']): string | undefined {
  const [most] = all
  if (!most) return undefined
  const { answer } = resultsText
  const worst = worstClass(evaluation.perClass)
  const [actual = '', predicted = ''] = [most.actual, most.predicted].map((index) => labelsOf(evaluation)[index])
  const ties = all.filter(({ count }) => count === most.count).length - 1
  const of = evaluation.perClass[most.actual]?.support ?? 0
  const found = answer.mistake({ actual, predicted, n: most.count, of, ties })
  return worst ? `${found} ${answer.worst(withRecall(worst))}` : found
}

function withRecall(worst: ClassScore) {
  const { label, recall = 0, support } = worst
  return { label, recall, f1: classScoreText(worst), ...wilson(recall, support) }
}

/** The most mistakes to choose from, and the most examples of one of them that are shown. */
const MOST_MISTAKES = 200
const MOST_EXAMPLES = 48

interface ExamplesProps extends Omit<AnswerProps, 'n'> {
  /** Undefined until the set is predicted; until then, the examples are those that the evaluation kept. */
  readonly predictions: PredictedClasses | undefined
  readonly status: ReactNode
  readonly chosen: Mistake | undefined
  /** `wrong`, `right`, or the key of a mistake. */
  readonly which: string
  readonly onWhich: (which: string) => void
}

/** The examples of the chosen kind, and why the chosen one of them is predicted so. */
function ExamplesWithWhy(props: ExamplesProps) {
  const { head, predictions, status, all, chosen, which, onWhich } = props
  const { evaluation, target } = head
  const labels = labelsOf(evaluation)
  const data = useEvaluatedRows()
  const [row, setRow] = useState<number>()
  const [isOpen, setOpen] = useState(false)
  const kind = chosen ?? (which === 'right' ? which : all.length === 0 ? 'leastCertain' : 'wrong')
  const examples = useMemo(() => examplesOf(evaluation, predictions, kind), [evaluation, predictions, kind])
  const example = examples?.find((one) => one.row === row) ?? examples?.[0]
  const listed = all.slice(0, MOST_MISTAKES)
  const first = all.length === 0 ? text.leastCertain : text.mostConfident
  const title = chosen ? mistakeText(chosen, labels) : which === 'right' ? text.someCorrect : first
  // Until the set is predicted, there are only the examples that the evaluation kept.
  const isAll = examples !== undefined && examples.length >= (chosen?.count ?? 0)
  const caption = example && <ExampleCaption labels={labels} example={example} />
  return (
    <>
      <Section
        title={text.title}
        actions={
          <Select
            label={text.which}
            layout="bare"
            value={which}
            options={[
              { value: 'wrong', title: first },
              { value: 'right', title: text.someCorrect },
              ...[...listed, ...(chosen && !listed.includes(chosen) ? [chosen] : [])].map((one) => ({
                value: keyOf(one),
                title: mistakeText(one, labels),
              })),
            ]}
            onChange={onWhich}
          />
        }
      >
        {!data ? (
          <OtherRows />
        ) : !examples ? (
          status
        ) : !example ? (
          <p className={kit.soft}>{text.none}</p>
        ) : (
          <>
            {kind === 'leastCertain' && <p className={`${kit.soft} ${kit.below}`}>{text.noMistakes}</p>}
            <div className={`${layout.chosen} ${kit.below}`}>
              <Examples
                {...{ dataset: data.dataset, labels, target, examples: examples.slice(0, MOST_EXAMPLES) }}
                isOneKind={chosen !== undefined}
                choice={{ row: example.row, onChoose: (one) => setRow(one.row) }}
              />
            </div>
            <OpenRows rows={isAll ? examples.map((one) => one.row) : []} title={title} look="button">
              {chartsText.examples.openInData}
            </OpenRows>
          </>
        )}
      </Section>
      {data && example && (
        <Section
          title={explanationText.title}
          about={caption}
          actions={
            <Button size="small" onClick={() => setOpen(true)}>
              {explanationText.open}
            </Button>
          }
        >
          <Suspense fallback={<span aria-busy />}>
            <BriefExplanation
              row={example.row}
              of={{ output: evaluation.label, class: labels[example.predicted] }}
              side={SIDE}
            >
              {imageColumn(data.dataset) >= 0 && (
                <ExampleImage {...{ dataset: data.dataset, labels, example }} side={SIDE} />
              )}
            </BriefExplanation>
          </Suspense>
        </Section>
      )}
      {data && example && isOpen && (
        <OpenedExample {...{ dataset: data.dataset, target, row: example.row, caption }} onClose={() => setOpen(false)}>
          <ExampleMore {...{ row: example.row, labels, target }} />
        </OpenedExample>
      )}
    </>
  )
}

/** The width of an explained picture, in CSS pixels. */
const SIDE = 100

/** The examples of a kind; undefined until the set is predicted, if needed. */
function examplesOf(
  { wrong, right }: ShownHead<'classes'>['evaluation'],
  predictions: PredictedClasses | undefined,
  kind: Mistake | 'wrong' | 'right' | 'leastCertain',
): readonly Example[] | undefined {
  const isOne = (one: Example) =>
    typeof kind !== 'object' || (one.actual === kind.actual && one.predicted === kind.predicted)
  if (!predictions) return kind === 'leastCertain' ? undefined : (kind === 'right' ? right : wrong).filter(isOne)
  const examples = Array.from(predictions.rows, (_, i) => exampleAt(predictions, i)).filter(isOne)
  const kept = new Set((kind === 'right' ? right : wrong).map(({ row }) => row))
  if (kind === 'right') return examples.filter(({ row }) => kept.has(row))
  examples.sort((a, b) => b.probability - a.probability || a.row - b.row)
  if (kind === 'leastCertain') return examples.slice(-MOST_EXAMPLES).reverse()
  return kind === 'wrong' ? examples.filter(({ row }) => kept.has(row)) : examples
}

/** The most classes that are listed: those with the lowest recall. All are in the table of classes. */
const MOST_CLASSES = 10

interface Part {
  readonly score: SliceScore
  /** What opens its examples; undefined for all of them. */
  readonly rows: EvaluatedRows | undefined
  readonly title: string
}

/** The recall of a class is the share of its examples that is correct, so it is compared with the accuracy on a slice. */
function ClassesAndSlices({ evaluation }: Pick<ShownHead<'classes'>, 'evaluation'>) {
  const { slices, shown, hasNone, waiting } = useSliceScores(evaluation.label)
  const find = useFindPredicted(evaluation.label)
  const { perClass } = evaluation
  const n = perClass.reduce((sum, { support }) => sum + support, 0)
  const metric = rowMetric('classes')
  const scoreOf = (name: string, value: number, support: number): SliceScore => ({
    ...{ name, where: name, support, value, measure: metric.id },
    ...{ difference: value - accuracy, ...wilson(value, support) },
  })
  const accuracy = evaluation[metric.id] ?? 0
  const known = perClass.flatMap(({ label, recall = 0, support }, i): readonly Part[] =>
    support === 0
      ? []
      : [
          {
            score: scoreOf(label, recall, support),
            rows: find(({ actual }, at) => actual[at] === i),
            title: slicesText.class({ label }),
          },
        ],
  )
  const classes = known.toSorted((a, b) => shareOf(a) - shareOf(b)).slice(0, MOST_CLASSES)
  const ofSlices = (hasNone ? [] : shown).map(
    (score): Part => ({
      ...{ score, title: score.where, rows: slices.find(({ name }) => name === score.name)?.where },
    }),
  )
  const all: Part = { score: scoreOf(slicesText.all, accuracy, n), rows: undefined, title: slicesText.all }
  const parts = [all, ...[...classes, ...ofSlices].sort((a, b) => shareOf(a) - shareOf(b))]
  const line = lineFor(intervalsOf(parts.map(({ score }) => score)))
  return (
    <Section title={slicesText.withClasses} about={slicesText.correct}>
      <DataTable
        look="figures"
        className={layout.slices}
        caption={<span className="only-spoken">{slicesText.caption}</span>}
        columns={[
          {
            head: slicesText.columns.slice,
            heading: true,
            name: true,
            cell: ({ score: { name }, rows, title }) =>
              rows ? (
                <OpenRows rows={rows} title={title}>
                  {name}
                </OpenRows>
              ) : (
                name
              ),
          },
          {
            head: slicesText.line(line),
            cell: ({ score }) =>
              'value' in score && score.value !== undefined ? (
                <IntervalMark
                  {...{ low: 0, high: 1, ...line, ...score, value: score.value }}
                  standsOut={isWorse(score, score.difference ?? 0)}
                />
              ) : null,
            attributes: ({ score }) => toneOf(score),
          },
          {
            head: metric.text.title,
            cell: ({ score }) =>
              'fault' in score
                ? score.fault
                : score.value === undefined
                  ? slicesText.empty
                  : formatMetric(metric, score.value),
            attributes: ({ score }) => toneOf(score),
          },
          {
            head: slicesText.n,
            cell: ({ score }) => ('fault' in score ? '' : slicesText.examples({ examples: score.support })),
          },
        ]}
        rows={parts}
        rowKey={({ score, title }) => `${score.name} ${title}`}
      />
      {known.length > classes.length && (
        <p className={kit.caption}>{slicesText.others({ classes: known.length - classes.length })}</p>
      )}
      {waiting}
    </Section>
  )
}

/** Slices without a value come first, because something is wrong with them. */
const shareOf = ({ score }: Part) => ('value' in score ? (score.value ?? -1) : -1)

function toneOf(score: SliceScore) {
  if ('fault' in score) return { 'data-tone': 'bad' }
  const { value, low = 0, high = 0, difference = 0 } = score
  if (value === undefined) return {}
  return {
    title: slicesText.interval({
      low: formatMetric(metricById(score.measure), low),
      high: formatMetric(metricById(score.measure), high),
    }),
    'data-tone': isWorse(score, difference) ? 'bad' : undefined,
  }
}
