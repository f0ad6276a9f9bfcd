/**
 * @file Text tokens: how a text is read, by the vocabulary that the newest weights were learnt with, or before there are any by one fitted on
 * the training rows as a run would. Loaded when it is asked.
 */
import { refuse } from '../messages/message'
import { columnIndex } from '../catalog/dataset-schema'
import type { PrepareStep } from '../catalog/plan'
import { textAt } from '../data/columns'
import { fitColumn } from '../data/fit-pipeline'
import type { Pipeline } from '../data/pipeline'
import { stepsOf } from '../data/transforms/step-chain'
import { tokenizeText, type TokenizedText } from '../data/transforms/tokenize-text'
import type { FittedColumn } from '../data/transforms/transform'
import { textTargetSteps } from '../data/transforms/default-steps'
import type { AppContext } from './context'
import type { ReadyData } from './data-session'

export interface TokensAsked {
  readonly column: string
  /** A row of the set in use, or a text that somebody gives. */
  readonly row?: number
  readonly text?: string
}

export interface TextTokens extends TokenizedText {
  /** Whose vocabulary it is: that of the newest weights, or one fitted here on so many training rows. */
  readonly by: 'run' | 'rows'
  readonly rows?: number
}

/** Texts that are fitted on here; a run fits all. */
const MOST_ROWS = 80_000

/** What was fitted here, as long as the split is in use. */
const kept = new WeakMap<ReadyData['split'], Map<string, FittedColumn>>()

/** How a text is read; undefined where the steps take it whole, or the column is no text. */
export async function textTokens(
  studio: AppContext,
  { column, row, text }: TokensAsked,
): Promise<TextTokens | undefined> {
  const ready = await studio.data.ready()
  const { schema, columns } = ready.dataset
  const at = columnIndex(schema, column)
  const own = columns[at]
  if (row !== undefined && !(Number.isInteger(row) && row >= 0 && row < schema.rows))
    return refuse('no-such-row', { row, rows: schema.rows })
  const given = text ?? (row !== undefined && own?.type === 'text' ? textAt(own, row) : undefined)
  if (given === undefined) return undefined
  const learnt = columnIn(studio.runs.loadable()?.pipeline, column)
  if (learnt) return tell(tokenizeText(learnt, given), { by: 'run' })
  if (own?.type !== 'text') return undefined
  const rows = ready.split.train.subarray(0, MOST_ROWS)
  return rows.length === 0
    ? undefined
    : tell(tokenizeText(fittedHere(studio, ready, column, rows), given), { by: 'rows', rows: rows.length })
}

function tell(reading: TokenizedText | undefined, by: Pick<TextTokens, 'by' | 'rows'>): TextTokens | undefined {
  return reading && { ...reading, ...by }
}

/** The steps of a column as they were learnt, where the pipeline reads it, or its answers are such texts. */
function columnIn(pipeline: Pipeline | undefined, name: string): FittedColumn | undefined {
  const input = pipeline?.inputs
    .flatMap((one) => (one.kind === 'columns' ? one.columns : []))
    .find((one) => one.column === name && one.from.type === 'text')
  if (input) return input
  const output = pipeline?.outputs.find((one) => one.kind === 'sequence' && one.column === name)
  return output?.kind === 'sequence' ? output.text : undefined
}

function fittedHere(studio: AppContext, ready: ReadyData, column: string, rows: Uint32Array): FittedColumn {
  const { dataset, split } = ready
  const { schema } = dataset
  const { plan } = studio.store.getState().project
  const asked = schema.columns[columnIndex(schema, column)]
  const answers = (plan.target ?? schema.target) === column
  const steps: readonly PrepareStep[] = answers
    ? textTargetSteps({ name: column }, plan)
    : asked
      ? stepsOf(asked, plan, schema.kind)
      : []
  const key = JSON.stringify([column, steps])
  const known = kept.get(split) ?? new Map<string, FittedColumn>()
  kept.set(split, known)
  const fitted = known.get(key) ?? fitColumn(dataset, column, rows, { prepare: { [column]: steps } })
  known.set(key, fitted)
  return fitted
}
