/** @file Sentences about the health of a service over a time range: what is wrong, or the evidence that it is healthy. */
import { defineText } from '../../define'
import {
  capitalized,
  count,
  commaList,
  list,
  precisePercent,
  plural,
  significant,
  span,
  virtualTime,
} from '../../format'

/** The length in ms of the most recent part of the range, if the sentence is about that part only. */
interface Recent {
  readonly lastMs: number | undefined
}

const labels = (n: number) => plural(n, { one: '# label', other: '# labels' })

/** "In the last hour, " for a sentence that is about recent requests only. */
function recent({ lastMs }: Recent): string {
  if (lastMs === undefined) return ''
  const period =
    lastMs === 60_000 ? 'minute' : lastMs === 3_600_000 ? 'hour' : lastMs === 86_400_000 ? 'day' : undefined
  return `In the last ${period ?? span(lastMs)}, `
}

interface Evidence {
  /** NaN if there was no request that the service had to answer. */
  readonly availability: number
  /** Fractions of all requests; 0 if too small to mention. */
  readonly abstained: number
  readonly fallback: number
  readonly labels: number
  /** The accuracy for classes, or the mean absolute error for numbers. */
  readonly quality: { readonly accuracy: number } | { readonly error: number }
}

function evidence(a: Evidence): string {
  return commaList([
    Number.isNaN(a.availability) ? 'no request to answer' : `availability ${precisePercent(a.availability)}`,
    ...(a.abstained > 0 ? [`${precisePercent(a.abstained)} abstained`] : []),
    ...(a.fallback > 0 ? [`${precisePercent(a.fallback)} fallback`] : []),
    a.labels === 0
      ? 'no labels yet'
      : 'accuracy' in a.quality
        ? `accuracy ${precisePercent(a.quality.accuracy)} (${labels(a.labels)})`
        : `mean absolute error ${significant(a.quality.error)} (${labels(a.labels)})`,
  ])
}

export const healthText = defineText('operate/health', {
  noRequests: 'No requests in this time range.',
  onlyInvalid: (a: { requests: number }) =>
    plural(a.requests, {
      one: '1 request arrived and was rejected as invalid. The service had nothing to answer.',
      other: '# requests arrived and were all rejected as invalid. The service had nothing to answer.',
    }),
  unanswered: (a: Recent & { share: number; failed: number; unready: number; limited: number }) =>
    `${recent(a)}${precisePercent(a.share)} of requests got no response: ${list([
      ...(a.failed > 0 ? [`${count(a.failed)} failed`] : []),
      ...(a.unready > 0 ? [`${count(a.unready)} found no replica ready`] : []),
      ...(a.limited > 0
        ? [`${plural(a.limited, { one: '# was', other: '# were' })} rejected (rate limit or full queue)`]
        : []),
    ])}.`,
  fallback: (a: Recent & { requests: number; share: number }) =>
    `${recent(a)}${plural(a.requests, { one: '# request', other: '# requests' })} (${precisePercent(a.share)}) got the fallback, not a model prediction.`,
  withoutPrediction: {
    abstained: (a: Recent & { share: number }) =>
      capitalized(`${recent(a)}the service abstained on ${precisePercent(a.share)} of requests.`),
    fallback: (a: Recent & { share: number }) => `${recent(a)}${precisePercent(a.share)} of requests got the fallback.`,
    both: (a: Recent & { share: number }) =>
      capitalized(`${recent(a)}the service abstained or used the fallback for ${precisePercent(a.share)} of requests.`),
  },
  accuracyFell: (a: { before: number; after: number; labels: number; since: number | undefined }) =>
    a.since === undefined
      ? `Accuracy fell from ${precisePercent(a.before)} to ${precisePercent(a.after)} (newest ${labels(a.labels)}).`
      : `Accuracy fell from ${precisePercent(a.before)} to ${precisePercent(a.after)} (newest ${labels(a.labels)}). The drop began on ${virtualTime(a.since)}.`,
  belowChance: (a: { accuracy: number; labels: number }) =>
    `Accuracy is lower than with random guessing: ${precisePercent(a.accuracy)} on ${labels(a.labels)}.`,
  belowChanceLately: (a: { accuracy: number; labels: number }) =>
    `Accuracy is lower than with random guessing: ${precisePercent(a.accuracy)} on the newest ${labels(a.labels)}.`,
  healthy: (a: Evidence) => `Healthy: ${evidence(a)}.`,
  healthyAgain: (a: Evidence) => `Healthy again: ${evidence(a)}.`,
  overall: (a: Evidence) => `Overall: ${evidence(a)}.`,
})
