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
import { labeledRow, rowInputFilter, serviceDataset } from '../requests/request-inputs'
import { currentVersionData, LABELS_GROUP } from '../service-start'
import { type LabeledRequest, labeledRequests, manualLabels, withoutManualLabels } from './labels'
import { inputIdentity, labelsInDataset, type ManualLabel, saveLabelsInDataset, unpackRow } from './manual-labels'

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

/** What a retraining round trains on. */
export const ROUND_LABELS = { by: ['person', 'caller', 'world'], of: 'half', most: 2000 } as const

/** The labels that a dataset would add, found the same way for the counts on the page as for the dataset. */
export interface UsableLabels {
  readonly manual: readonly ManualLabel[]
  readonly others: readonly LabeledRequest[]
  /** The number of labeled inputs that cannot be added: that the dataset has already, and that cannot become a row. */
  readonly joined: number
  readonly unfit: number
  /** Maps a row that the service sends to its row in the dataset of the current version. */
  readonly rowHere: RowMapping
}

/** The labels that `makeLabeledDataset` with these options adds to the dataset of the current version. */
export async function usableLabels(
  studio: AppContext,
  { by = ['person'], most = MAX_ROWS, of = 'all' }: LabeledDatasetOptions,
): Promise<UsableLabels> {
  const controller = operateController(studio)
  const all = by.includes('person') ? await manualLabels(studio) : []
  const [sent, { ready, record }] = await Promise.all([serviceDataset(studio), currentVersionData(studio, controller)])
  const rowHere = rowMapping(ready.dataset, sent.ready.dataset)
  const known = new Set(await labelsInDataset(studio, record.content.data.dataset))
  const isWanted = (row: number) => of === 'all' || isLearnable(row)
  const wanted = all.filter(({ place }) => isWanted(place?.row ?? -1))
  const fresh = wanted.filter((one) => !known.has(inputIdentity(one)))
  const manual = fresh.filter(({ input }) => input).slice(-most)
  const labeled = withoutManualLabels(labeledRequests(studio, by), all).filter(({ row }) => isWanted(row))
  // A row that was labeled in an earlier round was already replaced by an added row, so skip it.
  const left = labeled.filter(({ row, world }) => world || row < 0 || rowHere(row) !== 'left')
  const isRow = rowInputFilter(sent, controller.log(), controller.service().scenario)
  const fit = left.filter(({ request }) => isRow(request))
  return {
    manual,
    others: manual.length < most ? fit.slice(manual.length - most) : [],
    joined: wanted.length - fresh.length + labeled.length - left.length,
    unfit: fresh.filter(({ input }) => !input).length + left.length - fit.length,
    rowHere,
  }
}

/**
 * Creates a dataset from the rows of the service's dataset and the labeled requests. A labeled request replaces the row
 * that it was drawn from.
 */
export async function makeLabeledDataset(
  studio: AppContext,
  asked: LabeledDatasetOptions = {},
): Promise<LabeledDataset> {
  const { title } = asked
  const { book } = operateController(studio).log()
  const [sent, { ready, record }] = await Promise.all([
    serviceDataset(studio),
    currentVersionData(studio, operateController(studio)),
  ])
  const base = record.content.data.dataset
  const { manual: newLabels, others, joined, unfit, rowHere } = await usableLabels(studio, asked)
  const labels = newLabels.length + others.length
  if (labels === 0 && unfit > 0) return refuse('labels-no-rows', { labels: unfit })
  if (labels === 0 && joined > 0) return refuse('labels-joined', { labels: joined })
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
  const before = await labelsInDataset(studio, base)
  await saveLabelsInDataset(studio, dataset, [...before, ...newLabels.map(inputIdentity)])
  return { dataset, rows: rows.length, left: labels - rows.length }
}

/**
 * Maps a row of one dataset to its index in a dataset derived from it: `left` if it was removed there, `unknown` if the
 * datasets are unrelated.
 */
function rowMapping(to: Dataset, from: Dataset): RowMapping {
  if (to === from) return (row) => row
  const mappings = rowMappings.get(to) ?? new WeakMap<Dataset, RowMapping>()
  rowMappings.set(to, mappings)
  const mapping = mappings.get(from) ?? makeRowMapping(to, from)
  mappings.set(from, mapping)
  return mapping
}

const rowMappings = new WeakMap<Dataset, WeakMap<Dataset, RowMapping>>()

type RowMapping = (row: number) => number | 'left' | 'unknown'

function makeRowMapping(to: Dataset, from: Dataset): RowMapping {
  if ((to.origin?.base ?? to).schema.id !== (from.origin?.base ?? from).schema.id) return () => 'unknown'
  const places = new Map(Array.from({ length: to.schema.rows }, (_, row) => [rowNumber(to, row), row]))
  return (row) => places.get(rowNumber(from, row)) ?? 'left'
}
