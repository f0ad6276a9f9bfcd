/** @file UI text for the Drift tab: features, windows, statistics, and estimates of accuracy before labels arrive. */
import { defineText } from '../../define'
import {
  capitalized,
  count,
  counted,
  expression,
  fixed,
  identifier,
  list,
  percent,
  plural,
  precisePercent,
  pValue,
  range,
  shortPercent,
  significant,
  virtualTime,
} from '../../format'

/** Formats a p-value with its name: p = 0.012, p < 0.001. */
const pValueWithName = (p: number) => expression(p < 0.001 ? `p ${pValue(p)}` : `p = ${pValue(p)}`)

export const driftText = defineText('operate/drift', {
  intro:
    'Do requests still look like the data the model was evaluated on? The comparison covers every column, measures of images and text (such as brightness), the predictions, and their confidence. The largest significant differences come first.',
  failed: 'Drift cannot be measured',
  loading: 'Evaluating the models on held-out rows…',
  nothing: 'No requests to compare yet',
  start: 'Start service',
  analyzing: 'Analyzing…',
  more: (a: { requests: number }) => `About ${counted(a.requests, 'more request')} needed`,
  moreAbout: (a: { window: number; requests: number }) =>
    `A window has ${counted(a.window, 'request')}; ${count(a.requests)} have arrived. Play the scenario below, or use smaller windows, which detect only larger drift.`,
  statistics: {
    'kolmogorov-smirnov': 'Kolmogorov–Smirnov',
    wasserstein: 'Wasserstein',
    psi: 'PSI',
    'jensen-shannon': 'Jensen–Shannon',
    'chi-squared': 'χ²',
  },
  missingTest: 'χ² of missing values',
  sureness: { no: 'no drift', once: 'drift in one window', persistent: 'persistent drift', over: 'recovered' },
  /** Names of the monitored features of predictions. */
  answers: { answer: 'prediction', confidence: 'confidence' },
  plan: {
    window: 'Window',
    size: (a: { requests: number }) => counted(a.requests, 'request'),
    against: 'Reference',
    usual: { title: 'Usual data', about: 'The data that requests are taken from' },
    training: {
      title: 'Training data',
      about:
        'The data the model was trained on. Requests are taken from held-out rows. If there are few such rows, requests differ a little from the training data even without drift.',
    },
    decider: 'Test',
    deciders: {
      usual: { title: 'KS and χ²', about: 'Kolmogorov–Smirnov for numbers, χ² for categories' },
      psi: {
        title: 'PSI',
        about: 'Population stability index: compares the share of values in each quantile bin of the reference',
      },
      'jensen-shannon': {
        title: 'Jensen–Shannon',
        about: 'Compares the share of values in each quantile bin of the reference',
      },
      wasserstein: { title: 'Wasserstein', about: 'A permutation test for numbers, χ² for categories' },
    },
    summary: (a: { rows: number; alpha: number; least: number; among: number }) =>
      `${counted(a.rows, 'reference row')}. <b>False discovery rate ${shortPercent(a.alpha)}</b>: of 100 features reported as drifting, on average at most ${count(100 * a.alpha)} are false alarms. An alert fires when a feature drifts in ${count(a.least)} of ${count(a.among)} consecutive windows.`,
  },
  window: {
    none: (a: { requests: number; test: string }) =>
      `No drift detected in ${counted(a.requests, 'request')} by ${a.test}.`,
    contrary: (a: { name: string; others: readonly string[] }) =>
      `${list(a.others)} ${a.others.length === 1 ? 'disagrees' : 'disagree'} for ${a.name}, see below.`,
    some: (a: { features: readonly string[]; more: number }) =>
      `${counted(a.features.length + a.more, 'feature drifts', 'features drift')}: ${list(a.more > 0 ? [...a.features, `${count(a.more)} more`] : a.features)}.`,
    period: (a: { from: number; to: number }) => `${virtualTime(a.from)} to ${virtualTime(a.to)}.`,
    latest: (a: { from: number; to: number }) => `${virtualTime(a.from)} to ${virtualTime(a.to)}, the latest window.`,
    showLatest: 'Show the latest',
    features: 'Features',
    calendar: (a: { features: readonly string[] }) =>
      `Not compared, because simulated values follow the calendar: ${list(a.features)}.`,
    /** A new build answered, which nobody has evaluated. */
    newBuild: (a: { build: string; version: string }) =>
      `Predictions of the ${a.build} are compared with those of ${a.version}, because the build was never evaluated.`,
    /** Why the rows for the prediction and its confidence are missing. */
    noAnswers:
      'Predictions and their confidence are not compared: there are no held-out predictions of what answered most of these requests.',
    of: (a: { name: string }) => `Window of ${a.name}`,
  },
  few: {
    anyRows: (a: { requests: number; rows: number }) =>
      `${counted(a.requests, 'request')} and ${counted(a.rows, 'reference row')} are too few to detect any drift. More held-out rows would help.`,
    anyRequests: (a: { requests: number; rows: number }) =>
      `${counted(a.requests, 'request')} and ${counted(a.rows, 'reference row')} are too few to detect any drift. Larger windows would help.`,
    smallRows: (a: { requests: number; rows: number; least: number }) =>
      `${counted(a.requests, 'request')} and ${counted(a.rows, 'reference row')} are too few to detect small drift: in a numeric column, about ${percent(a.least, 0)} of requests must change before the drift is reliably detected. More held-out rows would help.`,
    smallRequests: (a: { requests: number; rows: number; least: number }) =>
      `${counted(a.requests, 'request')} and ${counted(a.rows, 'reference row')} are too few to detect small drift: in a numeric column, about ${percent(a.least, 0)} of requests must change before the drift is reliably detected. Larger windows would help.`,
  },
  change: {
    usual: {
      missing: (a: Shares) => `missing in ${precisePercent(a.now)} of requests (usual: ${precisePercent(a.before)})`,
      category: (a: Shares & { value: string }) =>
        `"${a.value}" in ${precisePercent(a.now)} of requests (usual: ${precisePercent(a.before)})`,
      spread: 'usual mean, different distribution',
      higher: (a: Means) => `${amount(a)} higher: mean ${significant(a.now)} (usual: ${significant(a.before)})`,
      lower: (a: Means) => `${amount(a)} lower: mean ${significant(a.now)} (usual: ${significant(a.before)})`,
      none: (a: { name: string; n: number }) =>
        `${capitalized(a.name)}: no difference from usual data detected in ${counted(a.n, 'request')}.`,
    },
    training: {
      missing: (a: Shares) => `missing in ${precisePercent(a.now)} of requests (training: ${precisePercent(a.before)})`,
      category: (a: Shares & { value: string }) =>
        `"${a.value}" in ${precisePercent(a.now)} of requests (training: ${precisePercent(a.before)})`,
      spread: 'same mean as in training, different distribution',
      higher: (a: Means) => `${amount(a)} higher: mean ${significant(a.now)} (training: ${significant(a.before)})`,
      lower: (a: Means) => `${amount(a)} lower: mean ${significant(a.now)} (training: ${significant(a.before)})`,
      none: (a: { name: string; n: number }) =>
        `${capitalized(a.name)}: no difference from the training set detected in ${counted(a.n, 'request')}.`,
    },
    distribution: 'different distribution',
    unseenValue: 'a new value',
    verdict: (a: { name: string; change: string; p: number; n: number }) =>
      `${capitalized(a.name)}: ${a.change}. ${often(a.p)}, n = ${count(a.n)}.`,
  },
  chance: (a: { p: number }) => pValueWithName(a.p),
  psi: (a: { psi: number }) => `PSI ${fixed(a.psi, 2)}`,
  detail: {
    overlay: (a: { name: string }) => `${a.name}: bars show these requests, the line shows the reference`,
    mini: (a: { name: string }) => `${a.name}, these requests and the reference`,
    distribution: (a: { name: string }) => `Distribution of ${a.name}`,
    share: 'Share',
    series: {
      now: 'these requests',
      before: 'reference',
      statistic: 'statistic',
      threshold: 'threshold',
      drifted: 'drift',
    },
    comparison: {
      usual: (a: { requests: number; rows: number }) =>
        `${counted(a.requests, 'request')} compared with usual data (${counted(a.rows, 'row')}), binned by its quantiles`,
      training: (a: { requests: number; rows: number }) =>
        `${counted(a.requests, 'request')} compared with training data (${counted(a.rows, 'row')}), binned by its quantiles`,
    },
    over: (a: { statistic: string; windows: number }) => `${a.statistic} over the last ${counted(a.windows, 'window')}`,
    overPersistent: (a: { statistic: string; windows: number }) =>
      `${a.statistic} over the last ${counted(a.windows, 'window')}: persistent drift`,
    byWindow: (a: { name: string }) => `${a.name} by window`,
    thresholdKey: (a: { requests: number; alpha: number; features: number }) =>
      a.features < 2
        ? `The threshold is for ${counted(a.requests, 'request')} at ${shortPercent(a.alpha)} significance.`
        : `The threshold is for ${counted(a.requests, 'request')} at ${shortPercent(a.alpha / a.features)} significance: ${shortPercent(a.alpha)} divided by ${counted(a.features, 'feature')}. Drift is also possible slightly below it, because the verdict depends on all features (Benjamini–Hochberg).`,
    all: 'All statistics',
    contrary: (a: { decides: string; others: readonly string[] }) =>
      `${a.decides} decides, as set in Test. ${list(a.others)} ${a.others.length === 1 ? 'exceeds its threshold' : 'exceed their thresholds'} in All statistics. Several tests give more false alarms than one, so check if the next windows repeat it.`,
    statistic: 'Statistic',
    now: 'Now',
    threshold: 'Threshold',
    p: 'p-value',
    method: 'Method',
    methods: { formula: 'formula', simulation: 'simulation', permutation: 'permutation' },
    tooFew: 'too few',
    size: {
      small: (a: { psi: number }) => `Effect size: small (PSI ${fixed(a.psi, 2)}).`,
      moderate: (a: { psi: number }) => `Effect size: moderate (PSI ${fixed(a.psi, 2)}).`,
      large: (a: { psi: number }) => `Effect size: large (PSI ${fixed(a.psi, 2)}).`,
    },
    bands: 'The PSI limits 0.1 and 0.25 describe the size of the drift, not its significance.',
    allValues: 'all',
    below: (a: { cut: string }) => `< ${a.cut}`,
    between: (a: { low: string; high: string }) => range(a.low, a.high),
    above: (a: { cut: string }) => `≥ ${a.cut}`,
    unseen: 'new value',
  },
  together: {
    title: 'All numeric features together (MMD)',
    none: 'Requests have fewer than two monitored numeric features.',
    drifted: (a: { features: number; p: number }) =>
      `The ${count(a.features)} numeric features occur in different combinations than in the reference (${pValueWithName(a.p)}).`,
    same: (a: { features: number }) =>
      `No difference from the reference detected in the combinations of the ${count(a.features)} numeric features.`,
    statistic: (a: { statistic: number; threshold: number }) =>
      `MMD² ${significant(a.statistic)}, threshold ${significant(a.threshold)}, from a permutation test with at most 250 rows each from the reference and the requests.`,
  },
  furthest: {
    drifted: 'Requests furthest from the reference',
    usual: 'Most unusual requests',
    notStored: 'The inputs of these requests are not stored.',
    request: (a: { id: number }) => `Request ${identifier(a.id)}`,
    labeled: (a: { id: number; label: string }) => `Request ${identifier(a.id)}, label ${a.label}`,
    noLabel: 'no label',
    repeated: (a: { value: string; times: number }) => `${a.value} · ${count(a.times)}×`,
    times: (a: { times: number }) => `· ${count(a.times)}×`,
    create: (a: { rows: number; of: number }) =>
      `Create dataset from the ${count(a.rows)} most extreme of ${counted(a.of, 'request')}`,
    datasetTitle: (a: { dataset: string; feature: string }) => `${a.dataset}: ${a.feature} drift`,
    addTo: (a: { dataset: string }) => `Add to ${a.dataset}`,
    sentLabeled: (a: { rows: number }) =>
      plural(a.rows, { one: 'Sent # row to Data, with its label.', other: 'Sent # rows to Data, all labeled.' }),
    sentUnlabeled: (a: { rows: number }) =>
      `Sent ${counted(a.rows, 'row')} to Data, none labeled. Models cannot learn from unlabeled rows. Label them, then create the dataset again.`,
    sentSome: (a: { rows: number; labeled: number; unlabeled: number }) =>
      `Sent ${counted(a.rows, 'row')} to Data, ${count(a.labeled)} labeled and ${count(a.unlabeled)} unlabeled. Models cannot learn from unlabeled rows. Label them, then create the dataset again.`,
    label: (a: { rows: number }) => (a.rows === 1 ? 'Label the row' : `Label the ${counted(a.rows, 'row')}`),
    open: 'Open in Data',
    requestHead: 'Request',
    labelHead: 'Label',
    unit: (a: { column: string; unit: string }) => `${a.column} (${a.unit})`,
    noLabelYet: 'none yet',
    missing: 'missing',
    unseen: 'new value',
  },
  accuracy: {
    title: 'Accuracy before labels arrive',
    errors: 'Errors',
    noReference: 'No held-out results exist for the versions that answered these requests.',
    estimated: (a: Range & { version: string | undefined }) =>
      `Estimated at <b>${percent(a.accuracy)}</b> (${percent(a.low)} to ${percent(a.high)}) in this window${a.version === undefined ? '' : ` for ${a.version}`}.`,
    counted: (a: Range & { labels: number; inputs: number }) =>
      `${a.inputs < a.labels ? `${counted(a.labels, 'label')} of ${counted(a.inputs, 'different input')} show` : counted(a.labels, 'label shows', 'labels show')} ${percent(a.accuracy)} (${percent(a.low)} to ${percent(a.high)}).`,
    noLabels: 'No labels yet.',
    truthOutside: (a: { truth: number }) =>
      `The true accuracy in the simulation, ${percent(a.truth)}, is outside the interval of the estimate.`,
    chart: (a: { accuracy: number | undefined }) => `Accuracy by window; the latest estimate is ${percent(a.accuracy)}`,
    axis: 'Accuracy',
    slider: 'Window for accuracy',
    series: {
      estimated: 'estimate',
      thresholded: 'estimate (ATC)',
      truth: 'simulated ground truth',
      labels: 'labels',
      outside: 'outside the interval of the estimate',
    },
    keys: (a: { temperature: number | undefined; rows: number; threshold: number | undefined }) =>
      `The estimate is the mean confidence at temperature ${significant(a.temperature)}, fitted on ${counted(a.rows, 'row')}. ATC is the share with confidence above ${significant(a.threshold)}.`,
    meanError: (a: { labels: number; error: number }) =>
      `${counted(a.labels, 'label')}: the mean absolute error is ${significant(a.error)}.`,
    miscalibrated: (a: { ece: number; labels: number; threshold: number }) =>
      `Calibration error ${percent(a.ece)} on ${counted(a.labels, 'label')}. For a calibrated model, it is at most ${percent(a.threshold)} in 95% of cases.`,
    calibrated: (a: { ece: number; labels: number; threshold: number; median: number }) =>
      `Calibration error ${percent(a.ece)} on ${counted(a.labels, 'label')}. This is normal: for a calibrated model, the median is ${percent(a.median)}, and 95% of cases are below ${percent(a.threshold)}.`,
    caveat:
      'The estimate assumes that confidence is as reliable as on the held-out rows. Drift can make it less reliable, and only labels show this. The interval covers only random variation.',
    truth:
      'The true accuracy comes from the simulation and is shown only for comparison. Detectors see only the labels that have arrived.',
  },
  concept: {
    about:
      'Tests all labels of this version since it was deployed, as they arrive. Without drift, it reports drift in at most 5% of deployments. Labels from the label queue do not count.',
    noLabels: 'No labels of this version yet, so concept drift cannot be checked.',
    same: {
      answer: (a: { labels: number }) =>
        `No concept drift detected: the ${counted(a.labels, 'label')} of this version show no lasting increase of wrong predictions.`,
      error: (a: { labels: number }) =>
        `No concept drift detected: the ${counted(a.labels, 'label')} of this version show no lasting increase of large errors.`,
    },
    more: {
      answer: (a: MoreWrong) => moreWrong(a, 'wrong'),
      error: (a: MoreWrong) =>
        `${moreWrong(a, 'far off')} Far off means an error larger than 75% of those in the reference.`,
    },
    moreUnseen: (a: MoreWrong) => `${moreWrong(a, 'wrong')} Confidence does not show this; only labels do.`,
  },
  outside: {
    unknown: 'The true accuracy of these predictions is not known, so the estimate cannot be checked.',
    within: (a: { windows: number }) =>
      a.windows === 1
        ? 'The true accuracy is within the interval in this window.'
        : `The true accuracy is within the interval in all ${count(a.windows)} windows.`,
    above: (a: { outside: number; windows: number }) =>
      `The true accuracy is above the interval in ${count(a.outside)} of ${counted(a.windows, 'window')}: the estimate was too low. By chance alone, you would expect it outside the interval in about 1 in 20 windows.`,
    below: (a: { outside: number; windows: number }) =>
      `The true accuracy is below the interval in ${count(a.outside)} of ${counted(a.windows, 'window')}: the estimate was too high. By chance alone, you would expect it outside the interval in about 1 in 20 windows.`,
    both: (a: { above: number; below: number; windows: number }) =>
      `Of ${counted(a.windows, 'window')}, the true accuracy is above the interval in ${count(a.above)} and below it in ${count(a.below)}. By chance alone, you would expect it outside the interval in about 1 in 20 windows.`,
  },
})

