/**
 * @file toPrometheusRules: exports the burn-rate rules of objectives as a Prometheus rule file, based on two gauges per
 * objective with per-minute counts, `netloom_requests:minute` and `netloom_requests_bad:minute`, each with the labels
 * `service` and `slo`. The file records these gauges from the metrics of the URL; comments in the file say which counts must come
 * from elsewhere, because labels and scenarios are not part of those metrics. Windows are half a minute shorter, so
 * that in every version of Prometheus they contain exactly as many samples as minutes. The file is always in English.
 */

import { DEFAULT_WITHIN_MS, type Slo } from './slo'
import { BURN_RULES, type BurnRule, MIN_BAD, rulesFor, shareOf, wilsonBound } from './slo-burn'
import type { SloKind } from './slo-limits'

/** The service that a rule file belongs to; it answers requests under its own name and the names of its models. */
export interface RuleService {
  readonly name: string
  readonly models: readonly string[]
}

/** The name of a rule's alert, which is shared by all objectives; the labels `service` and `slo` tell them apart. */
export function alertName({ id }: BurnRule): string {
  return `NetloomBudgetBurn${id.slice(0, 1).toUpperCase()}${id.slice(1)}`
}

/** Creates a rule file with one group per objective. */
export function toPrometheusRules(
  slos: readonly Slo[],
  service: RuleService,
  rules: readonly BurnRule[] = BURN_RULES,
): string {
  const groups = slos.map((slo) => [
    `  - name: ${quoted(`netloom ${service.name} ${slo.id}`)}`,
    '    interval: 1m',
    '    rules:',
    ...fromMetrics(slo, service),
    ...windowsOf(rules).flatMap((minutes) => GAUGES.flatMap((gauge) => sum(slo, service, gauge, minutes))),
    ...rulesFor(slo, rules).flatMap((rule) => alert(slo, service, rule)),
  ])
  return `${[...HEAD, 'groups:', ...groups.flat()].join('\n')}\n`
}

const HEAD = [
  '# Written by Netloom.',
  '# Each objective uses two counts per minute: all requests (netloom_requests:minute) and bad ones (netloom_requests_bad:minute).',
  '# For requests to the URL, both are recorded here from /metrics. Scenario traffic is not included: it runs in simulated time,',
  '# which Prometheus cannot store. Netloom evaluates these rules for it.',
  '# Scrape /metrics at least once a minute (scrape_interval: 1m or less). A count is the mean of two minutes.',
]

/** Selects the names of a service; unknown models, whose label is empty, never count. */
function modelSelector({ name: own, models }: RuleService): string {
  const pattern = [...new Set([own, ...models])].map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')
  return `model=~${quoted(pattern)}`
}

/**
 * Records the two counts for an objective from the metrics of the URL. Invalid requests are not counted, as in
 * `judgeRequest`.
 */
function fromMetrics(slo: Slo, service: RuleService): readonly string[] {
  const selector = modelSelector(service)
  const record = (gauge: string, expr: string) => recording(`${gauge}:minute`, expr, slo, service)
  // An increase needs two samples, which one minute does not have at the default scrape interval of one minute.
  const grew = (series: string, labels: string) => `sum(increase(${series}{${selector},${labels}}[2m])) / 2`
  const answered = grew(REQUESTS, 'code="200"')
  const due = grew(REQUESTS, 'code=~"200|429|5.."')
  if (slo.kind === 'accuracy')
    return ['      # Labels are not sent to the URL: record the two counts of this objective where you keep labels.']
  const failed = `${grew(REQUESTS, 'code=~"429|5.."')} or 0 * (${due})`
  if (slo.kind === 'availability') return [...record(TOTAL, due), ...record(BAD, failed)]
  if (slo.kind === 'without-fallback')
    return [...record(TOTAL, due), ...record(BAD, `(${failed}) + (${grew(FALLBACKS, 'code="200"')} or 0 * (${due}))`)]
  if (slo.kind === 'without-abstention')
    return [
      ...record(TOTAL, `${answered} - (${grew(FALLBACKS, 'code="200"')} or 0 * (${answered}))`),
      ...record(BAD, `${grew(ABSTENTIONS, 'code="200"')} or 0 * (${answered})`),
    ]
  const limit = BUCKETS.findLast((seconds) => 1000 * seconds <= (slo.withinMs ?? DEFAULT_WITHIN_MS))
  if (limit === undefined)
    return [
      `      # The smallest bucket of /metrics is ${1000 * BUCKETS[0]} ms: record the two counts of this objective elsewhere.`,
    ]
  const inTime = grew(SECONDS, `code="200",le="${limit}"`)
  return [
    ...(1000 * limit === slo.withinMs
      ? []
      : [`      # Within ${1000 * limit} ms, the next smaller bucket of /metrics.`]),
    ...record(TOTAL, slo.kind === 'latency' ? answered : due),
    ...record(BAD, `${slo.kind === 'latency' ? answered : due} - (${inTime} or 0 * (${due}))`),
  ]
}

