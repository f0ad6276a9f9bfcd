/** @file UI text for alerts: incidents with evidence and runbooks, and alert quality for the faults of a scenario. */
import { defineText } from '../../define'
import {
  capitalized,
  commaList,
  count,
  counted,
  duration,
  latency,
  expression,
  identifier,
  list,
  number,
  percent,
  precisePercent,
  pValue,
  shortPercent,
  span,
  virtualTime,
} from '../../format'

const MINUTE = 60_000

/** Formats a minute of simulated time: Mon, Jan 1, 08:30. */
const at = (minute: number) => virtualTime(minute * MINUTE)
const minutes = (n: number) => (n === 0 ? 'less than a minute' : span(n * MINUTE))

interface Change {
  readonly at: number
  readonly by: string
  readonly why: string
}
interface NowAndBefore {
  readonly now: number
  readonly before: number
}

export const incidentsText = defineText('operate/alerts/incidents', {
  title: {
    /** What is wrong, based on the objective or on how the bad requests ended; an incident may list several. */
    problems: {
      errors: 'high error rate',
      rateLimited: 'requests rate limited',
      latency: 'high latency',
      errorsOrLatency: 'high error rate or latency',
      accuracy: 'low accuracy',
      errorsOrFallback: 'high error rate or fallback responses',
      fallback: 'fallback responses',
      abstentions: 'many abstentions',
    },
    inputDrift: (a: { features: readonly string[]; more: number }) => `input drift: ${features(a)}`,
    predictionDrift: (a: { features: readonly string[]; more: number }) => `prediction drift: ${features(a)}`,
    all: (a: { problems: readonly string[] }) => capitalized(list(a.problems)),
    version: (a: { problems: string; version: string }) => `${a.problems} with ${a.version}`,
    noVersion: (a: { problems: string }) => `${a.problems} where no version answered`,
    noReplica: (a: { problems: string; alias: string }) => `${a.problems}: the ${a.alias} had no replica`,
    slice: (a: { problems: string; slice: string }) => `${a.problems} in the slice "${a.slice}"`,
    stage: (a: { problems: string; stage: string }) => `${a.problems} in the stage "${a.stage}"`,
    share: (a: { problems: string }) => `${a.problems} after a traffic share change`,
    alias: (a: { problems: string }) => `${a.problems} after an alias was moved`,
    deploy: (a: { problems: string }) => `${a.problems} after a deploy`,
  },
  severity: { page: 'page', ticket: 'ticket' },
  none: 'No incidents',
  noneAbout: 'No error budget or drift alerts have fired.',
  notYet: 'No incidents yet',
  notYetAbout:
    'An incident opens when an error budget burns too fast or when inputs or predictions drift. It shows the evidence, the affected requests, and a runbook.',
  noObjectives: 'No objectives yet',
  noObjectivesAbout: 'Without an objective, only drift can open an incident.',
  addObjective: 'Add objective',
  badDeploy: 'Use the bad deploy scenario',
  silence: (a: { minutes: number }) => `Silence for ${minutes(a.minutes)}`,
  silenceAbout:
    'New alerts are shown as silenced. When the silence ends, you are notified if the error budget still burns too fast.',
  groups: { open: 'Open', acknowledged: 'Acknowledged', silenced: 'Silenced', resolved: 'Resolved' },
  row: {
    plain: (a: { minute: number; state: string }) => `${at(a.minute)}, ${a.state}`,
    noFault: (a: { minute: number; state: string }) => `${at(a.minute)}, ${a.state}, no simulated fault`,
    afterChange: (a: { minute: number; state: string }) => `${at(a.minute)}, ${a.state}, after a change you made`,
    withoutFault: (a: { minute: number; state: string }) => `${at(a.minute)}, ${a.state}, missed also without a fault`,
  },
  since: {
    ticket: (a: { minute: number }) => `Ticket since ${at(a.minute)}`,
    page: (a: { minute: number }) => `Page since ${at(a.minute)}`,
    ticketThenPage: (a: { minute: number; pageMinute: number }) =>
      `Ticket since ${at(a.minute)}, page since ${at(a.pageMinute)}`,
    thenPage: (a: { minute: number; pageMinute: number }) => `Began ${at(a.minute)}, page since ${at(a.pageMinute)}`,
  },
  state: {
    resolved: (a: Resolution) => resolution(a),
    silenced: (a: { untilMinute: number }) => `silenced until ${at(a.untilMinute)}`,
    open: (a: { forMinutes: number }) => `open for ${minutes(a.forMinutes)}`,
    openCalm: (a: { forMinutes: number; calmMinute: number }) => `open for ${minutes(a.forMinutes)}, ${recovery(a)}`,
    acknowledgedNow: 'acknowledged just now',
    acknowledged: (a: { forMinutes: number }) => `acknowledged ${minutes(a.forMinutes)} ago`,
    acknowledgedNowCalm: (a: { calmMinute: number }) => `acknowledged just now, ${recovery(a)}`,
    acknowledgedCalm: (a: { forMinutes: number; calmMinute: number }) =>
      `acknowledged ${minutes(a.forMinutes)} ago, ${recovery(a)}`,
  },
  summary: (a: { since: string; state: string }) => `${a.since}, ${a.state}.`,
  silencedByUser: (a: { untilMinute: number }) => `You silenced alerts until ${at(a.untilMinute)}.`,
  silencedByRollout: (a: { untilMinute: number; change: string }) =>
    `Silenced by a rollout until ${at(a.untilMinute)}: ${a.change}.`,
  nobodyNotified: 'Nobody was notified.',
  seen: {
    page: (a: { minute: number }) =>
      `You acknowledged it on ${at(a.minute)}. It will not page you again, even if more rules fire.`,
    ticket: (a: { minute: number }) =>
      `You acknowledged it on ${at(a.minute)}. It will notify you again only if it becomes a page.`,
    /** An acknowledged ticket that became a page. */
    worse: (a: { minute: number }) => `You acknowledged the ticket on ${at(a.minute)}. It has become a page since.`,
    resolved: (a: { minute: number }) => `You acknowledged it on ${at(a.minute)}.`,
  },
  acknowledge: 'Acknowledge',
  acknowledged: 'Acknowledged',
  resolve: 'Resolve',
  showCause: 'Compare with the simulated ground truth',
  verdict: {
    true: (a: { faults: readonly string[] }) => `Simulated cause: ${list(a.faults)}.`,
    moved:
      'No simulated fault was active. A change made before this incident explains it, so the incident does not count toward precision.',
    baseline:
      'No simulated fault was active, but the alert is right: the service misses this objective most of the time. Improve the model or the diagram, or set a target that it can meet. The incident does not count toward precision.',
    falseBurn:
      'False alarm: no simulated fault was active. If this objective is often missed without a fault, its target is too strict.',
    falseDrift:
      'False alarm: no simulated fault was active. Possible reasons: chance, or requests that never matched the reference data.',
  },
  traits: {
    title: 'What bad requests have in common',
    version: (a: Trait & { version: string }) =>
      `${a.version}: ${precisePercent(a.share)} of ${counted(a.total, 'request')} are bad, compared with ${precisePercent(a.elsewhere)} of all others`,
    noVersion: (a: Trait) =>
      `No version: ${precisePercent(a.share)} of ${counted(a.total, 'request')} are bad, compared with ${precisePercent(a.elsewhere)} of all others`,
    slice: (a: Trait & { slice: string }) =>
      `Slice "${a.slice}": ${precisePercent(a.share)} of ${counted(a.total, 'request')} are bad, compared with ${precisePercent(a.elsewhere)} of all others`,
    status: (a: { share: number; status: string }) =>
      `${precisePercent(a.share)} of bad requests ended with status "${a.status}"`,
    replica: (a: { share: number; alias: string }) =>
      `${precisePercent(a.share)} of bad requests found no replica of the ${a.alias} running`,
    waiting: (a: { share: number }) =>
      `${precisePercent(a.share)} of bad requests spent most of their time waiting for a replica`,
    stage: (a: { share: number; stage: string }) =>
      `${precisePercent(a.share)} of bad requests spent most of their time in the stage "${a.stage}"`,
    rejected: (a: { share: number; verdict: string }) =>
      `${precisePercent(a.share)} of bad requests were rejected with the code "${a.verdict}"`,
    of: (a: { line: string; objective: string; minute: number }) => `${a.line} (${a.objective}, ${at(a.minute)})`,
  },
  shifts: {
    title: (a: { minutes: number }) => `Changed metrics in the ${minutes(a.minutes)} before the alert`,
    about: 'Averages when the alert fired, compared with the hours before. They do not change afterward.',
    traffic: (a: NowAndBefore) => `Up to ${count(a.now)} requests per minute (before: ${count(a.before)} on average)`,
    slice: (a: NowAndBefore & { slice: string }) =>
      `Slice "${a.slice}" is ${percent(a.now)} of all requests (before: ${percent(a.before)})`,
    stage: (a: NowAndBefore & { stage: string }) =>
      `The average time in stage "${a.stage}" is ${latency(a.now)} (before: ${latency(a.before)})`,
    waiting: (a: NowAndBefore) =>
      `The average wait for a replica is ${duration(a.now)} (before: ${duration(a.before)})`,
    warm: (a: NowAndBefore) => `Warm replicas fell to ${number(a.now, 2)} (before: ${number(a.before, 2)} on average)`,
    'less sure': (a: NowAndBefore) => `Mean confidence is ${percent(a.now)} (before: ${percent(a.before)})`,
  },
  changes: {
    title: 'Changes before the incident',
    aliasMoved: (a: Change & { alias: string; model: string; from: number; to: number }) =>
      withReason(
        `${virtualTime(a.at)}: ${a.alias} alias of ${a.model} moved from version ${count(a.from)} to ${count(a.to)} ${a.by}`,
        a.why,
      ),
    aliasSet: (a: Change & { alias: string; model: string; to: number }) =>
      withReason(`${virtualTime(a.at)}: ${a.alias} alias of ${a.model} set to version ${count(a.to)} ${a.by}`, a.why),
    aliasRemoved: (a: Change & { alias: string; model: string; from: number | undefined }) =>
      withReason(
        a.from === undefined
          ? `${virtualTime(a.at)}: ${a.alias} alias of ${a.model} removed ${a.by}`
          : `${virtualTime(a.at)}: ${a.alias} alias of ${a.model} removed from version ${count(a.from)} ${a.by}`,
        a.why,
      ),
    share: (a: Change & { from: number; to: number }) =>
      withReason(
        `${virtualTime(a.at)}: challenger traffic share changed from ${shortPercent(a.from / 100)} to ${shortPercent(a.to / 100)} ${a.by}`,
        a.why,
      ),
    service: (a: { at: number; change: string }) => `${virtualTime(a.at)}: ${a.change}`,
    deploy: (a: { at: number }) => `${virtualTime(a.at)}: the scenario deployed a build`,
  },
  fired: {
    title: 'Rules that fired',
    objective: 'Objective',
    rule: 'Rule',
    burn: 'Burn rate',
    bad: 'Bad requests',
    when: 'Fired',
    page: (a: { rule: string }) => `page: ${a.rule}`,
    ticket: (a: { rule: string }) => `ticket: ${a.rule}`,
    condition: (a: { factor: number; longMinutes: number; shortMinutes: number }) =>
      `above ${number(a.factor)}× in both windows (${minutes(a.longMinutes)} and ${minutes(a.shortMinutes)})`,
    conditionFor: (a: { factor: number; longMinutes: number; shortMinutes: number; forMinutes: number }) =>
      `above ${number(a.factor)}× in both windows (${minutes(a.longMinutes)} and ${minutes(a.shortMinutes)}) for ${minutes(a.forMinutes)}`,
    burned: (a: { long: number; short: number }) => `${number(a.long, 2)}× and ${number(a.short, 2)}×`,
    numbers: (a: { bad: number; total: number; shortBad: number; shortTotal: number }) =>
      `${count(a.bad)} of ${count(a.total)}; short window: ${count(a.shortBad)} of ${count(a.shortTotal)}`,
    period: (a: { fromMinute: number; toMinute: number }) => `${at(a.fromMinute)} to ${at(a.toMinute)}`,
    ongoing: (a: { fromMinute: number }) => `${at(a.fromMinute)}, still firing`,
    ongoingCalm: (a: { fromMinute: number }) =>
      `${at(a.fromMinute)}, still firing: its window began before the recovery`,
  },
  drift: {
    title: 'Drifting features',
    about: 'Features that differ significantly from the reference data in several windows',
    feature: 'Feature',
    value: 'Value when the alert fired',
    valueAbout:
      'From the window in which the alert fired. If it fired several times, from the window with the largest drift.',
    psi: 'PSI',
    psiAbout: 'Population stability index: the size of the change, not whether it is significant',
    evidence: 'Evidence',
    when: 'Drifting',
    mean: (a: NowAndBefore) => `mean ${number(a.now)}, reference ${number(a.before)}`,
    noMean: (a: { before: number }) => `no values, reference mean ${number(a.before)}`,
    category: (a: NowAndBefore & { value: string }) =>
      `"${a.value}" ${precisePercent(a.now)}, reference ${precisePercent(a.before)}`,
    others: 'others',
    withMissing: (a: NowAndBefore & { size: string }) =>
      `${a.size}; missing in ${precisePercent(a.now)}, reference ${precisePercent(a.before)}`,
    times: (a: { times: readonly string[] }) => `${count(a.times.length)} times: ${a.times.join('; ')}`,
    test: (a: { name: string; statistic: number; p: number; n: number }) =>
      `${a.name} ${number(a.statistic)}: corrected p ${equals(a.p)}, based on ${counted(a.n, 'request')}`,
    missingTest: (a: { p: number; n: number }) =>
      `χ² test of missing values: corrected p ${equals(a.p)}, based on ${counted(a.n, 'request')}`,
  },
  requests: {
    title: 'Affected requests',
    none: 'These requests are no longer stored. The log keeps the last 200,000 requests in full.',
    open: (a: { trace: string }) => `Request ${a.trace}`,
    id: (a: { id: number }) => `Request ${identifier(a.id)}`,
    wrong: (a: { predicted: string; label: string }) => `predicted ${a.predicted}, label ${a.label}`,
    wrongSure: (a: { predicted: string; confidence: number; label: string }) =>
      `predicted ${a.predicted} (${percent(a.confidence)}), label ${a.label}`,
    row: (a: { outcome: string; ms: number | undefined; version: string | undefined; slice: string; at: number }) =>
      commaList([
        a.outcome,
        ...(a.ms === undefined ? [] : [duration(a.ms)]),
        ...(a.version === undefined ? [] : [a.version]),
        ...(a.slice === '' ? [] : [a.slice]),
        virtualTime(a.at),
      ]),
  },
  notes: {
    title: 'Notes',
    note: (a: { minute: number; text: string }) => `<time>${at(a.minute)}</time> ${a.text}`,
    field: 'Note',
    placeholder: 'What you saw or did',
    add: 'Add note',
  },
  alarm: {
    open: (a: Alarm) => alarm(`Incident (${a.severity}) open since ${at(a.minute)}`, a),
    acknowledged: (a: Alarm) => alarm(`Incident (${a.severity}) since ${at(a.minute)}, acknowledged`, a),
    resolved: (a: Alarm & Resolution) =>
      `Incident (${a.severity}) from ${at(a.minute)}, ${resolution(a)}: ${a.title}.${a.others > 0 ? ` The last of ${count(a.others + 1)} pages in this time range.` : ''}`,
  },
})

