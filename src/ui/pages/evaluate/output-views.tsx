/** @file The results of an output that predicts classes, a number, an image or text, with its metrics and examples. */
import { type ReactNode, useState } from 'react'
import type { Condition } from '../../../data/condition'
import type { SplitName } from '../../../data/dataset'
import { chartsText } from '../../../messages/en/charts'
import { resultsText } from '../../../messages/en/evaluate/results'
import type { Example } from '../../../metrics/evaluation'
import { Confusion, type Mistake, MistakeList, mistakeText } from '../../charts/confusion-matrix'
import { rowText } from '../../charts/dataset-row-text'
import { Examples, ImageExamples } from '../../charts/examples'
import { EvaluatedClasses, MetricList } from '../../charts/metric-tables'
import { PredictedActual } from '../../charts/predicted-actual'
import { TextExamples, TextMetrics } from '../../charts/text-predictions'
import { runOfOtherSplit } from '../../../studio/models/evaluated-split'
import { labelsOf, type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { Rich } from '../../kit/rich-text'
import { Segmented } from '../../kit/segmented'
import { Select } from '../../kit/select'
import { useRunCommand, useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import layout from './evaluate.module.css'
import { ExampleEdits } from './label-errors-section'

const { numbers: text, pixels: pixelsText, texts: textsText, examples: examplesText } = resultsText
const marks = { b: (inner: string) => <b>{inner}</b> }

/** Number of worst examples listed. */
const WORST = 12

/** Shows the results of an output that predicts a number. */
export function NumberView({ head: { evaluation, target, unit } }: { readonly head: ShownHead<'number'> }) {
  const rows = useEvaluatedRows()
  const { pairs } = evaluation
  const largest = [...pairs]
    .sort((a, b) => Math.abs(b.predicted - b.actual) - Math.abs(a.predicted - a.actual))
    .slice(0, WORST)
  return (
    <div className={`${kit.columns} ${layout.columns}`}>
      <Section title={text.chart} about={text.chartAbout({ examples: pairs.length })}>
        <div className={layout.scatter} dir="ltr">
          <PredictedActual head={evaluation} unit={unit} />
        </div>
      </Section>
      <div className={kit.stackWide}>
        <Section title={text.errors}>
          <MetricList evaluation={evaluation} unit={unit} />
        </Section>
        <Section title={text.largest} about={text.largestAbout}>
          <ul className={layout.worst}>
            {largest.map((pair) => (
              <li key={pair.row}>
                <Rich text={text.pair(pair)} marks={marks} />
                {rows && <span translate="no">{rowText(rows.dataset, pair.row, [target])}</span>}
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </div>
  )
}

/** Shows the results of an output that predicts an image. */
export function ImageView({ head: { evaluation, target } }: { readonly head: ShownHead<'image'> }) {
  const rows = useEvaluatedRows()
  return (
    <div className={kit.stackWide}>
      <Section title={pixelsText.title} about={pixelsText.about}>
        <MetricList evaluation={evaluation} />
      </Section>
      <ExamplesSection worst={examplesText.worstImages}>
        {(which) =>
          rows ? (
            <ImageExamples
              dataset={rows.dataset}
              target={target}
              shape={evaluation.shape}
              examples={evaluation[which]}
              side={84}
            />
          ) : (
            <p className={kit.soft}>{examplesText.otherDataset}</p>
          )
        }
      </ExamplesSection>
    </div>
  )
}

/** Shows the results of an output that predicts text. */
export function TextView({ head: { evaluation, target } }: { readonly head: ShownHead<'sequence'> }) {
  const rows = useEvaluatedRows()
  return (
    <div className={kit.stackWide}>
      <Section title={textsText.title} about={textsText.about({ examples: evaluation.rows })}>
        <TextMetrics evaluation={evaluation} />
      </Section>
      <ExamplesSection worst={examplesText.worstTexts}>
        {(which) =>
          evaluation[which].length === 0 ? (
            <p className={kit.soft}>{examplesText.allTextsCorrect}</p>
          ) : (
            <TextExamples
              evaluation={evaluation}
              examples={evaluation[which]}
              target={target}
              dataset={rows?.dataset}
            />
          )
        }
      </ExamplesSection>
    </div>
  )
}

type Which = 'worst' | 'some'

interface ExamplesSectionProps {
  /** Label for the worst examples, which states how they are sorted. */
  readonly worst: string
  readonly children: (which: Which) => ReactNode
}

function ExamplesSection({ worst, children }: ExamplesSectionProps) {
  const [which, setWhich] = useState<Which>('worst')
  return (
    <Section
      title={examplesText.title}
      about={which === 'worst' ? worst : examplesText.spreadAbout}
      actions={
        <Segmented
          label={examplesText.which}
          layout="bare"
          value={which}
          options={[
            { value: 'worst', title: examplesText.worst },
            { value: 'some', title: examplesText.spread },
          ]}
          onChange={setWhich}
        />
      }
    >
      {children(which)}
    </Section>
  )
}

/** Shows the results of an output that predicts classes. */
export function ClassesView({ head }: ClassesViewProps) {
  const { evaluation } = head
  const [chosen, setChosen] = useState<Mistake>()
  const labels = labelsOf(evaluation)
  const hasMistakes = evaluation.confusion.some((counts, i) => counts.some((n, j) => i !== j && n > 0))
  const choose = (mistake: Mistake) =>
    setChosen(chosen?.actual === mistake.actual && chosen.predicted === mistake.predicted ? undefined : mistake)
  const shared = { labels, counts: evaluation.confusion, chosen, onChoose: choose }
  return (
    <div className={`${kit.columns} ${layout.columns}`}>
      <div className={kit.stackWide}>
        <Section title={resultsText.mistakes.title} about={hasMistakes ? resultsText.mistakes.about : undefined}>
          <div className={`${kit.wrapWide} ${kit.top} ${layout.confusion}`}>
            <Confusion {...shared} hasSpaceAbove />
            <div className={layout.list}>
              <MistakeList {...shared} limit={24} />
            </div>
            {chosen && <MistakeExamples head={head} mistake={chosen} />}
          </div>
        </Section>
        <Gallery head={head} />
      </div>
      <div className={kit.stackWide}>
        <Section title={resultsText.allClasses}>
          <MetricList evaluation={evaluation} />
        </Section>
        <Section title={resultsText.perClass.title} about={resultsText.perClass.about}>
          <EvaluatedClasses {...evaluation} />
        </Section>
      </div>
    </div>
  )
}

interface ClassesViewProps {
  readonly head: ShownHead<'classes'>
}

/** The examples of one kind of mistake, next to the matrix. */
function MistakeExamples({ head: { evaluation, target }, mistake }: ClassesViewProps & { readonly mistake: Mistake }) {
  const labels = labelsOf(evaluation)
  const rows = useEvaluatedRows()
  const split = useSelect((state) => state.metrics?.split)
  const hasOneOutput = useSelect((state) => (state.metrics?.heads.length ?? 0) === 1)
  const examples = evaluation.wrong.filter(
    (one) => one.actual === mistake.actual && one.predicted === mistake.predicted,
  )
  const title = mistakeText(mistake, labels)
  // All examples of one kind of mistake if the model can predict them again and the Data page has the same split;
  // otherwise, the examples stored with the evaluation.
  const isSameSplit = useSelect((state) => runOfOtherSplit(state) === undefined)
  const where =
    hasOneOutput && isSameSplit && split && split !== 'test' ? mistakeOf(mistake, labels, target, split) : undefined
  return (
    <section className={`${kit.stack} ${layout.chosen}`} aria-label={title}>
      {!rows ? (
        <p className={kit.soft}>{examplesText.otherDataset}</p>
      ) : examples.length === 0 ? (
        <p className={kit.soft}>{examplesText.noneOfMistake}</p>
      ) : (
        <Examples
          {...{ dataset: rows.dataset, labels, target, examples }}
          more={(example) => <ExampleEdits {...{ example, labels, target }} />}
        />
      )}
      <OpenInData title={title} examples={examples} where={where} />
    </section>
  )
}

interface OpenInDataProps {
  readonly title: string
  readonly examples: readonly Example[]
  /** Finds the rows instead of the examples, if there can be more of them. */
  readonly where?: Condition | undefined
}

function OpenInData({ title, examples, where }: OpenInDataProps) {
  const run = useRunCommand()
  // The rows of an earlier version have other numbers now.
  const isInUse = useSelect(({ data, metrics }) => data.tag === 'ready' && data.key === metrics?.data)
  return (
    <Button
      size="small"
      disabled={examples.length === 0 || !isInUse}
      onClick={() => run('data.look', where ? { where, title } : { rows: examples.map(({ row }) => row), title })}
    >
      {chartsText.examples.openInData}
    </Button>
  )
}

const ALL = 'all'
type WhichExamples = 'wrong' | 'right'

function Gallery({ head: { evaluation, target } }: ClassesViewProps) {
  const labels = labelsOf(evaluation)
  const rows = useEvaluatedRows()
  const [which, setWhich] = useState<WhichExamples>('wrong')
  const [label, setLabel] = useState(ALL)
  if (!rows) {
    return <p className={kit.soft}>{examplesText.otherDataset}</p>
  }
  const examples = evaluation[which].filter((one) => label === ALL || labels[one.actual] === label)
  const isWrong = which === 'wrong'
  return (
    <Section
      title={examplesText.title}
      about={isWrong ? examplesText.mostConfidentFirst : examplesText.someCorrect}
      actions={
        <>
          <Segmented
            label={examplesText.which}
            layout="bare"
            value={which}
            options={[
              { value: 'wrong', title: examplesText.wrong },
              { value: 'right', title: examplesText.correct },
            ]}
            onChange={setWhich}
          />
          <div className={layout.filter}>
            <Select
              label={examplesText.class}
              layout="bare"
              value={label}
              options={[
                { value: ALL, title: examplesText.allClasses },
                ...labels.map((one) => ({ value: one, title: one })),
              ]}
              onChange={setLabel}
            />
          </div>
          <OpenInData title={isWrong ? examplesText.mostConfident : examplesText.someCorrect} examples={examples} />
        </>
      }
    >
      {examples.length === 0 ? (
        <p className={kit.soft}>{evaluation[which].length === 0 ? examplesText.none : examplesText.noneOfClass}</p>
      ) : (
        <Examples
          {...{ dataset: rows.dataset, labels, target, examples }}
          more={(example) => <ExampleEdits {...{ example, labels, target }} />}
        />
      )}
    </Section>
  )
}

function mistakeOf(
  { actual, predicted }: Mistake,
  labels: readonly string[],
  target: string,
  split: SplitName,
): Condition {
  return {
    all: [
      { column: target, is: '=', value: labels[actual] ?? '' },
      { column: 'prediction', is: '=', value: labels[predicted] ?? '' },
      { column: 'split', is: '=', value: split },
    ],
  }
}
