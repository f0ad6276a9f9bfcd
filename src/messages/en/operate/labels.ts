/** @file UI text for the Labels tab: the queue of requests to label, labeling strategies, and the retraining loop. */
import { defineText } from '../../define'
import { commaList, count, counted, number, oneDecimal, percent, shortPercent } from '../../format'

const points = (share: number) => oneDecimal(100 * share)

export const labelsText = defineText('operate/labels', {
  empty: {
    title: 'Nothing to label yet',
    body: 'Requests that a person should check appear here: the service abstained, versions disagree, the input is unusual, or the model is not confident. You can label each with one key.',
  },
  request: 'Request to label',
  loading: 'Searching the log…',
  done: 'Every request in the log has been labeled or skipped. More arrive while the scenario plays.',
  doneForReason: (a: { reason: string }) => `No requests left to label for this reason: ${a.reason}.`,
  notServing: 'Start the service to add labels. They are saved in its request log.',
  serve: 'Start service',

  queue: {
    label: 'Queue',
    order: 'Order',
    reason: 'Reason',
    anyReason: 'Any reason',
    notCounted:
      'Your labels are for training. They do not count for accuracy, objectives, or a canary, because the queue selects the most uncertain requests first.',
    progress: (a: { labeled: number; now: number; waiting: number; skipped: number; unclear: number }) =>
      commaList([
        `<b>${count(a.labeled)}</b> labeled manually`,
        ...(a.now > 0 ? [`${count(a.now)} since you opened this tab`] : []),
        ...(a.waiting >= 30 ? ['more than 30 waiting'] : a.waiting > 0 ? [`${count(a.waiting)} waiting`] : []),
        ...(a.skipped + a.unclear > 0 ? [`${count(a.skipped)} skipped`, `${count(a.unclear)} unclear`] : []),
      ]),
  },
  reasons: {
    wanted: { title: 'Sent from Drift', about: 'You sent it here from the Drift tab' },
    corrected: { title: 'Reported as wrong', about: 'The caller reported a wrong prediction' },
    abstained: { title: 'Abstained', about: 'The service abstained or used the fallback' },
    disagrees: { title: 'Versions disagree', about: 'Two versions made different predictions' },
    unlike: { title: 'Unusual input', about: 'The input is very different from typical inputs' },
    unsure: { title: 'Low confidence', about: 'The model was not confident in its prediction' },
    drawn: { title: 'Other', about: 'There is no special reason to check this request' },
  },
  strategies: {
    'least confident': {
      title: 'Least confident',
      about: 'For each reason, starts with the requests whose most likely class has the lowest probability',
    },
    margin: {
      title: 'Margin',
      about:
        'For each reason, starts with the requests whose two most likely classes have the most similar probabilities',
    },
    entropy: {
      title: 'Entropy',
      about: 'For each reason, starts with the requests whose probability is spread most evenly over the classes',
    },
    diverse: {
      title: 'Diverse',
      about: 'Selects requests whose predictions differ most from each other',
    },
    random: { title: 'Random', about: 'Requests in random order' },
  },

  form: {
    classes: 'Classes',
    requestNumber: (a: { request: number }) => `Request ${a.request}`,
    requestOfSlice: (a: { request: number; slice: string }) => `Request ${a.request}, ${a.slice}`,
    probability: (a: { share: number }) => percent(a.share),
    value: 'Correct value',
    label: 'Label',
    prediction: (a: { value: number }) => `Prediction: ${number(a.value, 4)}`,
    skip: 'Skip',
    spaceKey: 'Space',
    unclear: 'Can’t tell',
    back: 'Back',
    /** The state of a request that the user went back to. */
    state: (a: { label: string | number | undefined }) =>
      a.label === undefined ? 'This request has no label.' : `You labeled this request ${a.label}.`,
    done: {
      labeled: (a: { request: number; label: string | number }) => `${a.request}: ${a.label}`,
      skipped: (a: { request: number }) => `${a.request} skipped`,
      unclear: (a: { request: number }) => `${a.request} marked as unclear`,
    },
  },

  input: {
    label: (a: { request: number }) => `Input of request ${a.request}`,
    image: (a: { request: number }) => `Request ${a.request}`,
    imageColumn: (a: { request: number; column: string }) => `Request ${a.request}: ${a.column}`,
    gone: 'The input is no longer in the log.',
    onlyLogged: 'Only these values were logged.',
    drifted: (a: { change: string }) => `Shown as it arrived, with drift (${a.change}).`,
  },

  dataset: {
    title: 'Train on your labels',
    about:
      'Creates a dataset that combines the service’s dataset with your labeled requests. These requests are held-out examples. If you train a model on them, use other examples to evaluate it.',
    create: (a: { labels: number }) => `Create dataset with ${counted(a.labels, 'label')}`,
    creating: 'Creating…',
    created: (a: { added: number }) => `${counted(a.added, 'labeled example')} added.`,
    createdWithout: (a: { added: number; without: number }) =>
      `${counted(a.added, 'labeled example')} added. ${counted(a.without, 'request was', 'requests were')} skipped because the input is no longer in the log.`,
    use: { label: 'Use this dataset', about: 'The project will train on it' },
  },

  compare: {
    title: 'How many labels does a strategy save?',
    measure: 'Measure on this dataset',
    measureAgain: 'Measure again',
    stop: 'Stop',
    comparing: 'Comparing strategies',
    progress: (a: { share: number }) => percent(a.share, 0),
    strategy: 'Strategy',
    gain: { head: 'Gain', about: 'Mean accuracy over all rounds, minus that of random selection' },
    needed: {
      head: 'Labels needed',
      about: (a: { all: number }) =>
        `How many labels this strategy needs to reach the accuracy of random selection with ${counted(a.all, 'label')}`,
      some: (a: { labels: number }) => count(a.labels),
      moreThan: (a: { labels: number }) => `over ${count(a.labels)}`,
    },
    gained: (a: { mean: number; low: number; high: number }) =>
      `${points(a.mean)} (${points(a.low)} to ${points(a.high)})`,
    noGain: '0',
    about: (a: { dataset: string; from: number; to: number; seeds: number; tested: number }) =>
      `On ${a.dataset}: percentage points of accuracy above random selection, with 95% intervals. A small network is trained with ${count(a.from)} to ${count(a.to)} labels and ${counted(a.seeds, 'seed')}, and tested on ${counted(a.tested, 'other example')}.`,
  },
})

