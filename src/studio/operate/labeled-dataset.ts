/** @file Label set: a set of one's own, made of the open service's set and of the requests of it that were labelled. Loaded with its command. */
import '../../messages/en/retraining'
import { datasetsText } from '../../messages/en/studio/datasets'
import { refuse } from '../../messages/message'
import type { Dataset } from '../../data/dataset'
import { rowNumber } from '../../data/row-number'
import type { Labeller } from '../../ops/record'
import { isLearnable } from '../../ops/reducers/labelled'
import { addRows } from '../collect'
import type { AppContext } from '../context'
import { deriveSet } from '../dataset-derive'
import { operateDesk } from './controller'
import { identityOf, joinedIn, keepJoined, unpackRow } from './hand-labels'
import { handLabels, labelledRequests, ofLogAlone } from './labels'
import { labelledRow, serviceSet } from './request-input'
import { answeringData } from './served-data'

export interface LabelledSet {
  readonly set: string
  /** Rows that came out of the log, and labelled requests whose input could not be had. */
  readonly rows: number
  readonly left: number
}

export interface SetAsked {
  readonly title?: string
  readonly by?: readonly Labeller[]
  readonly most?: number
  /** `half`: requests of one half of the rows alone, so that the rest of what was held out can judge what learns from them. */
  readonly of?: 'all' | 'half'
}

/** Rows of a set that one batch adds at most. */
const MOST_ROWS = 5000

/** A set of one's own: the rows of the service's set, and what was labelled behind them. What is labelled leaves the rows it was drawn from. */
export async function labelsToSet(studio: AppContext, asked: SetAsked = {}): Promise<LabelledSet> {
  const { title, by = ['person'], most = MOST_ROWS, of = 'all' } = asked
  const { book } = operateDesk(studio).log()
  const spoken = by.includes('person') ? await handLabels(studio) : []
  const [sent, { ready, record }] = await Promise.all([serviceSet(studio), answeringData(studio, operateDesk(studio))])
  const rowHere = rowIn(ready.dataset, sent.ready.dataset)
  const base = record.content.data.dataset
  const joined = new Set(await joinedIn(studio, base))
  const isWanted = (row: number) => of === 'all' || isLearnable(row)
  const hand = spoken.filter((one) => isWanted(one.place?.row ?? -1) && !joined.has(identityOf(one))).slice(-most)
  const labelled = ofLogAlone(labelledRequests(studio, by), spoken).filter(({ row }) => isWanted(row))
  const others = hand.length < most ? labelled.slice(hand.length - most) : []
  const labels = hand.length + others.length
  if (labels === 0 && spoken.length > 0) return refuse('labels-joined', { labels: spoken.length })
  if (!book || labels === 0) return refuse('labels-none', {})
  const rows: Readonly<Record<string, unknown>>[] = []
  const gone = new Set<number>()
  for (const { input, place } of hand) {
    if (!input) continue
    rows.push(unpackRow(input))
    if (!place || place.world) continue
    // One row in two parts of the split would be judged by those who know it.
    const here = place.data === ready.key ? place.row : place.data === sent.ready.key ? rowHere(place.row) : 'unknown'
    if (typeof here === 'number') gone.add(here)
  }
  for (const { request, label, row, world } of others) {
    const here = world || row < 0 ? 'unknown' : rowHere(row)
    // What an earlier turn learnt has left the rows, and stands among those that were added.
    if (here === 'left') continue
    const given = await labelledRow(studio, request, book.classes.length > 0 ? (book.classes[label] ?? '') : label)
    if (!given) continue
    rows.push(given)
    if (typeof here === 'number') gone.add(here)
  }
  if (rows.length === 0) return refuse('labels-no-rows', { labels })
  const { schema } = ready.dataset
  const set = await deriveSet(studio, {
    dataset: base,
    title: title ?? datasetsText.labeled.title({ title: schema.title.slice(0, 50), labels: rows.length }),
    rows: Array.from({ length: schema.rows }, (_, row) => row).filter((row) => !gone.has(row)),
  })
  const { name } = operateDesk(studio).service()
  const made = new Date().toISOString()
  await addRows(studio, {
    set,
    rows,
    source: datasetsText.labeled.source({ service: name }).slice(0, 120),
    group: `labels ${made}`,
  })
  await keepJoined(studio, set, [...joined, ...hand.filter(({ input }) => input).map(identityOf)])
  return { set, rows: rows.length, left: labels - rows.length }
}

/** Where a row of one set stands in another that was made of it; `left` where it is not in there any more, `unknown` of other sets. */
function rowIn(to: Dataset, from: Dataset): (row: number) => number | 'left' | 'unknown' {
  if (to === from) return (row) => row
  if ((to.origin?.base ?? to).schema.id !== (from.origin?.base ?? from).schema.id) return () => 'unknown'
  const places = new Map(Array.from({ length: to.schema.rows }, (_, row) => [rowNumber(to, row), row]))
  return (row) => places.get(rowNumber(from, row)) ?? 'left'
}
