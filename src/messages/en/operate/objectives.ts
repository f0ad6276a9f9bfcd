/** @file UI text for the Objectives tab: objectives (SLOs), error budgets, burn rates, and thresholds. */
import { defineText } from '../../define'
import { count, counted, number, percent, plural, span, virtualTime, percentTick } from '../../format'

const MINUTE = 60_000

/** Formats a threshold for burn rates as it is set: 14.4×. */
const times = (factor: number) => `${number(factor)}×`
/** Formats a target in percent, which may be as close to 100% as 99.999%. */
const target = (whole: number) => `${number(whole, 5)}%`
const minutes = (n: number) => span(n * MINUTE)
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
  kinds: {
    'valid-and-fast': 'Availability and latency',
    availability: 'Availability',
    latency: 'Latency',
    accuracy: 'Accuracy',
    'without-fallback': 'Without fallback',
  },
  /** The sentence that states an objective, keyed by the kind of objective. */
  sentence: {
    availability: (a: Blanks) => `${a.target} of requests answered over ${days(a)}`,
    latency: (a: Blanks) => `${a.target} of responses within ${a.withinMs} ms over ${days(a)}`,
    'valid-and-fast': (a: Blanks) => `${a.target} of requests answered within ${a.withinMs} ms over ${days(a)}`,
    accuracy: (a: Blanks) => `${a.target} of labeled predictions correct over ${days(a)}`,
    'without-fallback': (a: Blanks) => `${a.target} of requests answered without a fallback over ${days(a)}`,
  },
  target: (a: { percent: number }) => target(a.percent),
  fields: {
    targetPercent: 'Target in percent',
    withinMs: 'Milliseconds',
    overDays: 'Days',
  },
  remove: (a: { objective: string }) => `Remove: ${a.objective}`,
  noLabels: 'No labels yet. The full error budget is left.',
  noRequests: 'No requests yet. The full error budget is left.',
  budget: {
    left: (a: { left: number; days: number; seenMinutes: number; bad: number; total: number }) =>
      `<b>${percent(a.left)}</b> of the error budget for ${counted(a.days, 'day')} is left after ${minutes(a.seenMinutes)}: ${count(a.bad)} of ${counted(a.total, 'request')} were bad.`,
    leftOfLast: (a: { left: number; days: number; bad: number; total: number }) =>
      `<b>${percent(a.left)}</b> of the error budget for the last ${counted(a.days, 'day')} is left: ${count(a.bad)} of ${counted(a.total, 'request')} were bad.`,
    overspent: 'The budget is overspent.',
    idle: 'No error budget was used in the last hour.',
    lasts: (a: { days: number }) =>
      `At the rate of the last hour, the budget will last longer than ${counted(a.days, 'day')}.`,
    gone: (a: { minutes: number }) =>
      `At the rate of the last hour, the budget will be used up in ${minutes(a.minutes)}.`,
    labels: (a: { labels: number; accuracy: number; low: number; high: number; delayMinutes: number }) =>
      `Accuracy ${percent(a.accuracy)} on ${counted(a.labels, 'label')} (95% interval ${percent(a.low)} to ${percent(a.high)}). Labels arrive after ${minutes(a.delayMinutes)} on average.`,
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
  },
})

interface Fired {
  readonly factor: number
  readonly longMinutes: number
  readonly shortMinutes: number
  readonly times: number
}
