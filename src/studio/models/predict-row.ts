/** @file answerRow: predicts one row of the dataset in use with the newest weights. Loaded lazily. */
import { offersText } from '../../messages/en/studio/offers'
import { refuse } from '../../messages/message'
import { encodeRows } from '../../data/encode-rows'
import { loadPagedRows } from '../../data/paged-columns'
import type { AppContext } from '../context'
import { needColumns } from './evaluate'
import type { Answer } from '../state'
import { presentLabels, toAnswer } from './decode-prediction'

/**
 * The prediction, keyed by output label. Refuses before the first run, and if the dataset lacks columns that the model
 * reads.
 */
export async function answerRow(studio: AppContext, row: number): Promise<Answer> {
  const { dataset: all } = await studio.data.ready()
  const { pipeline } = studio.runs.loadable() ?? refuse('nothing-trained', {})
  if (row < 0 || row >= all.schema.rows) return refuse('no-such-row', { row, rows: all.schema.rows })
  needColumns(pipeline, all)
  const rows = Uint32Array.of(row)
  const dataset = await loadPagedRows(all, rows)
  const inputs = pipeline.inputs.map((input) => encodeRows(input, dataset, rows))
  const outputs = await studio.runs.predict(inputs, 1)
  const { run } = studio.store.getState()
  const by = run.tag === 'idle' ? offersText.lastRun : offersText.runOf({ version: run.drawingVersion })
  return toAnswer(pipeline, outputs, by, presentLabels(studio.store.getState()))
}
