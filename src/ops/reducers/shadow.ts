/** @file shadow: a model that answers beside the champion unseen: both on the same requests, by label, slice by slice, and where they disagree. */
import { exp } from '../../base/exact'
import { ALIASES } from '../../catalog/lowered-stage'
import { corrected } from '../../metrics/corrected'
import {
  logPairedEvidence,
  morePairedNeeded,
  nextPaired,
  pairedDifference,
  type PairedTest,
  startPaired,
} from '../../metrics/paired-safe-test'
import { defineReducer } from '../log/fold'
import { inputKey } from '../canary/inputs-seen'
import { placeOf, UNLABELLED } from '../log/request-buffer'
import { NONE } from '../record'

export interface ShadowState {
  /** The shadow's version in the book; with another all begins anew. */
  version: number
  asked: number
  apart: number
  test: PairedTest
  readonly slices: Map<number, PairedTest>
  /** Inputs on which they disagree, by the latest request that shows it. */
  readonly inputs: Map<number, { readonly id: number; readonly slice: number }>
}

const MOST_INPUTS = 200
/** What a challenger answered in a canary beside it says nothing of the champion. */
const CHAMPION = ALIASES.indexOf('champion')

export const shadow = defineReducer<ShadowState>({
  initial: () => ({ version: NONE, asked: 0, apart: 0, test: startPaired(), slices: new Map(), inputs: new Map() }),
  requests(state, requests, from, to) {
    for (let i = from; i < to; i++) {
      const version = requests.shadowVersion[i] as number
      if (version === NONE || requests.alias[i] !== CHAMPION) continue
      if (version !== state.version) anew(state, version)
      state.asked++
      if (requests.shadowPredicted[i] === requests.predicted[i]) continue
      state.apart++
      const id = requests.first + i
      // One from outside does not come again.
      const key = inputKey(requests, i) ?? -1 - id
      state.inputs.set(key, { id, slice: requests.slice[i] as number })
      if (state.inputs.size > MOST_INPUTS) {
        const [oldest] = state.inputs.keys()
        state.inputs.delete(oldest as number)
      }
    }
  },
  label(state, labels, row, { ring }) {
    const place = placeOf(ring, labels.id[row] as number)
    // The first word counts: a bet is not taken back.
    if (place < 0 || ring.labelBy[place] !== UNLABELLED) return
    const { shadowVersion, shadowPredicted, predicted, slice, alias } = ring.columns
    if (alias[place] !== CHAMPION || shadowVersion[place] === NONE || shadowVersion[place] !== state.version) return
    const label = labels.label[row]
    const outcome = { champion: predicted[place] === label, challenger: shadowPredicted[place] === label }
    state.test = nextPaired(state.test, outcome)
    const its = slice[place] as number
    state.slices.set(its, nextPaired(state.slices.get(its) ?? startPaired(), outcome))
  },
})

function anew(state: ShadowState, version: number): void {
  Object.assign(state, { version, asked: 0, apart: 0, test: startPaired() })
  state.slices.clear()
  state.inputs.clear()
}

/** What is known of a shadow: classes alone have a right answer here. */
export function readShadow({ version, asked, apart, test, slices, inputs }: ShadowState) {
  const each = [...slices].map(([slice, one]) => ({ slice, one }))
  const ps = each.map(({ one }) => Math.min(1, exp(-logPairedEvidence(one, 'below'))))
  const { adjusted } = corrected(ps, test.alpha, 'Holm') // not text: an id
  const more = morePairedNeeded(test)
  const worstFirst = each
    .map(({ slice, one: { counts, labels } }, i) => {
      const [won = 0, lost = 0] = counts
      return { slice, labels, won, lost, p: adjusted[i] as number }
    })
    .sort((a, b) => a.p - b.p || b.lost - b.won - (a.lost - a.won))
  const place = ({ slice }: { readonly slice: number }) => worstFirst.findIndex((one) => one.slice === slice)
  return {
    ...{ version, asked, apart, labels: test.labels, verdict: test.verdict },
    ...(more === undefined ? {} : { more }),
    difference: pairedDifference(test),
    slices: worstFirst,
    inputs: [...inputs]
      .map(([key, { id, slice }]) => ({ key, id, slice }))
      .sort((a, b) => place(a) - place(b) || a.key - b.key),
  }
}
