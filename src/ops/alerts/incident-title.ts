/** @file Incident titles, such as "High error rate and low accuracy with net@2". */
import { ALIASES } from '../../catalog/lowered-stage'
import { featureLabel } from '../../data/monitoring/monitored-features'
import { incidentsText } from '../../messages/en/operate/alerts'
import { aliasName, sliceTitle, versionTitle } from '../../messages/en/operate/terms'
import { type LogDictionary, STATUSES } from '../log-entry'
import type { SloKind } from '../slo-limits'
import type { BurnAlert } from './alert'
import { WAITING } from './common-traits'
import { burnsOf, driftsOf, type Incident } from './incidents'

const text = incidentsText.title

type Problem = keyof typeof text.problems

const PROBLEMS: Readonly<Record<SloKind, Problem>> = {
  availability: 'errors',
  latency: 'latency',
  'valid-and-fast': 'errorsOrLatency',
  accuracy: 'accuracy',
  'without-fallback': 'errorsOrFallback',
  'without-abstention': 'abstentions',
}

/** Returns the title of an incident, for example "High error rate and low accuracy with net@2". */
export function incidentTitle({ alerts, cause, traits, shifts }: Incident, book: LogDictionary | undefined): string {
  const named = new Set(burnsOf(alerts).flatMap(problemsOf))
  // A combined problem is not mentioned if one of the two that it combines is already listed.
  if (named.has('errors') || named.has('latency')) named.delete('errorsOrLatency')
  const problems = [...named]
  const drift = driftText(alerts)
  const all = text.all({
    problems: [...problems.map((problem) => text.problems[problem]), ...(drift === undefined ? [] : [drift])],
  })
  if (named.has('rateLimited') && cause.of === 'no version') return all
  const slower = shifts.flatMap((shift) => (shift.kind === 'stage' ? [shift.value] : []))
  const slowed = traits.find(({ of, value }) => of === 'part' && value !== WAITING)?.value ?? slower[0]
  if (cause.of === 'service' && problems.every((problem) => problem === 'latency') && slowed !== undefined)
    return text.stage({ problems: all, stage: book?.stages[slowed] ?? String(slowed) })
  const replica = traits.find(({ of }) => of === 'replica')
  if (cause.of === 'no version' && replica)
    return text.noReplica({ problems: all, alias: aliasName(ALIASES[replica.value] ?? '') })
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

/** How many of the bad requests of an alert ended reveals which half of a combined objective was missed. */
function problemsOf({ kind, traits }: BurnAlert): readonly Problem[] {
  const statuses = traits.flatMap(({ of, value }) => (of === 'status' ? [value] : []))
  return statuses.length === 0 ? [PROBLEMS[kind]] : statuses.map((status) => problemOfStatus(kind, status))
}

function problemOfStatus(kind: SloKind, status: number): Problem {
  if (STATUSES[status] === 'limited') return 'rateLimited'
  if (kind === 'valid-and-fast') return STATUSES[status] === 'ok' ? 'latency' : 'errors'
  if (kind !== 'without-fallback') return PROBLEMS[kind]
  return STATUSES[status] === 'fallback' ? 'fallback' : 'errors'
}

/** How a title names the change that caused an incident. A service edit is never a suspect. */
const MOVED = { alias: 'alias', share: 'share', note: 'deploy', service: 'alias' } as const

function withCause(problems: string, cause: Incident['cause'], book: LogDictionary | undefined): string {
  switch (cause.of) {
    case 'version': {
      const version = book?.versions[cause.value]
      return version ? text.version({ problems, version: versionTitle(version) }) : problems
    }
    case 'no version':
      return text.noVersion({ problems })
    case 'slice':
      return text.slice({ problems, slice: book ? sliceTitle(book.slices, cause.value) : String(cause.value) })
    case 'move':
      return text[MOVED[cause.move.what.type]]({ problems })
    case 'drift':
    case 'service':
    case 'answers':
      return problems
    default:
      return cause satisfies never
  }
}
