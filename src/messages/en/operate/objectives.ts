/**
 * @file UI text for objectives (SLOs): error budgets, burn rates, and thresholds, and sentences about the health of a
 * service.
 */
import { defineText } from '../../define'
import {
  capitalized,
  commaList,
  count,
  counted,
  latency,
  list,
  number,
  percent,
  percentTick,
  plural,
  precisePercent,
  significant,
  span,
  virtualTime,
} from '../../format'

/** The length in ms of the most recent part of the range, if the sentence is about that part only. */
interface Recent {
  readonly lastMs: number | undefined
}

/** Formats a target in percent, which may be as close to 100% as 99.999%. */
const target = (whole: number) => `${number(whole, 5)}%`

/** What an objective is about, keyed by its kind. */
const KINDS = {
  'valid-and-fast': 'Availability and latency',
  availability: 'Availability',
  latency: 'Latency',
  accuracy: 'Accuracy',
  'without-fallback': 'Without fallback',
  'without-abstention': 'Without abstention',
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
  /** The 95th percentile of the latency in ms; NaN without requests. */
  readonly p95: number
  readonly labels: number
  /** Requests that have labels by hand only. */
  readonly byHand: number
  /** The accuracy for classes, or the mean absolute error for numbers. */
  readonly quality: { readonly accuracy: number } | { readonly error: number }
}

function evidence(a: Evidence): string {
  return commaList([
    Number.isNaN(a.availability) ? 'no request to answer' : `availability ${precisePercent(a.availability)}`,
    ...(a.abstained > 0 ? [`${precisePercent(a.abstained)} abstained`] : []),
    ...(a.fallback > 0 ? [`${precisePercent(a.fallback)} fallback`] : []),
    ...(Number.isNaN(a.p95) ? [] : [`P95 latency ${latency(a.p95)}`]),
    a.labels === 0
      ? a.byHand > 0
        ? `no labels that count yet (${uncounted(a.byHand)})`
        : 'no labels yet'
      : 'accuracy' in a.quality
        ? `accuracy ${precisePercent(a.quality.accuracy)} (${basis(a)})`
        : `mean absolute error ${significant(a.quality.error)} (${basis(a)})`,
  ])
}

function basis(a: Evidence): string {
  return a.byHand > 0 ? `${labels(a.labels)}; ${uncounted(a.byHand)}` : labels(a.labels)
}

/** The label queue selects by uncertainty. */
function uncounted(byHand: number): string {
  return plural(byHand, { one: '1 by hand does not count', other: '# by hand do not count' })
}

interface Missed {
  readonly kind: keyof typeof KINDS
  /** The target in percent, and the share of good requests or labels among all that count. */
  readonly target: number
  readonly share: number
  readonly total: number
}

/** "Accuracy 68.0% (500 labels) is below the objective of 70%" */
function missed({ kind, target: whole, share, total }: Missed): string {
  const basis = kind === 'accuracy' ? labels(total) : counted(total, 'request')
  return `${KINDS[kind]} ${precisePercent(share)} (${basis}) is below the objective of ${target(whole)}`
}

