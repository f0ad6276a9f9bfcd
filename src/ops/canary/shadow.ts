/**
 * @file shadow: the reducer for a shadow model, which makes predictions on copies of the champion's requests. It
 * compares both models on the same requests, based on labels, overall and for each slice, and records where they
 * disagree.
 */
import { exp } from '../../base/exact-math'
import { ALIASES } from '../../catalog/lowered-stage'
import { correctPValues } from '../../metrics/multiple-testing'
import {
  logPairedEvidence,
  morePairedNeeded,
  nextPaired,
  type PairedTest,
  pairedDifference,
  startPaired,
} from '../../metrics/paired-sequential-test'
import type { Columns } from '../log/columns'
import { inputKey } from '../log/distinct-inputs'
import { defineReducer } from '../log/fold-log'
import { isFirstSampled, slotOf } from '../log/request-buffer'
import { NO_VERSION_INDEX } from '../log-entry'

export interface ShadowState {
  /** The shadow model's version in the dictionary; if the version changes, all counts are reset. */
  version: number
  /**
   * Copied requests that the champion predicted, and those for which the shadow predicted something else, or nothing.
   */
  asked: number
  apart: number
  failed: number
  test: PairedTest
  /** The same test, in which a repeated input counts once. */
  distinct: PairedTest
  readonly seen: Set<number>
  /** The two tests of each slice. */
  readonly slices: Map<number, Pick<ShadowState, 'test' | 'distinct'>>
  /** Inputs on which the models disagree, each with the latest request that shows the disagreement. */
  readonly inputs: Map<number, { readonly id: number; readonly slice: number }>
}

const MAX_INPUTS = 200
/** The maximum number of inputs that are recognized when they repeat. */
const MAX_SEEN = 20_000
/**
 * If a canary is running at the same time, the challenger's predictions say nothing about the champion, so only
 * requests answered by the champion count.
 */
const CHAMPION = ALIASES.indexOf('champion')

export const shadow = defineReducer<ShadowState>({
  initial: () => ({
    version: NO_VERSION_INDEX,
    asked: 0,
    apart: 0,
    failed: 0,
    test: startPaired(),
    distinct: startPaired(),
    seen: new Set(),
    slices: new Map(),
    inputs: new Map(),
  }),
  requests(state, requests, from, to, { book }) {
    for (let i = from; i < to; i++) {
      const version = requests.shadowVersion[i] as number
      if (version === NO_VERSION_INDEX || requests.alias[i] !== CHAMPION) continue
      if (version !== state.version) resetShadow(state, version)
      const isOfClasses = book.classes.length > 0
      if (isOfClasses && !isPredicted(requests, i)) continue
      state.asked++
      if (isOfClasses && (requests.shadowPredicted[i] as number) < 0) state.failed++
      if (requests.shadowPredicted[i] === requests.predicted[i]) continue
      state.apart++
      const id = requests.first + i
      // External inputs do not repeat, so each gets a unique key.
      const key = inputKey(requests, i) ?? -1 - id
      state.inputs.set(key, { id, slice: requests.slice[i] as number })
      if (state.inputs.size > MAX_INPUTS) {
        const [oldest] = state.inputs.keys()
        state.inputs.delete(oldest as number)
      }
    }
  },
  label(state, labels, row, { buffer }) {
    const slot = slotOf(buffer, labels.id[row] as number)
    // Only the first label of a request counts, because the test is sequential, and none by hand.
    if (slot < 0 || !isFirstSampled(buffer, slot, labels, row)) return
    const { shadowVersion, shadowPredicted, predicted, slice, alias } = buffer.columns
    if (alias[slot] !== CHAMPION || shadowVersion[slot] === NO_VERSION_INDEX || shadowVersion[slot] !== state.version)
      return
    if (!isPredicted(buffer.columns, slot)) return
    const label = labels.label[row]
    // No prediction of the shadow is a wrong one.
    const outcome = { champion: predicted[slot] === label, challenger: shadowPredicted[slot] === label }
    const input = inputKey(buffer.columns, slot)
    const isNew = input === undefined || !state.seen.has(input)
    if (input !== undefined && state.seen.size < MAX_SEEN) state.seen.add(input)
    const next = ({ test, distinct }: Pick<ShadowState, 'test' | 'distinct'>) => ({
      test: nextPaired(test, outcome),
      distinct: isNew ? nextPaired(distinct, outcome) : distinct,
    })
    Object.assign(state, next(state))
    const requestSlice = slice[slot] as number
    state.slices.set(
      requestSlice,
      next(state.slices.get(requestSlice) ?? { test: startPaired(), distinct: startPaired() }),
    )
  },
})

/** Whether the champion predicted a class: a request that it rejected says nothing about the difference. */
function isPredicted({ predicted }: Pick<Columns, 'predicted'>, i: number): boolean {
  return (predicted[i] as number) >= 0
}

function resetShadow(state: ShadowState, version: number): void {
  Object.assign(state, { version, asked: 0, apart: 0, failed: 0, test: startPaired(), distinct: startPaired() })
  state.seen.clear()
  state.slices.clear()
  state.inputs.clear()
}

/** The results of the comparison so far; for classification only. */
export function readShadow({ version, asked, apart, failed, test, distinct, slices, inputs }: ShadowState) {
  // A repeated input that only one model gets right is right each time, so it is no further evidence.
  const isRepeated = distinct.labels < test.labels
  const verdict = isRepeated && distinct.verdict !== test.verdict ? 'cannot tell yet' : test.verdict // not text: an id
  const [all, once] = [pairedDifference(test), pairedDifference(distinct)]
  const each = [...slices].map(([slice, one]) => ({ slice, one }))
  const pOf = (one: PairedTest) => Math.min(1, exp(-logPairedEvidence(one, 'below')))
  const ps = each.map(({ one }) => Math.max(pOf(one.test), pOf(one.distinct)))
  const { adjusted } = correctPValues(ps, test.alpha, 'Holm') // not text: an id
  const more = morePairedNeeded(test)
  const worstFirst = each
    .map(
      (
        {
          slice,
          one: {
            test: { counts, labels },
            distinct,
          },
        },
        i,
      ) => {
        const [won = 0, lost = 0] = counts
        return { slice, labels, distinct: distinct.labels, won, lost, p: adjusted[i] as number }
      },
    )
    .sort((a, b) => a.p - b.p || b.lost - b.won - (a.lost - a.won))
  const slot = ({ slice }: { readonly slice: number }) => worstFirst.findIndex((one) => one.slice === slice)
  return {
    ...{ version, asked, apart, failed, labels: test.labels, distinct: distinct.labels, verdict },
    ...(more === undefined || isRepeated ? {} : { more }),
    difference: { ...all, low: Math.min(all.low, once.low), high: Math.max(all.high, once.high) },
    slices: worstFirst,
    inputs: [...inputs]
      .map(([key, { id, slice }]) => ({ key, id, slice }))
      .sort((a, b) => slot(a) - slot(b) || a.key - b.key),
  }
}