function recording(name: string, expr: string, slo: Slo, service: RuleService): readonly string[] {
  return [
    `      - record: ${name}`,
    // A block, because names may contain characters that are special in YAML.
    '        expr: |-',
    `          ${expr}`,
    `        labels: {service: ${quoted(service.name)}, slo: ${quoted(slo.id)}}`,
  ]
}

const REQUESTS = 'netloom_requests_total'
const FALLBACKS = 'netloom_fallback_answers_total'
const ABSTENTIONS = 'netloom_abstained_answers_total'
const SECONDS = 'netloom_request_duration_seconds_bucket'

function alert(slo: Slo, service: RuleService, rule: BurnRule): readonly string[] {
  return [
    `      - alert: ${alertName(rule)}`,
    '        expr: |-',
    ...expression(slo, service, rule).map((line) => `          ${line}`),
    ...(rule.forMinutes > 0 ? [`        for: ${rule.forMinutes}m`] : []),
    '        labels:',
    `          severity: ${rule.severity}`,
    `          service: ${quoted(literal(service.name))}`,
    `          slo: ${quoted(slo.id)}`,
    '        annotations:',
    `          summary: ${quoted(literal(alertSummary(slo, service, rule)))}`,
  ]
}

/** Escapes text for labels and annotations of alerts, which Prometheus expands as Go templates. */
function literal(text: string): string {
  return text.replaceAll('{{', '{{"{{"}}')
}

/** The text for the summary annotation of an alert. */
export function alertSummary(slo: Slo, { name }: RuleService, rule: BurnRule): string {
  const { factor, longMinutes, shortMinutes, forMinutes } = rule
  const held = forMinutes > 0 ? ` for ${durationText(forMinutes)}` : ''
  return `${name}: ${sentence(slo)}: burn rate above ${factor} in both windows (${durationText(longMinutes)} and ${durationText(shortMinutes)})${held}`
}

const WHAT: Readonly<Record<SloKind, string>> = {
  availability: 'requests answered',
  latency: 'responses within {ms} ms',
  'valid-and-fast': 'requests answered within {ms} ms',
  accuracy: 'labeled predictions correct',
  'without-fallback': 'requests answered without a fallback',
  'without-abstention': 'model predictions given without abstaining',
}

/** The sentence that describes an objective in rule files. */
function sentence({ kind, targetPercent, withinMs = DEFAULT_WITHIN_MS, overDays }: Slo): string {
  return `${targetPercent}% of ${WHAT[kind].replace('{ms}', String(withinMs))} over ${overDays} ${overDays === 1 ? 'day' : 'days'}`
}

/** Sums are recorded once, before the alerts in the same group that use them. */
function sum(slo: Slo, service: RuleService, gauge: string, minutes: number): readonly string[] {
  const window = minutes > 1 ? `${minutes - 1}m30s` : '30s'
  // The labels would be inherited anyway, but if they are set explicitly, promtool's lint does not report the rules of
  // two objectives as duplicates.
  const expr = `sum_over_time(${gauge}:minute{${own(slo, service)}}[${window}])`
  return recording(summed(gauge, minutes), expr, slo, service)
}

function expression(
  slo: Slo,
  service: RuleService,
  { factor, longMinutes, shortMinutes }: BurnRule,
): readonly string[] {
  const over = (gauge: string, minutes: number) => `${summed(gauge, minutes)}{${own(slo, service)}}`
  const [most, budget] = [shareOf(slo, factor), shareOf(slo)]
  const burns = (minutes: number) => `${most.whole} * ${over(BAD, minutes)} > ${most.part} * ${over(TOTAL, minutes)}`
  const [bad, total] = [over(BAD, longMinutes), over(TOTAL, longMinutes)]
  return [
    burns(longMinutes),
    `and ${burns(shortMinutes)}`,
    `and ${bad} >= ${MIN_BAD}`,
    // True if the 95% Wilson interval of the bad share lies entirely above the budget.
    `and ${budget.whole} * ${bad} - ${budget.part} * ${total} > ${wilsonBound(budget)} * sqrt(${total})`,
  ]
}

const BAD = 'netloom_requests_bad'
const TOTAL = 'netloom_requests'
const GAUGES = [BAD, TOTAL]

function windowsOf(rules: readonly BurnRule[]): readonly number[] {
  const all = rules.flatMap(({ longMinutes, shortMinutes }) => [longMinutes, shortMinutes])
  return [...new Set(all)].sort((a, b) => a - b)
}

function summed(gauge: string, minutes: number): string {
  return `${gauge}:sum${durationText(minutes).replace(' ', '')}`
}

function own({ id }: Slo, { name }: RuleService): string {
  return `service=${quoted(name)},slo=${quoted(id)}`
}

/** Formats a duration, such as 3 d, 6 h or 30 m. */
function durationText(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440} d`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} m`
}

/** Quotes a string as JSON, which is valid in both YAML and PromQL. */
function quoted(text: string): string {
  return JSON.stringify(text)
}

/**
 * Upper bounds in seconds: a small perceptron answers within the first bucket, and a timeout falls into the last
 * bucket.
 */
export const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10] as const