export const healthText = defineText('operate/objectives/health', {
  noRequests: 'No requests in this time range.',
  onlyInvalid: (a: { requests: number }) =>
    plural(a.requests, {
      one: '1 request arrived and was rejected as invalid. The service had nothing to answer.',
      other: '# requests arrived and were all rejected as invalid. The service had nothing to answer.',
    }),
  unanswered: (a: Recent & { share: number; failed: number; unready: number; limited: number; full: number }) =>
    `${recent(a)}${precisePercent(a.share)} of requests got no response: ${list([
      ...(a.failed > 0 ? [`${count(a.failed)} failed`] : []),
      ...(a.unready > 0 ? [`${count(a.unready)} found no replica ready`] : []),
      ...(a.limited > 0 ? [`${plural(a.limited, { one: '# was', other: '# were' })} rate limited`] : []),
      ...(a.full > 0 ? [`${count(a.full)} found the queue full`] : []),
    ])}.`,
  invalid: (a: Recent & { requests: number; share: number }) =>
    `${recent(a)}${plural(a.requests, { one: '# request was', other: '# requests were' })} rejected as invalid (${precisePercent(a.share)}). They count for no objective.`,
  fallback: (a: Recent & { requests: number; share: number }) =>
    `${recent(a)}${plural(a.requests, { one: '# request', other: '# requests' })} (${precisePercent(a.share)}) got the fallback, not a model prediction.`,
  withoutPrediction: {
    abstained: (a: Recent & { share: number }) =>
      capitalized(`${recent(a)}the service abstained on ${precisePercent(a.share)} of requests.`),
    fallback: (a: Recent & { share: number }) => `${recent(a)}${precisePercent(a.share)} of requests got the fallback.`,
    both: (a: Recent & { share: number }) =>
      capitalized(`${recent(a)}the service abstained or used the fallback for ${precisePercent(a.share)} of requests.`),
  },
  accuracyFell: (a: { before: number; after: number; labels: number }) =>
    `Accuracy fell from ${precisePercent(a.before)} to ${precisePercent(a.after)} (newest ${labels(a.labels)}).`,
  dropBegan: (a: { at: number }) => `The drop began on ${virtualTime(a.at)}.`,
  /** Before the range, only hourly or daily counts are read. */
  dropBeganBefore: (a: { at: number }) => `The drop began before this range, around ${virtualTime(a.at)}.`,
  belowChance: (a: { accuracy: number; labels: number }) =>
    `Accuracy is lower than with random guessing: ${precisePercent(a.accuracy)} on ${labels(a.labels)}.`,
  belowChanceLately: (a: { accuracy: number; labels: number }) =>
    `Accuracy is lower than with random guessing: ${precisePercent(a.accuracy)} on the newest ${labels(a.labels)}.`,
  /** The incident to look at first. */
  open: {
    page: (a: { title: string }) => `Page open: ${a.title}.`,
    ticket: (a: { title: string }) => `Ticket open: ${a.title}.`,
    calm: (a: { title: string }) => `Recovered, but the incident is still open: ${a.title}.`,
  },
  /** An incident that is not listed as open, but whose rules still fire. */
  firing: {
    silenced: (a: { title: string }) => `Silenced, but still going on: ${a.title}.`,
    resolved: (a: { title: string }) => `You resolved it, but it is still going on: ${a.title}.`,
  },
  /** An objective that is not met. */
  missed: {
    lately: (a: Missed) => `${missed(a)} in the last hour.`,
    inRange: (a: Missed) => `${missed(a)} in this time range.`,
    byChance: (a: Missed) => `${missed(a)} in this time range, which may be chance.`,
    before: (a: Missed & { now: number }) =>
      `${missed(a)} in this time range. It was met in the last hour: ${precisePercent(a.now)}.`,
  },
  healthy: (a: Evidence) => `Healthy: ${evidence(a)}.`,
  healthyAgain: (a: Evidence) => `Healthy again: ${evidence(a)}.`,
  overall: (a: Evidence) => `Overall: ${evidence(a)}.`,
})

const MINUTE = 60_000

/** Formats a threshold for burn rates as it is set: 14.4×. */
const times = (factor: number) => `${number(factor)}×`
const minutes = (n: number) => (n === 0 ? 'less than a minute' : span(n * MINUTE))
/** The period of an objective in days, as a number or with an input field in place of the number. */
const days = (a: { days: string; overDays: number }) =>
  plural(a.overDays, { one: `${a.days} day`, other: `${a.days} days` })

/** The editable values of an objective as text: numbers, or placeholders for the fields that replace them. */
interface Blanks {
  readonly target: string
  readonly withinMs: string
  readonly days: string
  readonly overDays: number
}

interface Spent {
  readonly left: number
  readonly bad: number
  readonly total: number
  /** Whether labels count, not requests. */
  readonly ofLabels: boolean
}

/** Says what used the error budget. */
function spent({ bad, total, ofLabels }: Spent): string {
  return ofLabels
    ? `${count(bad)} of ${counted(total, 'labeled prediction')} were wrong`
    : `${count(bad)} of ${counted(total, 'request')} were bad`
}