interface Trait {
  readonly share: number
  readonly total: number
  readonly elsewhere: number
}

interface Alarm {
  readonly severity: 'page' | 'ticket'
  readonly minute: number
  readonly calmMinute: number | undefined
  readonly title: string
  /** The number of other open incidents, or of other resolved pages in the time range. */
  readonly others: number
}

/** When an incident was resolved, and when the last of its rules stopped firing. */
interface Resolution {
  readonly byUser: boolean
  readonly resolvedMinute: number
  readonly toMinute: number | undefined
}

function resolution({ byUser, resolvedMinute, toMinute }: Resolution): string {
  if (!byUser) return `resolved automatically on ${at(resolvedMinute)}`
  const firing = toMinute === undefined ? 'rules still firing' : `rules fired until ${at(toMinute)}`
  return `resolved by you on ${at(resolvedMinute)} (${firing})`
}

/** Rules with long windows fire longer than the error budget burns. */
const recovery = ({ calmMinute }: { readonly calmMinute: number }) => `recovered on ${at(calmMinute)}`

function alarm(begin: string, { title, others, calmMinute }: Alarm): string {
  const state = calmMinute === undefined ? begin : `${begin}, ${recovery({ calmMinute })}`
  return `${state}: ${title}.${others > 0 ? ` ${counted(others, 'more incident is', 'more incidents are')} open.` : ''}`
}

