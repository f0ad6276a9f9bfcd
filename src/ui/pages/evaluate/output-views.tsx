/** @file The results of an output that predicts classes, a number, an image or text, with its metrics and examples. */
import { type ReactNode, useState } from 'react'
import { chartsText } from '../../../messages/en/charts'
import { resultsText } from '../../../messages/en/evaluate/results'
import type { Predicted } from '../../../studio/evaluation/report'
import { Confusion, type Mistake, MistakeList, mistakeText } from '../../charts/confusion-matrix'
import { rowText } from '../../charts/dataset-row-text'
import { Examples, ImageExamples, OpenedExample } from '../../charts/examples'
import { EvaluatedClasses, MetricList } from '../../charts/metric-tables'
import { type EvaluatedRows, OpenRows, useFindPredicted } from '../../charts/open-rows'
import { PredictedActual } from '../../charts/predicted-actual'
import { TextExamples, TextMetrics } from '../../charts/text-predictions'
import { errorNotice } from '../../../studio/notice'
import { labelsOf, type ShownHead, useEvaluatedRows, useIsTraining } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { Rich } from '../../kit/rich-text'
import { Segmented } from '../../kit/segmented'
import { Select } from '../../kit/select'
import { fileName, saveBlob } from '../../shell/browser-files'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import layout from './evaluate.module.css'
import { ExampleMore } from './example-more'

const { numbers: text, pixels: pixelsText, texts: textsText, examples: examplesText } = resultsText
const marks = { b: (inner: string) => <b>{inner}</b> }

/** Number of worst examples listed. */
const WORST = 12

/** Shows the results of an output that predicts a number. */
export function NumberView({ head: { evaluation, target, unit } }: { readonly head: ShownHead<'number'> }) {
  const rows = useEvaluatedRows()
  const [opened, setOpened] = useState<number>()
  const { pairs } = evaluation
  const pair = pairs.find(({ row }) => row === opened)
  const largest = [...pairs]
    .sort((a, b) => Math.abs(b.predicted - b.actual) - Math.abs(a.predicted - a.actual))
    .slice(0, WORST)
  return (
    <div className={`${kit.columns} ${layout.columns}`}>
      <Section title={text.chart} about={text.chartAbout({ examples: pairs.length })}>
        <div className={layout.scatter} dir="ltr">
          <PredictedActual head={evaluation} unit={unit} {...(rows ? { onOpen: setOpened } : {})} />
        </div>
      </Section>
      <div className={kit.stackWide}>
        <Section title={text.errors} actions={<SavePredictions output={evaluation.label} />}>
          <MetricList evaluation={evaluation} unit={unit} />
        </Section>
        <Section title={text.largest} about={text.largestAbout}>
          <ul className={layout.worst}>
            {largest.map((pair) => (
              <li key={pair.row}>
                <Rich text={text.pair(pair)} marks={marks} />
                {rows && (
                  <span translate="no">
                    <button type="button" className={kit.link} onClick={() => setOpened(pair.row)}>
                      {rowText(rows.dataset, pair.row, [target])}
                    </button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Section>
      </div>
      {rows && pair && (
        <OpenedExample
          {...{ dataset: rows.dataset, target, row: pair.row }}
          caption={<Rich text={text.pair(pair)} marks={marks} />}
          onClose={() => setOpened(undefined)}
        >
          <ExampleMore row={pair.row} target={target} />
        </OpenedExample>
      )}
    </div>
  )
}

/** Saves the prediction for each example of the evaluated set. */
function SavePredictions({ output }: { readonly output: string }) {
  const studio = useStudio()
  const run = useRunCommand()
  const split = useSelect((state) => state.metrics?.split)
  const isRunning = useIsTraining()
  async function save(format: 'csv' | 'parquet'): Promise<void> {
    try {
      const content = await studio.run('evaluate.predictions', { split, output, format })
      if ('byteLength' in content) saveBlob(fileName(`${output} ${split}`, format), new Blob([content]))
    } catch (error) {
      run('notice.show', errorNotice(error))
    }
  }
  return (
    <>
      <span className={kit.soft}>{resultsText.predictions}</span>
      {(['csv', 'parquet'] as const).map((format) => (
        <Button key={format} size="small" icon="download" disabled={isRunning} onClick={() => void save(format)}>
          {resultsText.formats[format]}
        </Button>
      ))}
    </>
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
        <Section title={resultsText.allClasses} actions={<SavePredictions output={evaluation.label} />}>
          <MetricList evaluation={evaluation} />
        </Section>
        <Section title={resultsText.perClass.title} about={resultsText.perClass.about}>
          <EvaluatedClasses {...evaluation} isOpenable />
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
  const find = useFindPredicted(evaluation.label)
  const examples = evaluation.wrong.filter(
    (one) => one.actual === mistake.actual && one.predicted === mistake.predicted,
  )
  const title = mistakeText(mistake, labels)
  const isMistake = (one: Predicted, i: number) =>
    one.actual[i] === mistake.actual && one.predicted[i] === mistake.predicted
  return (
    <section className={`${kit.stack} ${layout.chosen}`} aria-label={title}>
      {!rows ? (
        <p className={kit.soft}>{examplesText.otherDataset}</p>
      ) : examples.length === 0 ? (
        <p className={kit.soft}>{examplesText.noneOfMistake}</p>
      ) : (
        <Examples
          {...{ dataset: rows.dataset, labels, target, examples }}
          more={({ row }) => <ExampleMore {...{ row, labels, target }} />}
        />
      )}
      <OpenInData title={title} rows={examples.length === 0 ? [] : find(isMistake)} />
    </section>
  )
}

function OpenInData({ title, rows }: { readonly title: string; readonly rows: EvaluatedRows }) {
  return (
    <OpenRows rows={rows} title={title} look="button">
      {chartsText.examples.openInData}
    </OpenRows>
  )
}

const ALL = 'all'
type WhichExamples = 'wrong' | 'right'

interface GalleryProps extends ClassesViewProps {
  /** Whether it is there to explain predictions. */
  readonly explains?: boolean
}

function Gallery({ head: { evaluation, target }, explains = false }: GalleryProps) {
  const labels = labelsOf(evaluation)
  const rows = useEvaluatedRows()
  const [chosen, setWhich] = useState<WhichExamples>()
  // To explain a prediction, a correct one serves as well.
  const which = chosen ?? (explains && evaluation.wrong.length === 0 ? 'right' : 'wrong')
  const [label, setLabel] = useState(ALL)
  if (!rows) {
    return <p className={kit.soft}>{examplesText.otherDataset}</p>
  }
  const examples = evaluation[which].filter((one) => label === ALL || labels[one.actual] === label)
  const isWrong = which === 'wrong'
  return (
    <Section
      title={explains ? examplesText.why : examplesText.title}
      about={
        explains ? examplesText.howToExplain : isWrong ? examplesText.mostConfidentFirst : examplesText.someCorrect
      }
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
          <OpenInData
            title={isWrong ? examplesText.mostConfident : examplesText.someCorrect}
            rows={examples.map(({ row }) => row)}
          />
        </>
      }
    >
      {examples.length === 0 ? (
        <p className={kit.soft}>{evaluation[which].length === 0 ? examplesText.none : examplesText.noneOfClass}</p>
      ) : (
        <Examples
          {...{ dataset: rows.dataset, labels, target, examples }}
          more={({ row }) => <ExampleMore {...{ row, labels, target }} />}
        />
      )}
    </Section>
  )
}

/** Examples to open and explain. */
export function ExamplesToExplain({ head }: ClassesViewProps) {
  return <Gallery head={head} explains />
}
