/** @file incidentTitle: what an incident is, in one line: which objectives break, and of what. */
import { watchedWords } from '../../data/watch/monitored-features'
import { type Book, STATUSES, versionName } from '../record'
import type { SloKind } from '../slo-bounds'
import { driftsOf, type Incident } from './incidents'

const BREAKS: Readonly<Record<SloKind, string>> = {
  availability: 'requests fail',
  latency: 'answers are late',
  'valid-and-fast': 'answers fail or are late',
  accuracy: 'answers are wrong',
  'without-fallback': 'requests fail or a fallback answers them',
}

const BY_FALLBACK = 'a fallback answers in the model’s place'

/** Requests fail, answers are wrong with net@2. */
export function incidentTitle({ alerts, cause, traits }: Incident, book: Book | undefined): string {
  const kinds = [...new Set(alerts.flatMap(({ kind }) => (kind === 'drift' ? [] : [kind])))]
  // A kind that is made of others says nothing where one of those says it.
  const apart = kinds.filter(
    (kind) => kind !== 'valid-and-fast' || !kinds.some((one) => one === 'availability' || one === 'latency'),
  )
  const status = traits.find(({ of }) => of === 'status')?.value
  const breaks = apart.map((kind) => (status === undefined ? BREAKS[kind] : narrowed(kind, status)))
  const what = [...new Set(breaks), ...driftWords(alerts)].join(', ')
  // That a fallback answers says already that no version did.
  const of = cause.of === 'no version' && what === BY_FALLBACK ? '' : ofWords(cause, book)
  return `${what.slice(0, 1).toUpperCase()}${what.slice(1)}${of}`
}

/** Inputs drift: bill, mass and 3 more. What is answered follows from them, and is named where it drifts alone. */
function driftWords(alerts: Incident['alerts']): readonly string[] {
  const drifts = driftsOf(alerts).map(({ feature }) => feature)
  const of = drifts.some((feature) => feature.of === 'input') ? 'input' : 'answer'
  const names = [...new Set(drifts.flatMap((feature) => (feature.of === of ? [watchedWords(feature.name)] : [])))]
  if (names.length === 0) return []
  const some = names.length > NAMED + 1 ? [...names.slice(0, NAMED), `${names.length - NAMED} more`] : names
  const list = some.length === 1 ? some[0] : `${some.slice(0, -1).join(', ')} and ${some.at(-1)}`
  return [of === 'input' ? `inputs drift: ${list}` : `what is answered drifts: ${list}`]
}

/** Features that a title names, before it says how many more there are. */
const NAMED = 2

/** What most bad ones ended as says which half of a kind it is. */
function narrowed(kind: SloKind, status: number): string {
  if (kind === 'valid-and-fast') return STATUSES[status] === 'ok' ? BREAKS.latency : BREAKS.availability
  if (kind !== 'without-fallback') return BREAKS[kind]
  return STATUSES[status] === 'fallback' ? BY_FALLBACK : BREAKS.availability
}

function ofWords(cause: Incident['cause'], book: Book | undefined): string {
  switch (cause.of) {
    case 'version': {
      const version = book?.versions[cause.value]
      return version ? ` with ${versionName(version)}` : ''
    }
    case 'no version':
      return ' where no version answered'
    case 'slice':
      return ` in the slice “${book?.slices[cause.value] ?? cause.value}”`
    case 'move':
      return cause.move.what.type === 'share' ? ' since a share was moved' : ' since a flag was moved'
    case 'drift':
    case 'service':
    case 'answers':
      return ''
    default:
      return cause satisfies never
  }
}
