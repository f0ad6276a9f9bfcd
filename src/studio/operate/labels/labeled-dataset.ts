/**
 * @file Labeled dataset: a dataset created from the service's dataset and the labeled requests. Loaded with the command
 * that creates it.
 */
import '../../../messages/en/retraining'
import { type Dataset, rowNumber } from '../../../data/dataset'
import { datasetsText } from '../../../messages/en/studio/datasets'
import { refuse } from '../../../messages/message'
import { isLearnable } from '../../../ops/label-queue'
import type { LabelSource } from '../../../ops/log-entry'
import type { AppContext } from '../../context'
import { addRows } from '../../data/collect-samples'
import { deriveSet } from '../../data/derive-dataset'
import { operateController } from '../controller'
import { labeledRow, serviceDataset } from '../requests/request-inputs'
import { currentVersionData, LABELS_GROUP } from '../service-start'
import { labeledRequests, manualLabels, withoutManualLabels } from './labels'
import { inputIdentity, labelsInDataset, saveLabelsInDataset, unpackRow } from './manual-labels'

export interface LabeledDataset {
  /** The id of the dataset. */
  readonly dataset: string
  /** The number of rows that were added. */
  readonly rows: number
  readonly left: number
}

export interface LabeledDatasetOptions {
  readonly title?: string | undefined
  readonly by?: readonly LabelSource[] | undefined
  readonly most?: number | undefined
  /** `half` uses only requests from one half of the rows, so that the other half stays unseen for evaluation. */
  readonly of?: 'all' | 'half'
}

/** The maximum number of rows to add at a time. */
const MAX_ROWS = 5000

/**
 * Creates a dataset from the rows of the service's dataset and the labeled requests. A labeled request replaces the row
 * that it was drawn from.
 */
export async function makeLabeledDataset(
  studio: AppContext,
  asked: LabeledDatasetOptions = {},
): Promise<LabeledDataset> {
  const { title, by = ['person'], most = MAX_ROWS, of = 'all' } = asked
  const { book } = operateController(studio).log()
  const manual = by.includes('person') ? await manualLabels(studio) : []
  const [sent, { ready, record }] = await Promise.all([
    serviceDataset(studio),
    currentVersionData(studio, operateController(studio)),
  ])
  const rowHere = rowMapping(ready.dataset, sent.ready.dataset)
  const base = record.content.data.dataset
  const joined = new Set(await labelsInDataset(studio, base))
  const isWanted = (row: number) => of === 'all' || isLearnable(row)
  const newLabels = manual
    .filter((one) => isWanted(one.place?.row ?? -1) && !joined.has(inputIdentity(one)))
    .slice(-most)
  const labeled = withoutManualLabels(labeledRequests(studio, by), manual).filter(({ row }) => isWanted(row))
  const others = newLabels.length < most ? labeled.slice(newLabels.length - most) : []
  const labels = newLabels.length + others.length
  if (labels === 0 && manual.length > 0) return refuse('labels-joined', { labels: manual.length })
  if (!book || labels === 0) return refuse('labels-none', {})
  const rows: Readonly<Record<string, unknown>>[] = []
  const replaced = new Set<number>()
  for (const { input, place } of newLabels) {
    if (!input) continue
    rows.push(unpackRow(input))
    if (!place || place.world) continue
    // The same row must not be in two parts of the split, because that would leak training data into the evaluation.
    const here = place.data === ready.key ? place.row : place.data === sent.ready.key ? rowHere(place.row) : 'unknown'
    if (typeof here === 'number') replaced.add(here)
  }
  for (const { request, label, row, world } of others) {
    const here = world || row < 0 ? 'unknown' : rowHere(row)
    // A row that was labeled in an earlier round was already replaced by an added row, so skip it.
    if (here === 'left') continue
    const given = await labeledRow(studio, request, book.classes.length > 0 ? (book.classes[label] ?? '') : label)
    if (!given) continue
    rows.push(given)
    if (typeof here === 'number') replaced.add(here)
  }
  if (rows.length === 0) return refuse('labels-no-rows', { labels })
  const { schema } = ready.dataset
  const dataset = await deriveSet(studio, {
    dataset: base,
    title: title ?? datasetsText.labeled.title({ title: schema.title.slice(0, 50), labels: rows.length }),
    rows: Array.from({ length: schema.rows }, (_, row) => row).filter((row) => !replaced.has(row)),
  })
  const { name } = operateController(studio).service()
  const made = new Date().toISOString()
  await addRows(studio, {
    set: dataset,
    rows,
    source: datasetsText.labeled.source({ service: name }).slice(0, 120),
    group: `${LABELS_GROUP}${made}`,
  })
  await saveLabelsInDataset(studio, dataset, [...joined, ...newLabels.filter(({ input }) => input).map(inputIdentity)])
  return { dataset, rows: rows.length, left: labels - rows.length }
}

/**
 * Maps a row of one dataset to its index in a dataset derived from it: `left` if it was removed there, `unknown` if the
 * datasets are unrelated.
 */
function rowMapping(to: Dataset, from: Dataset): (row: number) => number | 'left' | 'unknown' {
  if (to === from) return (row) => row
  if ((to.origin?.base ?? to).schema.id !== (from.origin?.base ?? from).schema.id) return () => 'unknown'
  const places = new Map(Array.from({ length: to.schema.rows }, (_, row) => [rowNumber(to, row), row]))
  return (row) => places.get(rowNumber(from, row)) ?? 'left'
}
