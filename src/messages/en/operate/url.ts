/** @file UI text for the URL of a service: requests to it, its responses, and the load test. */
import { defineText } from '../../define'
import { cellNumber, commaList, count, fixed, number, plural } from '../../format'

/** Formats milliseconds, with decimals for small values, so that the bars of a table can be compared. */
function milliseconds(ms: number): string {
  if (ms < 0.005) return '< 0.01 ms'
  return `${ms < 10 ? fixed(ms, 2) : count(ms)} ms`
}

export const urlText = defineText('operate/url', {
  /** The tag `<path/>` stands for the path of the endpoint. */
  notServed: 'The service is not running: requests to <path/> return 503.',
  serve: 'Start service',
  warmingUp: 'Warming up…',
  place: {
    insecure:
      'There is no URL here: this page is not served over HTTPS, or the browser blocks service workers. Requests below go directly to the worker that runs the models, with the same API.',
    development:
      'There is no URL here: no service worker is installed, as is usual during development. Requests below go directly to the worker that runs the models, with the same API.',
    notYet:
      'The URL will be available once the service worker has cached Netloom. Until then, requests go directly to the worker that runs the models.',
    protocol: 'Open Inference Protocol v2. Other endpoints:',
  },
  try: {
    title: 'Try it',
    send: 'Send',
    empty: 'The response appears here.',
    as: 'Show request as',
    fetch: { title: 'fetch', about: 'For any web page from this site, in this browser' },
    curl: { title: 'curl', about: 'For serve.mjs: in Models, choose Server for Node' },
    copy: 'Copy',
    copied: 'Copied',
    /** Shown if only pages in this browser can reach the URL. */
    shell: (a: { base: string; node: string }) =>
      `${a.base} works only inside this browser, so a shell cannot call it. This command calls ${a.node}, where serve.mjs listens. To export serve.mjs, open Models and choose "Server for Node".`,
    shellHere: (a: { node: string }) =>
      `This URL works only inside this browser, so a shell cannot call it. The command calls ${a.node}, where serve.mjs listens. To get serve.mjs, open Models and choose "Server for Node".`,
    anyPage: 'Any web page from this site, in this browser, gets the same response while Netloom is open here.',
    numbers: (a: { n: number }) => `${count(a.n)} numbers, separated by spaces`,
    draw: (a: { name: string }) => `${a.name}: draw here`,
    sentAs: 'Sent as',
    sentImage: (a: { name: string }) => `${a.name} as sent`,
    sample: 'Use a sample',
    clear: 'Clear',
  },
  slider: (a: { value: number; unit: string | undefined }) => {
    const value = cellNumber(a.value)
    return a.unit === undefined ? value : `${value} ${a.unit}`
  },
  response: {
    label: 'Response',
    abstained: 'no prediction: the service abstained',
    number: (a: { value: number }) => number(a.value, 4),
    facts: {
      status: 'status',
      version: 'version',
      outcome: 'outcome',
      request: 'request',
      trace: 'trace',
      cached: 'cached',
      coldStart: 'cold start',
    },
    statusCode: (a: { status: number; code: string }) => `${a.status} ${a.code}`,
    coldStart: (a: { ms: number }) => milliseconds(a.ms),
    yes: 'yes',
    no: 'no',
    milliseconds: (a: { ms: number }) => milliseconds(a.ms),
    total: (a: { ms: number }) => `Total time: ${milliseconds(a.ms)}`,
    totalCold: (a: { ms: number; cold: number }) =>
      `Total time: ${milliseconds(a.ms)}, plus a cold start of ${milliseconds(a.cold)}`,
    slowRoundTrip:
      'The round trip includes HTTP, the service worker (which the first call has to start), and the wait for the worker that runs the models. When that worker has just started, it measures each stage before it answers.',
    inside: 'Time in the service, by stage',
    bars: {
      coldStart: 'cold start',
      roundTrip: 'round trip',
      queue: 'queue',
      service: 'service',
    },
  },
  capacity: {
    title: 'Capacity',
    replicas: 'Replicas',
    idle: 'Idle timeout',
    batch: 'Max batch size',
    batchWindow: 'Batch window',
    entries: 'Cache size',
    minutes: 'Time to live',
    minutesUnit: 'min',
    msUnit: 'ms',
    about:
      'A replica without requests stops after the idle timeout; 0 keeps it running. When no replica is left, the next request waits for a cold start. Replicas and batches apply to simulated traffic only; real requests are answered one at a time. The cache applies to simulated and real requests.',
  },
})

/** Formats milliseconds for the results of a load test. */
function loadLatency(ms: number): string {
  if (Number.isNaN(ms)) return '–'
  return `${ms < 10 ? fixed(ms, 2) : count(ms)} ms`
}

export const loadTestText = defineText('operate/url/load-test', {
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
  latency: 'Latency',
  due: 'Time at which the request was due',
  answered: 'Answered',
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
  milliseconds: (a: { ms: number }) => loadLatency(a.ms),
  count: (a: { n: number }) => count(a.n),
  chart: (a: { requests: number; p50: number; p95: number; p99: number }) =>
    `Latency of ${plural(a.requests, { one: '# request', other: '# requests' })}: P50 ${loadLatency(a.p50)}, P95 ${loadLatency(a.p95)}, P99 ${loadLatency(a.p99)}`,
  axis: (a: { ms: number }) => (a.ms < 1000 ? `${number(a.ms)} ms` : `${number(a.ms / 1000)} s`),
})
