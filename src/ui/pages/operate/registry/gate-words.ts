/** @file Gate words: what a check looks at, and its numbers, as people read them. */
import { byteSize, count, pValue } from '../../../../messages/format'
import { percent, significant } from '../../../../messages/format'
import type { GateCheck, GateSubject, GateUnit } from '../../../../ops/gates'

const SUBJECTS: { readonly [S in GateSubject]: string } = {
  whole: 'Record and weights are as they were written',
  finite: 'Weights that are not finite numbers',
  inputs: 'Reads the same columns, answers with the same classes or unit',
  data: 'The data it learnt from is known',
  looks: 'Looks at the test rows',
  score: 'Worse than the champion, all rows',
  slice: 'Worse than the champion, worst slice',
  calibration: 'Calibration error',
  latency: 'One request, on this device',
  size: 'Size',
}

/** What a check looks at. */
export function subjectWords({ what, slice, rows, split }: GateCheck): string {
  const of = slice === undefined ? '' : `: ${slice}`
  return `${SUBJECTS[what]}${of}${rows === undefined ? '' : ` (${count(rows)} ${split ? `${split} ` : ''}rows)`}`
}

/** A number of a check in its unit. */
export function numberWords(number: number | undefined, unit: GateUnit): string {
  if (number === undefined) return '–'
  switch (unit) {
    case 'share':
      return percent(number)
    case 'own':
      return significant(number)
    case 'ms':
      return `${number.toPrecision(2)} ms`
    case 'bytes':
      return byteSize(number)
    case 'looks':
    case 'weights':
      return count(number)
    case 'yes':
      return number === 1 ? 'yes' : 'no'
    default:
      return unit satisfies never
  }
}

/** What was found: the number, its interval, what both came to, and how sure that is: by itself as the interval is, and among all comparisons. */
export function foundWords({ number, low, high, both, alone, p, among, unit }: GateCheck): string {
  const interval =
    low === undefined || high === undefined ? '' : ` (${numberWords(low, unit)} to ${numberWords(high, unit)})`
  const each = both ? `, ${numberWords(both.candidate, unit)} against ${numberWords(both.champion, unit)}` : ''
  const own = alone === undefined ? '' : `, p ${pValue(alone)}`
  const all = p === undefined ? '' : among === undefined ? `, p ${pValue(p)}` : `, among ${count(among)} p ${pValue(p)}`
  return `${numberWords(number, unit)}${interval}${each}${own}${among === 1 ? '' : all}`
}

/** Of a candidate that is the champion again. */
export function sameWords(version: number, champion: number): string {
  return `Version ${version} is version ${champion} again: the same weights, the same network, fed the same way. Both answer alike, so moving the flag changes no answer.`
}

/** What the numbers of a comparison are, where there is one. */
export function comparisonWords(checks: readonly GateCheck[]): string | undefined {
  const found = checks.find(({ what, among }) => what === 'score' && among !== undefined)
  if (!found) return undefined
  const [rows, among] = [found.rows ?? 0, found.among ?? 1]
  const slices =
    among === 1
      ? ''
      : ` ${count(among - 1)} slices were looked at beside all rows: the second p is corrected for that (Holm), and the verdict goes by it.`
  const validation =
    found.split === 'test' ? ' Models saved beside their training show what validation rows came to instead.' : ''
  return `Both were asked the same ${count(rows)} ${found.split ?? ''} rows, without the service's stages, so nothing abstains.${validation} Behind each loss are its 95 % interval and the chance of so much where there is none (p, one-sided), both by themselves.${slices}`
}

/** What it had to be. */
export function neededWords({ what, needed, unit }: GateCheck): string {
  if (needed === undefined) return '–'
  if (unit === 'yes') return 'yes'
  return what === 'finite' ? 'none' : `at most ${numberWords(needed, unit)}`
}

export const VERDICT_WORDS: { readonly [V in GateCheck['verdict']]: string } = {
  passed: 'passed',
  failed: 'failed',
  unsure: 'cannot tell',
  'not measured': 'not measured',
}