function features(a: { readonly features: readonly string[]; readonly more: number }): string {
  return list(a.more > 0 ? [...a.features, `${count(a.more)} more`] : a.features)
}

function withReason(change: string, why: string): string {
  return why === '' ? change : `${change}. Reason: ${why}`
}

/** A p-value with its comparison sign: = 0.049, < 0.001. */
const equals = (p: number) => expression(p < 0.001 ? pValue(p) : `= ${pValue(p)}`)

export const alertQualityText = defineText('operate/alerts/alert-quality', {
  title: 'Alert quality',
  precision: 'Precision',
  precisionAbout:
    'The share of incidents that were caused by a simulated fault. Incidents after your own changes, and of objectives that are missed most of the time, do not count.',
  recall: 'Recall',
  recallAbout: 'Of the faults that affected an objective, the share that was detected',
  timeToDetect: 'Time to detect',
  timeToDetectAbout: 'The median time from the start of a fault to its page, and to its first page or ticket',
  drift: 'Drift',
  driftAbout:
    'Scenario events that change inputs: how many were detected as drift, including those that affected no objective',
  share: (a: { share: number | undefined }) => percent(a.share),
  noIncidents: 'no incidents that count',
  incidents: (a: { right: number; all: number }) => `${count(a.right)} of ${counted(a.all, 'incident')}`,
  noFaultAffected: 'no faults affected an objective',
  faultsFound: (a: { found: number; all: number }) =>
    `${count(a.found)} of ${counted(a.all, 'fault that affected an objective', 'faults that affected an objective')}`,
  pageAndAlert: ({ page, alert }: { page: number | undefined; alert: number | undefined }) => {
    if (alert === undefined) return '–'
    if (page === undefined) return `${minutes(alert)} (ticket)`
    return page === alert ? minutes(page) : `${minutes(page)} (ticket: ${minutes(alert)})`
  },
  byRule: (a: { rules: readonly { readonly factor: number; readonly minutes: number }[] }) =>
    a.rules.length === 0
      ? ''
      : `By burn threshold: ${list(a.rules.map((rule) => `${minutes(rule.minutes)} at ${number(rule.factor)}×`))}`,
  driftFound: (a: { found: number; all: number }) => `${count(a.found)} of ${count(a.all)}`,
  driftDetails: (a: { minutes: number | undefined; falseAlarms: number }) => {
    const found = a.minutes === undefined ? 'detected' : `detected after ${minutes(a.minutes)}`
    return a.falseAlarms > 0 ? `${found}, ${counted(a.falseAlarms, 'false alarm')}` : found
  },
  faults: (a: { begun: number; ahead: number }) => {
    if (a.ahead <= 0) return a.begun === 0 ? 'No simulated faults' : counted(a.begun, 'simulated fault')
    return a.begun === 0
      ? `No simulated faults yet, ${count(a.ahead)} scheduled`
      : `${counted(a.begun, 'simulated fault')} so far, ${count(a.ahead)} more scheduled`
  },
  hide: 'Hide faults',
  fault: 'Fault',
  detected: 'Detected',
  affected: 'Affected objectives',
  from: 'From',
  duration: 'Duration',
  after: ({ page, alert }: { page: number | undefined; alert: number }) => {
    if (page === undefined) return `ticket after ${minutes(alert)}`
    return page === alert
      ? `page after ${minutes(page)}`
      : `page after ${minutes(page)}, ticket after ${minutes(alert)}`
  },
  asDrift: (a: { minutes: number }) => `as drift, after ${minutes(a.minutes)}`,
  missed: 'missed',
  whileOpen: 'an incident was already open',
  nothing: 'nothing to detect',
  none: 'none',
  objectives: (a: { ids: readonly string[] }) => list(a.ids),
  when: (a: { minute: number }) => virtualTime(a.minute * MINUTE),
  length: (a: { minutes: number }) => minutes(a.minutes),
})

export const runbookStepsText = defineText('operate/alerts/runbook-steps', {
  title: 'Runbook',
  titled: 'Runbook: <heading/>',
  /** Why a step has nothing to do, in parentheses after the step. */
  idle: {
    closed: 'already resolved',
    over: 'resolved automatically',
    deployRolledBack: 'the deploy is already rolled back',
    gone: 'no longer available',
    noCanary: 'no canary is running',
    noSplit: 'the service diagram has no split',
    routed: 'the router does this already',
    noShare: 'the challenger gets no traffic',
    serving: 'the service is running',
    stopped: 'the service is not running',
    loopRunning: 'a retraining round is running',
    notInRegistry: 'it was deployed outside the registry and is not listed there',
    unknown: 'the version is unknown',
    noPreviousVersion: 'there is no earlier version',
  },
  doneAt: (a: { at: number }) => `done on ${virtualTime(a.at)}`,
  noWayBack: (a: { alias: string; model: string }) =>
    `there is nothing to roll back to: the ${a.alias} of ${a.model} has no earlier version`,
  rollBackDeploy: 'roll back the deploy',
  toVersion: (a: { step: string; version: number }) => `${a.step} to version ${count(a.version)}`,
  reason: (a: { why: string }) => `(${a.why})`,
})
