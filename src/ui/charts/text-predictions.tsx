/**
 * @file Text predictions: metrics of an evaluation with text outputs, and examples with the incorrect tokens marked.
 */

import { columnIndex } from '../../catalog/dataset-schema'
import { textAt } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { chartsText } from '../../messages/en/charts'
import { percent } from '../../messages/format'
import type { TextEvaluation, TextExample } from '../../metrics/evaluation'
import { DataTable } from '../kit/data-table'
import { MetricList, type MetricListProps } from './metric-tables'
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
      <ol className={styles.places} aria-label={text.byPosition} dir="ltr">
        {evaluation.places.map(({ support, right }, place) =>
          support === 0 ? null : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a position is identified by its index
            <li key={place} title={text.atPosition({ position: place + 1, correct: right, all: support })}>
              <i style={{ height: `calc((100% - 16px) * ${right / support})` }} />
              <span>{place + 1}</span>
            </li>
          ),
        )}
      </ol>
    </div>
  )
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
                attributes: () => ({ className: styles.given }),
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
