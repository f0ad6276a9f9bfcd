/** @file Label set: a set of one's own, made of the open service's set and of the requests of it that were labelled. Loaded with its command. */
import '../../base/messages/learn-ring'
import { refuse } from '../../base/messages/message'
import type { Labeller } from '../../ops/record'
import { addRows } from '../collect'
import type { Workshop } from '../context'
import { deriveSet } from '../set-derive'
import { operateDesk } from './desk'
import { identityOf, joinedIn, keepJoined, unpackRow } from './hand-labels'
import { handLabels, labelledRequests, ofLogAlone } from './labels'
import { labelledRow, serviceSet } from './request-input'

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
export async function labelsToSet(studio: Workshop, asked: SetAsked = {}): Promise<LabelledSet> {
  const { title, by = ['person'], most = MOST_ROWS, of = 'all' } = asked
  const { book } = operateDesk(studio).log()
  const spoken = by.includes('person') ? await handLabels(studio) : []
  const { ready, record } = await serviceSet(studio)
  const base = record.content.data.dataset
  const joined = new Set(await joinedIn(studio, base))
  const isWanted = (row: number) => of === 'all' || isLearnt(row)
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
    // One row in two parts of the split would be judged by those who know it.
    if (place && !place.world && place.data === ready.key) gone.add(place.row)
  }
  for (const { request, label, row, world } of others) {
    const given = await labelledRow(studio, request, book.classes.length > 0 ? (book.classes[label] ?? '') : label)
    if (!given) continue
    rows.push(given)
    if (!world && row >= 0) gone.add(row)
  }
  if (rows.length === 0) return refuse('labels-no-rows', { labels })
  const { schema } = ready.dataset
  const set = await deriveSet(studio, {
    set: base,
    title: title ?? `${schema.title.slice(0, 50)} with ${rows.length} labelled`,
    rows: Array.from({ length: schema.rows }, (_, row) => row).filter((row) => !gone.has(row)),
  })
  const { name } = operateDesk(studio).service()
  const made = new Date().toISOString()
  await addRows(studio, { set, rows, source: `labelled requests of ${name}`.slice(0, 120), group: `labels ${made}` })
  await keepJoined(studio, set, [...joined, ...hand.filter(({ input }) => input).map(identityOf)])
  return { set, rows: rows.length, left: labels - rows.length }
}

/** One half of all rows, in no order that a set could come in: Knuth's multiplicative hash. */
function isLearnt(row: number): boolean {
  return row < 0 || Math.imul(row + 1, 0x9e3779b1) >>> 31 === 0
}
