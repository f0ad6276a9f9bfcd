/** @file incidentTitle: describes an incident in one line: what is wrong, and what the bad requests have in common. */
import { featureLabel } from '../../data/monitoring/monitored-features'
import { incidentsText } from '../../messages/en/operate/incidents'
import { type LogDictionary, STATUSES, versionName } from '../log-entry'
import type { SloKind } from '../slo-limits'
import { driftsOf, type Incident } from './incidents'

const text = incidentsText.title

type Problem = keyof typeof text.problems

const PROBLEMS: Readonly<Record<SloKind, Problem>> = {
  availability: 'errors',
  latency: 'latency',
  'valid-and-fast': 'errorsOrLatency',
  accuracy: 'accuracy',
  'without-fallback': 'errorsOrFallback',
}

/** Returns the title of an incident, for example "High error rate and low accuracy with net@2". */
export function incidentTitle({ alerts, cause, traits }: Incident, book: LogDictionary | undefined): string {
  const kinds = [...new Set(alerts.flatMap(({ kind }) => (kind === 'drift' ? [] : [kind])))]
  // A combined objective (such as "valid and fast") is not mentioned if one of the two kinds it combines is already
  // listed.
  const apart = kinds.filter(
    (kind) => kind !== 'valid-and-fast' || !kinds.some((one) => one === 'availability' || one === 'latency'),
  )
  const status = traits.find(({ of }) => of === 'status')?.value
  const problems = [
    ...new Set(apart.map((kind) => (status === undefined ? PROBLEMS[kind] : problemOfStatus(kind, status)))),
  ]
  const drift = driftText(alerts)
  const all = text.all({
    problems: [...problems.map((problem) => text.problems[problem]), ...(drift === undefined ? [] : [drift])],
  })
  // A fallback answers only if no version did, so the title need not also say that no version answered.
  const isOnlyFallback =
    drift === undefined && problems.length > 0 && problems.every((problem) => problem === 'fallback')
  return cause.of === 'no version' && isOnlyFallback ? all : withCause(all, cause, book)
}

/**
 * Names the features with input drift. Prediction drift is a consequence of input drift, so it is named only if there
 * is no input drift.
 */
function driftText(alerts: Incident['alerts']): string | undefined {
  const drifts = driftsOf(alerts).map(({ feature }) => feature)
  const of = drifts.some((feature) => feature.of === 'input') ? 'input' : 'answer'
  const names = [...new Set(drifts.flatMap((feature) => (feature.of === of ? [featureLabel(feature.name)] : [])))]
  if (names.length === 0) return undefined
  const features = names.length > NAMED + 1 ? names.slice(0, NAMED) : names
  const named = { features, more: names.length - features.length }
  return of === 'input' ? text.inputDrift(named) : text.predictionDrift(named)
}

/** The number of features to name in a title before it says "and N more". */
const NAMED = 2

/** The status of most of the bad requests reveals which half of a combined objective was missed. */
function problemOfStatus(kind: SloKind, status: number): Problem {
  if (kind === 'valid-and-fast') return STATUSES[status] === 'ok' ? 'latency' : 'errors'
  if (kind !== 'without-fallback') return PROBLEMS[kind]
  return STATUSES[status] === 'fallback' ? 'fallback' : 'errors'
}

function withCause(problems: string, cause: Incident['cause'], book: LogDictionary | undefined): string {
  switch (cause.of) {
    case 'version': {
      const version = book?.versions[cause.value]
      return version ? text.version({ problems, version: versionName(version) }) : problems
    }
    case 'no version':
      return text.noVersion({ problems })
    case 'slice':
      return text.slice({ problems, slice: book?.slices[cause.value] ?? String(cause.value) })
    case 'move':
      return cause.move.what.type === 'share' ? text.share({ problems }) : text.alias({ problems })
    case 'drift':
    case 'service':
    case 'answers':
      return problems
    default:
      return cause satisfies never
  }
}