interface Shares {
  readonly now: number
  readonly before: number
}

interface Means {
  readonly by: number
  readonly unit: string | undefined
  readonly now: number
  readonly before: number
}

interface Range {
  readonly accuracy: number
  readonly low: number
  readonly high: number
}

interface MoreWrong {
  readonly wrong: number
  readonly labels: number
  readonly at: number
  /** When the drift ended, and how many labels came after it; undefined while it lasts. */
  readonly until: { readonly at: number; readonly n: number } | undefined
  readonly p: number
}

function moreWrong({ wrong, labels, at, until, p }: MoreWrong, what: string): string {
  const when = until
    ? `from about ${virtualTime(at)} to about ${virtualTime(until.at)}`
    : `since about ${virtualTime(at)}`
  const after = until
    ? ` The drift is over: the ${counted(until.n, 'label')} after it show no more mistakes than usual.`
    : ''
  return `Concept drift ${when}: of ${counted(labels, 'labeled prediction')}, ${count(wrong)} more are ${what} than usual (${pValueWithName(p)}).${after}`
}

/** The size of a change in a mean, with its unit. */
function amount({ by, unit }: Means): string {
  const size = significant(Math.abs(by))
  return unit === undefined ? size : `${size} ${unit}`
}

/** Expresses a p-value as a frequency in a sentence. */
function often(p: number): string {
  if (p >= 0.1) return `A difference this large occurs by chance in ${count(100 * p)} of 100 windows`
  if (p < 1e-6) return 'A difference this large occurs by chance in fewer than 1 of 1,000,000 windows'
  const digits = 10 ** Math.floor(Math.log10(1 / p))
  return `A difference this large occurs by chance in 1 of ${count(Math.round(1 / p / digits) * digits)} windows`
}
