/** @file Words on drift: what changed, by how much, and how likely that is by chance; each sentence from the numbers alone. */
import { count, counted, list, significant } from '../../../../messages/format'
import { watchedWords } from '../../../../data/watch/monitored-features'
import type { AccuracyNow } from '../../../../ops/drift/accuracy-now'
import type { FeatureVerdict, Sureness } from '../../../../ops/drift/window-drift'
import type { Collected } from '../../../../studio/operate/collect-requests'
import type { Against, DriftBasis } from '../../../../studio/operate/drift-basis'

export const THAN: Readonly<Record<Against, string>> = { usual: 'usual', training: 'in training' }

export const STATISTIC_NAMES = {
  'kolmogorov-smirnov': 'Kolmogorov–Smirnov',
  wasserstein: 'Wasserstein',
  psi: 'PSI',
  'jensen-shannon': 'Jensen–Shannon',
  'chi-squared': 'χ²',
} as const

export const SURENESS_WORDS: Readonly<Record<Sureness, string>> = {
  no: 'no drift',
  once: 'drifts, once so far',
  persistent: 'drifts',
}

/** How a feature is called, by people. */
export function nameWords({ name, of }: Pick<FeatureVerdict, 'name' | 'of'>): string {
  if (of === 'answer') return name === 'answer' ? 'the answer' : name
  return watchedWords(name)
}

/** What is different, in a clause. */
export function changeWords(verdict: FeatureVerdict, unit: string | undefined, against: Against): string {
  const than = THAN[against]
  const { missing, mean, bins } = verdict
  const gone = missing.p < 0.01 && missing.now > missing.before
  if (gone) return `is missing in ${percent(missing.now)} of requests instead of ${percent(missing.before)}`
  if (bins.values) {
    const [now, before] = [sharesOf(bins.now), sharesOf(bins.before)]
    const names = [...bins.values, 'a value nobody has seen']
    const at = now.reduce((best, share, i) => (apart(share, before[i]) > apart(now[best], before[best]) ? i : best), 0)
    return `is “${names[at]}” ${percent(now[at])} of the time instead of ${percent(before[at])}`
  }
  if (!mean) return 'is distributed otherwise'
  const by = mean.now - mean.before
  if (Math.abs(by) < 0.1 * mean.deviation) return `is as large as ${than}, but spread otherwise`
  const amount = `${significant(Math.abs(by))}${unit ? ` ${unit}` : ''}`
  return `is ${amount} ${by > 0 ? 'higher' : 'lower'} than ${than}: ${significant(mean.now)} instead of ${significant(mean.before)}`
}

/** The whole sentence, with its evidence. */
export function verdictWords(verdict: FeatureVerdict, unit: string | undefined, against: Against): string {
  const { n, p, drifted } = verdict
  const name = capital(nameWords(verdict))
  if (!drifted)
    return `${name} is as ${against === 'usual' ? 'usual' : 'in training'}, as far as ${count(n)} requests tell.`
  return `${name} ${changeWords(verdict, unit, against)}; n = ${count(n)}; ${chanceWords(p)} by chance.`
}

/** The share of requests that would have to differ before a window tells it, where that is so large that much drift is not seen. */
const MUCH = 0.2

/** What rows and requests are too few for, and what would tell more; undefined where they are enough. */
export function fewWords(
  features: readonly FeatureVerdict[],
  { rows, reference }: Pick<DriftBasis, 'rows' | 'reference'>,
  n: number,
): string | undefined {
  // Of Kolmogorov-Smirnov alone the threshold is a share of requests.
  const thresholds = features.flatMap(({ decides, threshold, of }) =>
    of === 'input' && decides === 'kolmogorov-smirnov' ? [threshold] : [],
  )
  const least = Math.max(0, ...thresholds)
  if (least < MUCH) return undefined
  // Rows that are all there are add no chance of their own.
  const areFew = rows < n && reference.inputs.some(({ isAll }) => isAll !== true)
  const more = areFew ? 'More held-out rows would tell more.' : 'Larger windows tell more.'
  const held = `${counted(n, 'request')} held against ${counted(rows, 'row')}`
  if (!(least < 1)) return `${held} are too few to tell any drift. ${more}`
  return `${held} are too few to tell a small drift: about ${Math.round(100 * least)} % of the requests must have moved before a number is sure to drift. ${more}`
}