const version = (n: number | undefined) => (n === undefined ? 'the candidate' : `version ${n}`)
const Version = (n: number | undefined) => (n === undefined ? 'The candidate' : `Version ${n}`)

export const retrainingText = defineText('operate/labels/retraining', {
  title: 'Retraining loop',
  places: {
    signal: 'Signal',
    labels: 'Labels',
    train: 'Train',
    gate: 'Gate',
    canary: 'Canary',
    champion: 'Champion',
  },
  start: 'Start a round',
  evidence: 'View the evidence',
  approve: 'Approve',
  stop: 'Stop',

  /** Shown while no round is in progress, keyed by what triggers the next round. */
  idle: {
    hand: 'Idle. Start a retraining round.',
    drift: 'Idle. A round starts when inputs drift.',
    accuracy: (a: { below: number }) => `Idle. A round starts when accuracy falls below ${shortPercent(a.below)}.`,
    days: (a: { days: number }) => `Idle. A round starts every ${counted(a.days, 'day')}.`,
    labels: (a: { labels: number }) => `Idle. A round starts after ${counted(a.labels, 'new training label')}.`,
  },
  /** Names of what started a round. */
  signal: {
    hand: 'Started manually',
    drift: 'Inputs drifted',
    accuracy: (a: { accuracy: number; below: number }) =>
      `Accuracy ${percent(a.accuracy)}, below ${shortPercent(a.below)}`,
    days: (a: { days: number }) => `${counted(a.days, 'day')} passed`,
    labels: (a: { labels: number }) => counted(a.labels, 'new label'),
  },
  /** What a round waits for or does. */
  waits: {
    gateUnsure: (a: { version?: number }) =>
      `The gate cannot tell whether ${version(a.version)} is worse than the champion. Approve to give ${version(a.version)} a share of the traffic anyway.`,
    approval: {
      labels: 'Approve to start the round.',
      train: 'Approve to train a candidate.',
      gate: (a: { version?: number }) => `Approve to compare ${version(a.version)} with the champion.`,
      canary: (a: { version?: number }) => `Approve to give ${version(a.version)} a share of the traffic.`,
    },
    scenarioEnded: 'Waiting for requests, but the scenario has ended. Make it longer, or start a new run.',
    labels: (a: { labels: number; needed: number }) =>
      `Waiting for new training labels: ${count(a.labels)} of ${count(a.needed)}.`,
    labelsAgain: (a: { labels: number; needed: number; used: number }) =>
      `Waiting for new training labels: ${count(a.labels)} of ${count(a.needed)} since the last round, which used ${counted(a.used, 'label')}. Repeated inputs do not add labels. To train on the existing labels, set "New labels required before training" to 0.`,
    tooFewInputs: (a: { labels: number; needed: number; inputs: number }) =>
      `${count(a.labels)} of ${counted(a.needed, 'label')}; at most ${counted(a.inputs, 'distinct input is', 'distinct inputs are')} possible here. Set "New labels required before training" to ${count(a.inputs)} or fewer.`,
    preparing: 'Preparing the training dataset…',
    training: (a: { done: number }) => `Training a candidate: ${percent(a.done, 0)}`,
    gate: (a: { version?: number }) => `Comparing ${version(a.version)} with the champion…`,
    canary: (a: { version?: number }) =>
      `${Version(a.version)} has a share of the traffic. The share increases automatically, or the version is rolled back, depending on what the log shows.`,
  },
  labels: {
    none: 'No requests in this log have labels yet.',
    some: (a: { requests: number; inputs: number }) =>
      `${counted(a.requests, 'request has a label', 'requests have a label')}, from a person, a caller, or the simulation. They have ${counted(a.inputs, 'different input')}; each input counts once.`,
    usable: (a: { inLog: string; usable: number }) =>
      `${a.inLog} A round would train on ${counted(a.usable, 'labeled input')} now: half of the inputs are only for the gate, and those that the champion was trained on do not count.`,
  },

  rule: {
    title: 'Rule',
    titleAndHistory: (a: { rounds: number }) => `Rule and history (${counted(a.rounds, 'round')})`,
    start: 'A round starts',
    starts: {
      hand: 'manually',
      drift: 'when inputs drift',
      accuracy: 'when accuracy is too low',
      days: 'at a fixed interval',
      labels: 'after new training labels',
    },
    below: 'Accuracy below',
    percentUnit: '%',
    days: 'Interval (days)',
    labels: 'New training labels',
    needed: 'New labels required before training',
    askFirst: 'Ask me first',
    ask: {
      labels: 'Before starting a round',
      train: 'Before training a candidate',
      gate: 'Before comparing it with the champion',
      canary: 'Before giving it a share of the traffic',
    },
  },
  history: {
    label: 'Past rounds, latest first',
    round: (a: { signal: string; version?: number; labels: number; end: string }) =>
      a.version === undefined
        ? commaList([a.signal, a.end])
        : commaList([a.signal, `version ${a.version} with ${counted(a.labels, 'label')}`, a.end]),
    roundAndReason: (a: { round: string; reason: string }) => `${a.round}. ${a.reason}`,
    ends: {
      champion: 'became champion',
      stopped: 'stopped',
      'gate failed': 'failed the gate',
      'rolled back': 'rolled back',
      failed: 'failed',
    },
  },
})
