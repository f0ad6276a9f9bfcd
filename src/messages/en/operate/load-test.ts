/** @file UI text for the load test: its settings, its results, and the latency chart. */
import { defineText } from '../../define'
import { count, commaList, fixed, number, plural } from '../../format'

/** Formats milliseconds for the results of a load test. */
function milliseconds(ms: number): string {
  if (Number.isNaN(ms)) return '–'
  return `${ms < 10 ? fixed(ms, 2) : count(ms)} ms`
}

export const loadTestText = defineText('operate/load-test', {
  title: 'Load test',
  perSecond: 'Requests per second',
  seconds: 'Duration (s)',
  inFlight: 'Max in flight',
  seed: 'Seed',
  target: 'Target',
  url: { title: 'URL', about: 'Through HTTP and the service worker' },
  worker: { title: 'Worker', about: 'Directly to the worker that runs the models, without HTTP' },
  start: 'Run load test',
  stop: 'Stop load test',
  aboutRows:
    'Requests are sent on schedule, even while earlier ones are waiting (open loop). Latency counts from the scheduled time, so a stall adds to the latency of every request that was due. Requests cycle through held-out rows of the dataset. The log marks them as a load test, and metrics, drift, objectives, and the label queue ignore them.',
  aboutForm:
    'Requests are sent on schedule, even while earlier ones are waiting (open loop). Latency counts from the scheduled time, so a stall adds to the latency of every request that was due. All requests use the default input above, because the training dataset is not on this device. The log marks them as a load test, and metrics, drift, objectives, and the label queue ignore them.',
  p50: 'P50',
  p95: 'P95',
  p99: 'P99',
  max: 'Max',
  throughput: 'Answered per second',
  errors: 'Errors',
  noErrors: 'none',
  errorCounts: (a: { errors: readonly { readonly status: string; readonly n: number }[] }) =>
    commaList(a.errors.map(({ status, n }) => `${count(n)} × ${status}`)),
  noAnswer: 'no response',
  notSent: 'Not sent',
  notSentOf: (a: { requests: number; inFlight: number }) =>
    `${count(a.requests)} (${count(a.inFlight)} already in flight)`,
  coldStarts: 'Cold starts',
  senderLate: 'Sender delay P99',
  total: 'Total',
  requests: (a: { n: number }) => plural(a.n, { one: '# request', other: '# requests' }),
  milliseconds: (a: { ms: number }) => milliseconds(a.ms),
  count: (a: { n: number }) => count(a.n),
  chart: (a: { requests: number; p50: number; p95: number; p99: number }) =>
    `Latency of ${plural(a.requests, { one: '# request', other: '# requests' })}: P50 ${milliseconds(a.p50)}, P95 ${milliseconds(a.p95)}, P99 ${milliseconds(a.p99)}`,
  axis: (a: { ms: number }) => (a.ms < 1000 ? `${number(a.ms)} ms` : `${number(a.ms / 1000)} s`),
})
