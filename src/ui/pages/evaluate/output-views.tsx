/** @file The results of an output that predicts classes, a number, an image or text, with its metrics and examples. */
import { type ReactNode, useState } from 'react'
import { chartsText } from '../../../messages/en/charts'
import { resultsText } from '../../../messages/en/evaluate/results'
import { OtherRows } from '../../charts/other-rows'
import { rowText } from '../../charts/dataset-row-text'
import { Examples, ImageExamples, OpenedExample } from '../../charts/examples'
import { MetricList } from '../../charts/metric-tables'
import { OpenRows } from '../../charts/open-rows'
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
          <ul className={kit.stack}>
            {largest.map((pair) => (
              <li key={pair.row}>
                <Rich text={text.pair(pair)} marks={marks} />
                {rows && (
                  <div className={kit.caption} translate="no">
                    <button type="button" className={kit.link} onClick={() => setOpened(pair.row)}>
                      {rowText(rows.dataset, pair.row, [target])}
                    </button>
                  </div>
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
export function SavePredictions({ output }: { readonly output: string }) {
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
            <OtherRows />
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
      <Section
        title={textsText.title}
        about={textsText.about({ examples: evaluation.rows })}
        actions={<SavePredictions output={evaluation.label} />}
      >
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

interface ClassesViewProps {
  readonly head: ShownHead<'classes'>
}

const ALL = 'all'
type WhichExamples = 'wrong' | 'right'

/** How many examples are predicted wrong or correctly, of one class or of all. */
function countOf(
  confusion: ClassesViewProps['head']['evaluation']['confusion'],
  isWrong: boolean,
  of?: number,
): number {
  return confusion.reduce((sum, row, actual) => {
    if (of !== undefined && actual !== of) return sum
    return row.reduce((part, count, predicted) => part + (isWrong === (predicted !== actual) ? count : 0), sum)
  }, 0)
}

/** Examples to open and explain. */
export function ExamplesToExplain({ head: { evaluation, target } }: ClassesViewProps) {
  const labels = labelsOf(evaluation)
  const rows = useEvaluatedRows()
  const [chosen, setWhich] = useState<WhichExamples>()
  // To explain a prediction, a correct one serves as well.
  const which = chosen ?? (evaluation.wrong.length === 0 ? 'right' : 'wrong')
  const [label, setLabel] = useState(ALL)
  if (!rows) {
    return <OtherRows />
  }
  const examples = evaluation[which].filter((one) => label === ALL || labels[one.actual] === label)
  const isWrong = which === 'wrong'
  const all = countOf(evaluation.confusion, isWrong, label === ALL ? undefined : labels.indexOf(label))
  return (
    <Section
      title={examplesText.why}
      about={examplesText.howToExplain}
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
          <OpenRows
            title={isWrong ? examplesText.mostConfident : examplesText.someCorrect}
            rows={examples.map(({ row }) => row)}
            look="button"
          >
            {chartsText.examples.openInData}
          </OpenRows>
        </>
      }
    >
      {examples.length === 0 ? (
        <p className={kit.soft}>{evaluation[which].length === 0 ? examplesText.none : examplesText.noneOfClass}</p>
      ) : (
        <>
          {examples.length < all && (
            <p className={`${kit.soft} ${kit.below}`}>
              {examplesText.someOf({ shown: examples.length, all, isWrong })}
            </p>
          )}
          <Examples
            {...{ dataset: rows.dataset, labels, target, examples }}
            more={({ row }) => <ExampleMore {...{ row, labels, target }} />}
          />
        </>
      )}
    </Section>
  )
}
