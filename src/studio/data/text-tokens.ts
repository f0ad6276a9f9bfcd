/**
 * @file Text tokens: how text is split into tokens with the vocabulary of the newest weights or, before the first run,
 * with a vocabulary fitted on the training rows. Loaded lazily.
 */
import { refuse } from '../../messages/message'
import { columnIndex } from '../../catalog/dataset-schema'
import type { PrepareStep } from '../../catalog/training-plan'
import { textAt } from '../../data/column-operations'
import { fitColumn } from '../../data/fit-pipeline'
import { sampleOf } from '../../data/findings/column-values'
import type { Pipeline } from '../../data/pipeline'
import { stepsOf } from '../../data/transforms/step-chain'
import { tokenizeText, type TokenizedText } from '../../data/transforms/tokenizer'
import type { FittedColumn } from '../../data/transforms/transform'
import { textTargetSteps } from '../../data/transforms/default-steps'
import type { AppContext } from '../context'
import type { ReadyData } from './data-session'

export interface TokensRequest {
  readonly column: string
  /** The row of the dataset in use whose text is tokenized; alternatively, `text` is tokenized. */
  readonly row?: number | undefined
  readonly text?: string | undefined
}

export interface TextTokens extends TokenizedText {
  /** The source of the vocabulary: the newest weights, or a fit on this many training rows. */
  readonly by: 'run' | 'rows'
  readonly rows?: number
}

/** Maximum number of rows to fit on; a run uses all of them. */
const MOST_ROWS = 80_000

/** Fitted columns, cached for as long as the split is in use. */
const kept = new WeakMap<ReadyData['split'], Map<string, FittedColumn>>()

/** The tokens of a string; undefined if the column is not text, or if its steps do not tokenize it. */
export async function textTokens(
  studio: AppContext,
  { column, row, text }: TokensRequest,
): Promise<TextTokens | undefined> {
  const ready = await studio.data.ready()
  const { schema, columns } = ready.dataset
  const at = columnIndex(schema, column)
  const own = columns[at]
  if (row !== undefined && (row < 0 || row >= schema.rows)) return refuse('no-such-row', { row, rows: schema.rows })
  const given = text ?? (row !== undefined && own?.type === 'text' ? textAt(own, row) : undefined)
  if (given === undefined) return undefined
  const fromRun = columnIn(studio.runs.loadable()?.pipeline, column)
  if (fromRun) return withSource(tokenizeText(fromRun, given), { by: 'run' })
  if (own?.type !== 'text') return undefined
  const rows = sampleOf(ready.split.train, MOST_ROWS)
  return rows.length === 0
    ? undefined
    : withSource(tokenizeText(fitOnTrainingRows(studio, ready, column, rows), given), { by: 'rows', rows: rows.length })
}

function withSource(reading: TokenizedText | undefined, by: Pick<TextTokens, 'by' | 'rows'>): TextTokens | undefined {
  return reading && { ...reading, ...by }
}

/** The pipeline's fitted text column with this name, as an input or as the output. */
function columnIn(pipeline: Pipeline | undefined, name: string): FittedColumn | undefined {
  const input = pipeline?.inputs
    .flatMap((one) => (one.kind === 'columns' ? one.columns : []))
    .find((one) => one.column === name && one.from.type === 'text')
  if (input) return input
  const output = pipeline?.outputs.find((one) => one.kind === 'sequence' && one.column === name)
  return output?.kind === 'sequence' ? output.text : undefined
}

function fitOnTrainingRows(studio: AppContext, ready: ReadyData, column: string, rows: Uint32Array): FittedColumn {
  const { dataset, split } = ready
  const { schema } = dataset
  const { plan } = studio.store.getState().project
  const columnSchema = schema.columns[columnIndex(schema, column)]
  const answers = (plan.target ?? schema.target) === column
  const steps: readonly PrepareStep[] = answers
    ? textTargetSteps({ name: column }, plan)
    : columnSchema
      ? stepsOf(columnSchema, plan, schema.kind)
      : []
  const key = JSON.stringify([column, steps])
  const known = kept.get(split) ?? new Map<string, FittedColumn>()
  kept.set(split, known)
  const fitted = known.get(key) ?? fitColumn(dataset, column, rows, { prepare: { [column]: steps } })
  known.set(key, fitted)
  return fitted
}
