/** @file UI text for the Live tab: time range, charts, dashboards, and the incidents next to them. */
import { defineText } from '../../define'
import {
  commaList,
  count,
  counted,
  duration,
  identifier,
  latency,
  number,
  oneDecimal,
  percent,
  plural,
  precisePercent,
  shortPercent,
  significant,
  span,
  virtualTime,
} from '../../format'

const labels = (n: number) => plural(n, { one: '# label', other: '# labels' })

/** Formats an amount of money without a currency: 0.25, 16.4, 1,430. */
const money = (value: number) => (value < 100 ? number(Number(value.toFixed(2)), 4) : count(value))

export const liveText = defineText('operate/live', {
  range: {
    label: 'Time range',
    hour: { title: 'Hour', about: 'The last hour of simulated time. Drag across a chart to zoom in.' },
    day: { title: 'Day', about: 'The last day of simulated time. Drag across a chart to zoom in.' },
    week: { title: 'Week', about: 'The last week of simulated time. Drag across a chart to zoom in.' },
    all: { title: 'All', about: 'Since the service started' },
    own: 'Custom',
    window: (a: { from: number; to: number; step: number }) =>
      `${virtualTime(a.from)} to ${virtualTime(a.to)}, step ${span(a.step)}`,
    eachPoint: (a: { step: number }) => `Each point covers ${span(a.step)}`,
  },
  dashboard: {
    label: 'Dashboard',
    tip: 'Press 1, 2, or 3, or scroll with Ctrl held down',
    owner: { title: 'Business', about: 'Wrong predictions, cost, availability, requests' },
    call: { title: 'On-call', about: 'Also the charts: latency, errors, accuracy, traffic, rollout' },
    debug: { title: 'Debug', about: 'Also single requests, classes, slices, and versions' },
  },
  loading: 'Charts',
  empty: {
    playing: {
      title: 'The scenario is playing',
      body: 'No requests yet. They appear here as soon as the first one arrives.',
    },
    off: {
      title: 'The service is not running',
      body: 'While it runs, this page shows how many requests it answers, how fast, what goes wrong, and each request in detail.',
    },
    noRequests: {
      title: 'No requests yet',
      body: 'Play a scenario to simulate traffic, or send a request in the URL tab.',
    },
  },
  simulated: 'sim',
  simulatedAbout: (a: { isDrill: boolean }) =>
    `Simulated, based on times ${a.isDrill ? 'that this drill fixes' : 'measured on this device'}`,
  nothing: '–',
  noData: 'No data in this time range.',
  spoken: (a: { title: string; latest: readonly { readonly name: string; readonly value: string }[] }) =>
    a.latest.length === 0
      ? `${a.title}: no data yet`
      : `${a.title}, latest: ${commaList(a.latest.map(({ name, value }) => (name === '' ? value : `${name} ${value}`)))}`,
  diagram: {
    label: 'Service diagram',
    show: 'Show diagram',
    hide: 'Hide diagram',
    about: 'Select a stage to open it in the Diagram tab',
    model: {
      p95: (a: { ms: number }) => `P95 ${latency(a.ms)}`,
      noRequests: 'No requests',
      noAnswers: 'No answers',
      latency: 'Latency of its latest answers, from arrival to response, on a logarithmic axis.',
      shadowLatency: 'Time in this stage, on a logarithmic axis. No request waits for a shadow.',
      deadline: (a: { ms: number; late: number }) =>
        `The dotted line is the objective of ${latency(a.ms)}; ${precisePercent(a.late)} of the answers are late.`,
    },
  },
  openCall: 'Show the on-call charts',
  openDebug: 'Show the requests and slices of Debug',
  hidden: 'Hidden during the drill because a real service would not know this. Use the labels instead.',
  wrong: {
    title: 'Wrong predictions',
    sim: 'Based on simulated ground truth, which a real service would not have',
    unknown: 'There is no simulated ground truth for these requests.',
    noPrediction: 'No request got a prediction.',
    share: (a: { wrong: number; known: number }) =>
      `${percent(a.wrong / a.known)} of ${plural(a.known, { one: '# prediction', other: '# predictions' })}`,
  },
  error: {
    title: 'Mean absolute error',
    none: 'No labels yet.',
    onlyByHand: (a: { labels: number }) => `${labels(a.labels)} by hand, not counted`,
    basis: (a: { labels: number }) => `based on ${labels(a.labels)}`,
  },
  availability: {
    title: 'Availability',
    /** Fractions of all requests; 0 if too small to mention. */
    details: (a: { unanswered: number; abstained: number; fallback: number; invalid: number }) =>
      commaList([
        `${count(a.unanswered)} unanswered`,
        ...(a.abstained > 0 ? [`${precisePercent(a.abstained)} abstained`] : []),
        ...(a.fallback > 0 ? [`${precisePercent(a.fallback)} fallback`] : []),
        ...(a.invalid > 0 ? [`${count(a.invalid)} invalid`] : []),
      ]),
  },
  requests: {
    title: 'Requests',
    cached: (a: { share: number }) => `${percent(a.share)} from the cache`,
    noneCached: 'none from the cache',
  },
  cost: {
    title: 'Cost',
    sim: (a: { isDrill: boolean }) =>
      `Based on simulated traffic and ground truth, with times ${a.isDrill ? 'that this drill fixes' : 'measured on this device'}`,
    prices: 'Prices',
    hour: 'One hour of model compute',
    wrong: 'One wrong prediction',
    unanswered: 'One unanswered or abstained request',
    currency: 'In any currency.',
    total: (a: { money: number }) => money(a.money),
    details: (a: { wrong: number; unanswered: number; compute: number }) =>
      commaList([
        `${money(a.wrong)} wrong`,
        `${money(a.unanswered)} unanswered or abstained`,
        ...(a.compute >= 0.005 ? [`${money(a.compute)} compute`] : []),
      ]),
    computeTime: (a: { ms: number }) => `${duration(a.ms)} of model compute`,
  },
  charts: {
    ms: 'ms',
    accuracy: 'Accuracy',
    error: 'Error by label',
    wrong: 'Wrong per step',
    fewLabels: 'Too few labels at each point to draw a line.',
    noLabels: 'No labels yet. The scenario decides when labels arrive.',
    onlyByHand: (a: { labels: number }) =>
      `No labels that count yet: ${labels(a.labels)} by hand ${a.labels === 1 ? 'does' : 'do'} not, because the label queue shows uncertain requests first.`,
    onlyOtherLabels: 'No labeled predictions yet: all labels belong to requests without a prediction.',
    perMinute: 'Requests/min',
    latency: 'Latency',
    notAnswered: 'Abstained, fell back, or failed',
    allAnswered: 'All requests were answered by a model.',
    byVersion: 'Traffic by version',
    queueTime: 'Queue time',
    inQueue: 'Requests in queue',
    warm: 'Warm replicas',
    noModelReached: 'No requests reached a model.',
    coldStarts: 'Cold starts',
    noRequests: 'No requests in this time range.',
  },
  series: {
    received: 'received',
    answered: 'answered',
    p50: 'P50',
    p95: 'P95',
    p99: 'P99',
    accuracy: 'accuracy',
    error: 'error',
    queueTime: 'mean',
    inQueue: 'in queue',
    waitedForStart: 'waited for a cold start',
    wrong: 'wrong',
    noVersion: 'no version',
    noVersionAnswered: 'no version answered',
  },
  totals: {
    p50: 'P50',
    p95: 'P95',
    p99: 'P99',
    queueTime: 'Queue time',
    coldStarts: 'Cold starts',
    /** Parts of the errors. */
    limited: 'Errors: rate limited',
    full: 'Errors: queue full',
    flagged: 'Flagged inputs',
    precision: (a: { clockStepMs: number }) =>
      `P50, P95, and P99 are accurate to 1%. Model times are accurate to ${number(a.clockStepMs)} ms, the clock resolution of this browser.`,
  },
  stages: {
    label: 'Stages',
    title: 'Latency by stage (in whole hours, and the current one)',
    stage: 'Stage',
    requests: 'Requests',
    mean: 'Mean',
    p50: 'P50',
    p95: 'P95',
    p99: 'P99',
    replicas: 'Replicas',
    removed: (a: { title: string }) => `${a.title} (removed)`,
    coldStart: (a: { ms: number; isDrill: boolean }) =>
      `A cold start takes ${duration(a.ms)}, as ${a.isDrill ? 'this drill fixes it' : 'measured when the service was opened'}.`,
  },
  changes: {
    title: 'Changes',
    none: 'No changes in this time range.',
    aliasSet: (a: { alias: string; model: string; version: number }) =>
      `${a.alias} alias of ${a.model} set to version ${a.version}`,
    aliasRemoved: (a: { alias: string; model: string }) => `${a.alias} alias of ${a.model} removed`,
    share: (a: { stage: string; from: number; to: number }) =>
      `${a.stage}: challenger share changed from ${percentOf100(a.from)} to ${percentOf100(a.to)}`,
    canary: {
      began: (a: { percent: number }) => `Canary started at ${percentOf100(a.percent)}`,
      resumed: (a: { percent: number }) => `Canary resumed at ${percentOf100(a.percent)}`,
      advanced: (a: { percent: number }) => `Canary advanced to ${percentOf100(a.percent)}`,
      'rolled back': (_: { percent: number }) => 'Canary rolled back',
      promoted: (_: { percent: number }) => 'Canary promoted to champion',
      stopped: (a: { percent: number }) =>
        a.percent === 0 ? 'Canary stopped' : `Canary stopped at ${percentOf100(a.percent)}`,
    },
    eventStarts: (a: { title: string }) => `${a.title} starts`,
    eventEnds: (a: { title: string }) => `${a.title} ends`,
    byWhom: (a: { change: string; by: string; why: string }) =>
      a.why === '' ? `${a.change} ${a.by}` : `${a.change} ${a.by}: ${a.why}`,
  },
})