/** What went to Data, and what those are good for that have no label. */
export function sentWords({ rows, labelled, unlabelled }: Omit<Collected, 'set'>): string {
  const went = `${counted(rows, 'row')} went to Data`
  if (unlabelled.length === 0) return `${went}, each with its label.`
  const which =
    labelled === 0 ? 'none with a label' : `${count(labelled)} with a label and ${count(unlabelled.length)} without`
  return `${went}, ${which}, since none has come for ${unlabelled.length === 1 ? 'it' : 'them'} yet. Nothing learns from a row without one: label the rest, then make the set again.`
}

/** A p-value as a frequency. */
export function chanceWords(p: number): string {
  if (p >= 0.1) return `${Math.round(100 * p)} in 100`
  if (p < 1e-6) return 'less than one in a million'
  const odds = 1 / p
  const digits = 10 ** Math.floor(Math.log10(odds))
  return `one in ${count(Math.round(odds / digits) * digits)}`
}

/** How large, whatever the evidence. */
export function sizeWords({ psi, size }: Pick<FeatureVerdict, 'psi' | 'size'>): string {
  return `${size}, PSI ${psi < 10 ? psi.toFixed(2) : Math.round(psi)}`
}

/** What labels say about answers that were right before. */
export function conceptWords({ concept, labelled, estimated, counted: seen }: AccuracyNow, alpha: number): string {
  if (!concept) return 'No label has come for this window yet: whether answers have come to be wrong cannot be told.'
  const { p, excess, n, by } = concept
  const worse = p <= alpha && excess > 0
  if (by === 'error') {
    return worse
      ? `Errors are ${significant(excess)} larger than usual (${count(n)} labels; ${chanceWords(p)} by chance).`
      : `Errors are as usual, as far as ${count(n)} labels tell.`
  }
  if (p > alpha) return `The same answers are right as often as they were, as far as ${count(labelled)} labels tell.`
  const many = `${count(Math.round(Math.abs(excess)))} ${worse ? 'more' : 'fewer'} of ${count(n)} labelled answers are wrong than of the same answers as usual`
  const unseen = estimated !== undefined && seen !== undefined && seen.high < estimated.low
  return `${many}; ${chanceWords(p)} by chance.${unseen ? ' Confidences do not show it: labels alone do.' : ''}`
}

/** Whether the world's truth lies where the interval of the estimate does not reach. */
export function isOutside({ estimated, truth }: AccuracyNow): boolean {
  return estimated !== undefined && truth !== undefined && (truth < estimated.low || truth > estimated.high)
}

/** How often the truth lies outside, and on which side; what is left of an estimate's word. */
export function outsideWords(points: readonly AccuracyNow[]): string {
  const known = points.filter(({ estimated, truth }) => estimated && truth !== undefined)
  const out = known.filter(isOutside)
  const above = out.filter(({ estimated, truth = 0 }) => truth > (estimated?.high ?? 1)).length
  if (known.length === 0) return 'Nobody knows the truth of these answers: whether the estimate holds is not told.'
  if (out.length === 0) return `The truth lies within the interval in ${of(known.length)}.`
  const often = out.length > 1 ? 'always ' : ''
  const side =
    above === out.length
      ? `${often}above: the estimate was too low`
      : above === 0
        ? `${often}below: the estimate was too high`
        : `above in ${count(above)} and below in ${count(out.length - above)}`
  return `The truth lies outside of the interval in ${count(out.length)} of ${counted(known.length, 'window')}, ${side}. By chance it is one in twenty.`
}

function of(windows: number): string {
  return windows === 1 ? 'this window' : `all of ${count(windows)} windows`
}

/** Several names as words. */
export function namesWords(verdicts: readonly FeatureVerdict[]): string {
  const some = verdicts.slice(0, 4).map(nameWords)
  return list(verdicts.length > 4 ? [...some, `${verdicts.length - 4} more`] : some)
}

export function percent(share: number | undefined): string {
  if (share === undefined || Number.isNaN(share)) return 'none'
  const value = 100 * share
  return `${value > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} %`
}

export function sharesOf(counts: readonly number[]): readonly number[] {
  const all = counts.reduce((a, b) => a + b, 0)
  return counts.map((one) => (all > 0 ? one / all : 0))
}

function apart(a = 0, b = 0): number {
  return Math.abs(a - b)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The unit that a column is in, where it is told. */
export function unitOf({ ready }: DriftBasis, { name, of }: FeatureVerdict): string | undefined {
  const column = of === 'input' ? ready.dataset.schema.columns.find((one) => one.name === name) : undefined
  // Some columns are called by their unit already.
  return column?.type === 'number' && column.unit && !name.includes(column.unit) ? column.unit : undefined
}
