/** @file handLabels: the reducer that keeps what people said about requests, in its order: a hand that is played again says it again. */
import { defineReducer } from '../log/fold'
import { LABELLERS } from '../record'

export interface HandLabels {
  readonly list: { readonly at: number; readonly request: number; readonly label: number }[]
}

/** More than anyone labels in a day; the oldest make room. */
const MOST = 20_000
const PERSON = LABELLERS.indexOf('person')

export const handLabels = defineReducer<HandLabels>({
  initial: () => ({ list: [] }),
  label({ list }, { by, at, id, label }, row) {
    if (by[row] !== PERSON) return
    list.push({ at: at[row] as number, request: id[row] as number, label: label[row] as number })
    if (list.length > MOST) list.splice(0, list.length - MOST)
  },
})