function percentOf100(of100: number): string {
  return shortPercent(of100 / 100)
}

export const debugText = defineText('operate/live/debug', {
  confusion: {
    label: 'Confusion matrix',
    title: 'Confusion matrix (labeled requests)',
    none: 'No labeled requests got a wrong prediction.',
    noLabels: 'No labels for a prediction yet.',
    /** The tags stand for the class of the label and the predicted class. */
    mistake: '<actual/> predicted as <predicted/>',
    mistakeOf: (a: { actual: string; predicted: string }) => `${a.actual} predicted as ${a.predicted}`,
  },
  slices: { title: 'Slices, worst first', head: 'Slice' },
  versions: { title: 'Versions, worst first', head: 'Version' },
  pairs: {
    title: 'Slices by version, worst first',
    head: 'Slice and version',
    name: (a: { slice: string; version: string }) => `${a.slice}, ${a.version}`,
  },
  heads: {
    requests: 'Requests',
    availability: { head: 'Availability', about: 'Share of valid requests that were answered, also by a fallback' },
    byVersion: {
      head: 'Without fallback',
      about: 'Share of valid requests that the version answered itself. If a fallback answered instead, it failed.',
    },
    labels: 'Labels',
    inputs: { head: 'Inputs', about: 'Different inputs among the labeled requests' },
    accuracy: 'Accuracy (95% interval)',
    error: 'Mean absolute error',
  },
  /** What a table is sorted by; the answered share is the heading of its column. */
  order: (a: { answered: string; isError: boolean }) =>
    a.isError
      ? `Sorted by ${a.answered.toLowerCase()}, lowest first, then by error.`
      : `Sorted by accuracy or ${a.answered.toLowerCase()}, whichever is lower.`,
  none: '–',
  features: {
    label: 'Features of failures',
    title: 'Inputs of recent failures',
    tooFew: (a: { failures: number; others: number }) =>
      `A comparison needs at least 10 failures and 10 other requests. Current counts: ${count(a.failures)} and ${count(a.others)}.`,
    wrong: (a: { failures: number; others: number }) =>
      `${plural(a.failures, { one: '# request that was wrong by its label or got no prediction', other: '# requests that were wrong by their label or got no prediction' })}, compared with ${plural(a.others, { one: '# other recent request', other: '# other recent requests' })}.`,
    furthestOff: (a: { failures: number; others: number }) =>
      `${plural(a.failures, { one: '# request with a large error or no prediction', other: '# requests with the largest errors or no prediction' })}, compared with ${plural(a.others, { one: '# other recent request', other: '# other recent requests' })}.`,
    unknownValue: 'unknown value',
    category: (a: { value: string; failures: number; others: number }) =>
      `${a.value}: ${precisePercent(a.failures)}, others ${precisePercent(a.others)}`,
    mean: (a: { failures: number; others: number; deviations: number }) =>
      `${significant(a.failures)}, others ${significant(a.others)} (${a.deviations > 0 ? '+' : ''}${oneDecimal(a.deviations)} SD)`,
  },
  requests: {
    title: 'Single requests',
    which: 'Filter requests',
    save: 'All requests as CSV',
    saveTip: 'Save all stored requests as a CSV file',
    /** The name of the file. */
    file: (a: { service: string }) => `${a.service} requests`,
    wrong: 'Wrong (by label)',
    failed: 'Failed or not ready',
    refused: 'Invalid or rejected',
    abstained: 'Abstained or fallback',
    flagged: 'Flagged by the input guard',
    disagrees: 'Shadow disagrees',
    leastSure: 'Lowest confidence',
    url: 'From the URL',
    load: 'From a load test',
    all: 'All, newest first',
    slice: 'Slice',
    allSlices: 'All slices',
    version: 'Version',
    allVersions: 'All versions',
    other: 'other',
    noMatch: (a: { requests: number }) =>
      plural(a.requests, {
        one: 'The only request so far does not match the filters for this time range.',
        other: 'No matches in this time range among the latest # requests.',
      }),
    request: 'Request',
    time: 'Time',
    prediction: 'Prediction',
    confidence: 'Confidence',
    labelHead: 'Label',
    outcome: 'Outcome',
    cached: 'Cached',
    name: (a: { id: number }) => `Request ${identifier(a.id)}`,
    newest: 'Newest',
    older: 'Older',
    class: (a: { index: number }) => `class ${a.index}`,
    noPrediction: 'no prediction',
  },
})

