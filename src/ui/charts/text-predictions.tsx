/**
 * @file Text predictions: metrics of an evaluation with text outputs, and examples with the incorrect tokens marked.
 */

import { columnIndex } from '../../catalog/dataset-schema'
import { textAt } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { chartsText } from '../../messages/en/charts'
import { percent, percentTick } from '../../messages/format'
import type { TextEvaluation, TextExample } from '../../metrics/evaluation'
import { DataTable } from '../kit/data-table'
import { Chart } from './chart'
import type { ChartData } from './chart-data'
import { MetricList, type MetricListProps } from './metric-tables'
import kit from '../kit/kit.module.css'
import styles from './text-predictions.module.css'

const text = chartsText.texts

/** Shows the metrics, and the accuracy at each position. */
export function TextMetrics({
  evaluation,
  layout,
}: Pick<MetricListProps, 'layout'> & { readonly evaluation: TextEvaluation }) {
  return (
    <div>
      <MetricList evaluation={evaluation} {...(layout && { layout })} />
      <Chart title={text.byPosition} hasHeading height={110} source={placesData(evaluation)} />
    </div>
  )
}

/** The share of correct tokens at each position that has any. */
function placesData({ places }: TextEvaluation): ChartData {
  const used = places.flatMap(({ support, right }, i) => (support === 0 ? [] : [{ x: i + 1, y: right / support }]))
  return {
    x: {
      ...{ name: text.position, domain: [0.5, Math.max(1, places.length) + 0.5], whole: true },
      format: (place) => {
        const { support = 0, right = 0 } = places[place - 1] ?? {}
        return text.atPosition({ position: place, correct: right, all: support })
      },
    },
    y: { name: text.accuracy, domain: [0, 1], format: percent, formatTick: percentTick },
    series: [{ name: '', kind: 'bars', token: 'data-1', x: used.map(({ x }) => x), y: used.map(({ y }) => y) }],
  }
}

export interface TextExamplesProps {
  readonly evaluation: TextEvaluation
  readonly examples: readonly TextExample[]
  readonly target: string
  /** The dataset that the examples come from, if it is in use. */
  readonly dataset: Dataset | undefined
}

/** One row per example: the input, the actual and predicted text, and the confidence. */
export function TextExamples({ evaluation, examples, target, dataset }: TextExamplesProps) {
  const inputSchema = dataset?.schema.columns.find(({ name, type }) => type === 'text' && name !== target)
  const inputColumn = inputSchema && dataset?.columns[columnIndex(dataset.schema, inputSchema.name)]
  return (
    <DataTable
      className={styles.table}
      rows={examples}
      rowKey={({ row }) => row}
      columns={[
        ...(inputSchema && inputColumn?.type === 'text'
          ? [
              {
                head: inputSchema.name,
                name: true as const,
                cell: ({ row }: TextExample) => textAt(inputColumn, row),
                attributes: () => ({ className: `${kit.ellipsis} ${styles.given}` }),
              },
            ]
          : []),
        { head: text.actual, name: true, cell: ({ actual }) => actual },
        { head: text.predicted, name: true, cell: (example) => <PredictedText example={example} by={evaluation.by} /> },
        { head: text.confidence, cell: ({ probability }) => percent(probability) },
      ]}
    />
  )
}

function PredictedText({
  example: { actual, predicted },
  by,
}: {
  readonly example: TextExample
  readonly by: TextEvaluation['by']
}) {
  const tokensOf = (whole: string) => (by === 'words' ? whole.split(' ') : [...whole])
  const [actualTokens, predictedTokens] = [tokensOf(actual), tokensOf(predicted)]
  return (
    <>
      {predictedTokens.map((token, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a token is identified by its position
        <span key={place}>
          {by === 'words' && place > 0 ? ' ' : ''}
          {token === actualTokens[place] ? token : <mark title={expectedText(actualTokens[place])}>{token}</mark>}
        </span>
      ))}
      {actualTokens.length > predictedTokens.length && <mark title={text.expectedMore}>…</mark>}
    </>
  )
}

function expectedText(token: string | undefined): string {
  return token === undefined ? text.expectedEnd : text.expected({ token })
}
