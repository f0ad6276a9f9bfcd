/**
 * @file handLabels: the reducer that records the labels given by the user in order, so that replaying the user's
 * actions produces the same labels.
 */
import { defineReducer } from '../log/fold-log'
import { LABEL_SOURCES } from '../log-entry'

export interface HandLabels {
  readonly list: { readonly at: number; readonly request: number; readonly label: number }[]
}

/** The maximum number of labels to keep, more than anyone would give in a day; beyond this, the oldest are dropped. */
const MAX_LABELS = 20_000
const PERSON = LABEL_SOURCES.indexOf('person')

export const handLabels = defineReducer<HandLabels>({
  initial: () => ({ list: [] }),
  label({ list }, { by, at, id, label }, row) {
    if (by[row] !== PERSON) return
    list.push({ at: at[row] as number, request: id[row] as number, label: label[row] as number })
    if (list.length > MAX_LABELS) list.splice(0, list.length - MAX_LABELS)
  },
})