export const incidentColumnText = defineText('operate/live/incident-column', {
  counts: (a: { pages: number; tickets: number }) =>
    commaList([
      ...(a.pages > 0 ? [counted(a.pages, 'page')] : []),
      ...(a.tickets > 0 ? [counted(a.tickets, 'ticket')] : []),
    ]),
  noneOpen: 'No open incidents.',
  postmortem: 'Postmortem',
  /** Short names of runbook steps, by their command. */
  fix: {
    'registry.rollback': 'Roll back champion',
    'canary.rollback': 'Roll back canary',
    'canary.share': 'Send all to the champion',
    'service.start': 'Start service',
  } as Readonly<Record<string, string>>,
  runbook: (a: { heading: string }) => `Runbook: ${a.heading}`,
  bad: (a: { bad: number; total: number; burn: number; ofLabels: boolean }) =>
    `${count(a.bad)} of ${a.ofLabels ? `${counted(a.total, 'labeled prediction')} were wrong` : `${counted(a.total, 'request')} were bad`}: ${number(a.burn, 2)} times as many as the objective allows.`,
  drifted: (a: { feature: string; size: string }) => `${a.feature}: ${a.size}.`,
  sentence: (a: { line: string }) => `${a.line}.`,
  moments: {
    ticket: (a: { factor: number | undefined }) =>
      a.factor === undefined ? 'Ticket' : `Ticket: burn rate above ${number(a.factor)}×`,
    page: (a: { factor: number | undefined }) =>
      a.factor === undefined ? 'Page' : `Page: burn rate above ${number(a.factor)}×`,
    drift: 'Ticket: drift found',
    deploy: 'The scenario deployed a build',
    recovered: 'Recovered: the error budget no longer burns',
    resolved: 'Resolved',
  },
})
