/**
 * @file English sentences of the report on a set: what was found, with its numbers, and why that matters. Loaded by whoever shows
 * the report; no other part says them.
 */
import { count, counted } from '../words'

const share = (part: number, whole: number) => {
  const percent = (100 * part) / Math.max(1, whole)
  return percent > 0 && percent < 0.1 ? 'under 0.1 %' : `${Number(percent.toPrecision(percent < 10 ? 2 : 3))} %`
}

export const findings = {
  'missing-values': {
    title: (a: { column: string }) => `"${a.column}" has gaps`,
    says: (a: { column: string; missing: number; rows: number }) =>
      `${counted(a.missing, 'row')} of ${count(a.rows)} (${share(a.missing, a.rows)}) have no "${a.column}".`,
    why: 'A network takes numbers alone: a gap has to be filled, or its row or column left out, and which of them is a choice that changes what is learnt.',
  },
  'constant-column': {
    title: (a: { column: string }) => `"${a.column}" is always the same`,
    says: (a: { column: string; value: string; rows: number }) =>
      `Every one of ${counted(a.rows, 'row')} has ${a.value} in "${a.column}".`,
    why: 'What never changes tells nothing apart. It costs weights, and a fitted scaling of it divides by zero.',
  },
} as const

export type FindingCode = keyof typeof findings
export type FindingArgs<C extends FindingCode> = Parameters<(typeof findings)[C]['title']>[0] &
  Parameters<(typeof findings)[C]['says']>[0]
