/**
 * @file ConceptDrift: whether the predictions of a version have become wrong more often than in the reference, tested on
 * all labels since the version was deployed, in the order in which they arrived.
 */
import { type Increase, openRateIncrease, type RateIncrease } from '../../metrics/rate-increase'
import type { Rate } from '../../metrics/two-sample-tests'
import type { LogView } from '../log/fold-log'
import { labelSourceAt, oldestId, type RequestBuffer, slotOf, UNLABELED } from '../log/request-buffer'
import { LOAD_TEST, SCENARIO_SOURCES, STATUSES, versionName } from '../log-entry'
import { type AnswerReference, topPredictions } from './references'
import type { DriftReference } from './window-drift'

export interface ConceptDrift {
  /** What counts: wrong classes, or absolute errors above the third quartile of the reference. */
  readonly by: 'answer' | 'error'
  readonly drifted: boolean
  readonly p: number
  /** The number of labels. */
  readonly n: number
  /** The drift: the simulated ms of its first request, its labels, and how many more are wrong than expected. */
  readonly since: { readonly at: number; readonly n: number; readonly excess: number }
  /** If the drift is over: the simulated ms of its last request, and the labels after it, which are as usual. */
  readonly until?: { readonly at: number; readonly n: number }
}

export interface ConceptWatch {
  /** Reads the labels that have arrived since the last call; the result is keyed by the name of the version. */
  read(log: LogView): ReadonlyMap<string, ConceptDrift>
}

interface Watched {
  readonly by: ConceptDrift['by']
  readonly test: RateIncrease
  /** The simulated ms of the request of each label, in the order of arrival. */
  readonly at: number[]
  /** The stratum of a prediction, and whether it is wrong. */
  readonly judge: (outputs: Float32Array, label: number) => { readonly stratum: number; readonly isWrong: boolean }
}

const ANSWERED = new Set([STATUSES.indexOf('ok'), STATUSES.indexOf('abstained')])
/** The label queue selects uncertain requests first, so its labels are wrong more often without any drift. */
const QUARTILE = 0.75

/** Starts the tests of all versions that have a reference. */
export function openConceptWatch(reference: DriftReference): ConceptWatch {
  const watched = new Map<string, Watched>()
  let readUntil = Number.NEGATIVE_INFINITY
  return {
    read({ buffer, book }) {
      const fresh = labeledAfter(buffer, readUntil)
      for (const slot of fresh) {
        const { columns, widths } = buffer
        readUntil = buffer.labelAt[slot] as number
        const version = book.versions[columns.version[slot] as number]
        const known = version && reference.answers.find((one) => versionName(one.version) === versionName(version))
        if (!known || (columns.at[slot] as number) < (reference.answersSince ?? 0) || !isCounted(buffer, slot)) continue
        const name = versionName(known.version)
        const one = watched.get(name) ?? watch(known, SCENARIO_SOURCES.has(columns.source[slot] as number))
        watched.set(name, one)
        const outputs = columns.outputs.subarray(slot * widths.width, (slot + 1) * widths.width)
        const { stratum, isWrong } = one.judge(outputs, buffer.label[slot] as number)
        one.test.add(stratum, isWrong)
        one.at.push(columns.at[slot] as number)
      }
      return new Map([...watched].map(([name, one]) => [name, driftOf(one, one.test.result())]))
    },
  }
}

function driftOf({ by, at }: Watched, { n, p, limit, since, after }: Increase): ConceptDrift {
  const drift = { by, drifted: p <= limit, p, n, since: { ...since, at: at[since.index] ?? 0 } }
  return after === undefined ? drift : { ...drift, until: { at: at[since.index + since.n - 1] ?? 0, n: after } }
}

/** The labeled requests whose labels arrived after this time, in the order of arrival. */
function labeledAfter(buffer: RequestBuffer, after: number): readonly number[] {
  const slots: number[] = []
  for (let id = oldestId(buffer); id < buffer.next; id++) {
    const slot = slotOf(buffer, id)
    if (slot >= 0 && buffer.labelBy[slot] !== UNLABELED && (buffer.labelAt[slot] as number) > after) slots.push(slot)
  }
  return slots.sort((a, b) => (buffer.labelAt[a] as number) - (buffer.labelAt[b] as number))
}

function isCounted(buffer: RequestBuffer, slot: number): boolean {
  const { columns, widths } = buffer
  return (
    // A correction by hand does not count either: the label that it replaces has been read.
    labelSourceAt(buffer, slot) !== 'person' &&
    columns.source[slot] !== LOAD_TEST &&
    ANSWERED.has(columns.status[slot] as number) &&
    !Number.isNaN(columns.outputs[slot * widths.width])
  )
}

/** Requests from outside are not drawn from the reference, so for them it is only a sample. */
function watch({ answer, classes, errors = new Float64Array(0) }: AnswerReference, isScenario: boolean): Watched {
  const of = answer.isAll && isScenario ? 'all' : 'sample'
  if (classes)
    return {
      ...{ by: 'answer', test: openRateIncrease(classes.wrong, of), at: [] },
      judge(outputs, label) {
        const stratum = topPredictions(outputs, outputs.length).top[0] as number
        return { stratum, isWrong: stratum !== label }
      },
    }
  const large = errors[Math.min(errors.length - 1, Math.floor(QUARTILE * errors.length))] ?? 0
  const rate: Rate = { hits: errors.filter((one) => one > large).length, n: errors.length }
  return {
    ...{ by: 'error', test: openRateIncrease([rate], of), at: [] },
    judge: ([output = Number.NaN], label) => ({ stratum: 0, isWrong: Math.abs(output - label) > large }),
  }
}