export const objectivesText = defineText('operate/objectives', {
  none: 'No objectives yet',
  intro:
    'An objective (SLO) sets how many requests may be bad, for example unanswered, late, or wrong. This allowance is the error budget. Alerts fire when it is used up too fast.',
  alertRule: (a: { least: number }) =>
    `An alert fires only after at least ${counted(a.least, 'bad request')}, and only if these are more than chance would explain.`,
  add: 'Add objective',
  download: 'Prometheus rules',
  downloadAbout:
    'Download these alert rules for Prometheus. They use two counts per objective: all requests and bad requests. Comments in the file say where the counts come from.',
  kinds: KINDS,
  /** The sentence that states an objective, keyed by the kind of objective. */
  sentence: {
    availability: (a: Blanks) => `${a.target} of requests answered over ${days(a)}`,
    latency: (a: Blanks) => `${a.target} of responses within ${a.withinMs} ms over ${days(a)}`,
    'valid-and-fast': (a: Blanks) => `${a.target} of requests answered within ${a.withinMs} ms over ${days(a)}`,
    accuracy: (a: Blanks) => `${a.target} of labeled predictions correct over ${days(a)}`,
    'without-fallback': (a: Blanks) => `${a.target} of requests answered without a fallback over ${days(a)}`,
    'without-abstention': (a: Blanks) => `${a.target} of model predictions given without abstaining over ${days(a)}`,
  },
  target: (a: { percent: number }) => target(a.percent),
  fields: {
    targetPercent: 'Target in percent',
    withinMs: 'Milliseconds',
    overDays: 'Days',
  },
  remove: (a: { objective: string }) => `Remove: ${a.objective}`,
  noLabels: 'No labels yet. The full error budget is left.',
  /** Labels of requests without a prediction, for example of abstentions. */
  onlyOtherLabels: (a: { labels: number }) =>
    `No labels that count yet: ${plural(a.labels, { one: '1 label is by hand, or for a request', other: '# labels are by hand, or for requests' })} without a prediction. The full error budget is left.`,
  noRequests: 'No requests yet. The full error budget is left.',
  /** While nothing is played, or before the first minute has ended. */
  unevaluated: (a: { requests: number; minute: number }) =>
    `Alert rules evaluate complete minutes: ${counted(a.requests, 'request')} since ${virtualTime(a.minute * MINUTE)} will count when that minute ends. While a scenario is paused, its time stands still.`,
  budget: {
    title: 'Error budget left',
    left: (a: Spent & { days: number; seenMinutes: number }) =>
      `<b>${percent(a.left)}</b> of the error budget for ${counted(a.days, 'day')} is left after ${minutes(a.seenMinutes)}: ${spent(a)}. This assumes that traffic continues as before. With less traffic, the same errors use more of the budget.`,
    leftOfLast: (a: Spent & { days: number }) =>
      `<b>${percent(a.left)}</b> of the error budget for the last ${counted(a.days, 'day')} is left: ${spent(a)}.`,
    /** A latency limit for which earlier requests were not counted, and now they are dropped. */
    since: (a: { minute: number }) =>
      `Counted since ${virtualTime(a.minute * MINUTE)}: earlier requests are no longer stored.`,
    smallest: (a: { days: number; left: number }) =>
      `<title>Error budget, ${counted(a.days, 'day')}</title> <b>${percent(a.left)} left</b>`,
    overspent: 'The budget is overspent.',
    idle: 'No error budget was used in the last hour.',
    lasts: (a: { days: number }) =>
      `At the rate of the last hour, the budget will last longer than ${counted(a.days, 'day')}.`,
    gone: (a: { minutes: number }) =>
      `At the rate of the last hour, the budget will be used up in ${minutes(a.minutes)}.`,
    labels: (a: {
      labels: number
      inputs: number
      accuracy: number
      low: number
      high: number
      delayMinutes: number
    }) =>
      `Accuracy ${percent(a.accuracy)} on ${counted(a.labels, 'label')}${a.inputs < a.labels ? ` of about ${counted(a.inputs, 'different input')}` : ''} (95% interval ${percent(a.low)} to ${percent(a.high)}). Labels arrive after ${minutes(a.delayMinutes)} on average.`,
    chart: (a: { objective: string; left: number; fromMinute: number; toMinute: number }) =>
      `Error budget of "${a.objective}": ${percent(a.left)} left, from ${virtualTime(a.fromMinute * MINUTE)} to ${virtualTime(a.toMinute * MINUTE)}`,
    mark: (a: { share: number }) => percentTick(a.share),
  },
  factor: (a: { factor: number }) => times(a.factor),
  /** A measured burn rate. */
  burn: (a: { rate: number }) => `${number(a.rate, 2)}×`,
  severity: { page: 'page', ticket: 'ticket' },
  rules: {
    threshold: 'Burn threshold',
    long: 'Long window',
    short: 'Short window',
    severity: 'Severity',
    try: 'Test another threshold on past data',
    firing: {
      page: 'page, firing',
      ticket: 'ticket, firing',
    },
    after: {
      page: (a: { minutes: number }) => `page, if it lasts ${minutes(a.minutes)}`,
      ticket: (a: { minutes: number }) => `ticket, if it lasts ${minutes(a.minutes)}`,
    },
    firingAfter: {
      page: (a: { minutes: number }) => `page, firing (lasted ${minutes(a.minutes)})`,
      ticket: (a: { minutes: number }) => `ticket, firing (lasted ${minutes(a.minutes)})`,
    },
    never: (a: { most: number }) => `cannot fire: the burn rate is at most ${times(a.most)}`,
    neverWhy: (a: { percent: number; most: number }) =>
      `With a target of ${target(a.percent)}, the burn rate is at most ${times(a.most)}, even if every request is bad. Raise the target or lower the threshold.`,
    bad: (a: { bad: number; total: number }) => `${count(a.bad)} of ${counted(a.total, 'request')} bad`,
    window: (a: { minutes: number }) => minutes(a.minutes),
  },
  threshold: {
    title: 'Past burn rates and this threshold',
    burnRate: 'Burn rate',
    slider: 'Burn threshold',
    value: (a: { factor: number; times: number }) => `${times(a.factor)}, would have fired ${counted(a.times, 'time')}`,
    fired: 'fired',
    firing: (a: { fromMinute: number; minutes: number }) =>
      `${virtualTime(a.fromMinute * MINUTE)}, for ${minutes(a.minutes)}`,
    wouldFire: {
      page: (a: Fired) =>
        `With a threshold of ${times(a.factor)} in both windows (${minutes(a.longMinutes)} and ${minutes(a.shortMinutes)}), this rule would have sent <b>${counted(a.times, 'page')}</b>.`,
      ticket: (a: Fired) =>
        `With a threshold of ${times(a.factor)} in both windows (${minutes(a.longMinutes)} and ${minutes(a.shortMinutes)}), this rule would have opened <b>${counted(a.times, 'ticket')}</b>.`,
    },
    caused: (a: { caused: number }) => `${count(a.caused)} of them would have come during a fault.`,
    unreachable: (a: { percent: number; most: number }) =>
      `With a target of ${target(a.percent)}, the burn rate is at most ${times(a.most)}, even if every request is bad.`,
    found: (a: { found: number; faults: number }) =>
      `${count(a.found)} of ${counted(a.faults, 'fault')} that affected this objective would have been detected. Faults are shaded.`,
    keep: (a: { factor: number }) => `Keep ${times(a.factor)}`,
    back: (a: { factor: number }) => `Back to ${times(a.factor)}`,
    usual: (a: { factor: number }) => `Default: ${times(a.factor)}`,
    severityAbout: {
      page: 'Notifies whoever is on call, at any time, for every objective of this service',
      ticket: 'Opens a ticket to work on during the day, for every objective of this service',
    },
  },
})

interface Fired {
  readonly factor: number
  readonly longMinutes: number
  readonly shortMinutes: number
  readonly times: number
}
