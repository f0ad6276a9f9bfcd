/** @file Text of the Canary tab: the traffic share, gates, evidence, harmed requests and the shadow. */
import { defineText } from '../../define'
import { count, counted, duration, list, number, percent, pValue, shortPercent, span, oneDecimal } from '../../format'

/** A share of 1 as percentage points: −5.0. */
const points = (share: number) => oneDecimal(100 * share)
/** A share of 1 in percent without its sign, for limits: 5. */
const limitPoints = (share: number) => number(100 * share)
/** A traffic share in percent, 0 to 100. */
const traffic = (whole: number) => shortPercent(whole / 100)

interface Difference {
  readonly estimate: number
  readonly low: number
  readonly high: number
}

const ROLLS_BACK = 'If the evidence shows that it is worse, it rolls back automatically within one simulated minute.'

export const canaryText = defineText('operate/canary', {
  intro:
    'A canary sends a share of the requests to a new version and compares it with the champion. It starts small and rolls back before many requests are harmed. An A/B test stays at one share until you decide. Each request goes to one of the two at random, so differences come from the version.',
  none: 'No canary',
  traffic: {
    region: 'Traffic share',
    title: (a: { model: string; challenger: number; champion: number }) =>
      `${a.model}: version ${count(a.challenger)} vs. the champion, version ${count(a.champion)}`,
    noCanary: (a: { model: string }) => `Challenger of ${a.model}`,
    unwatched: (a: { percent: number }) =>
      `The service diagram sends ${traffic(a.percent)} to the challenger, but no canary is running. This is an A/B test without monitoring. Start a canary to monitor it.`,
    toZero: 'Set share to 0%',
    idle: 'The challenger gets no requests: its share is 0%, so it does not advance automatically. Raise the traffic share or roll it back.',
    all: 'All requests go to the challenger. Nothing is left to compare with, so it does not roll back automatically. Make it the champion or lower the traffic share.',
    goesOn: {
      itself: `It advances automatically from gate to gate, then becomes the champion. ${ROLLS_BACK}`,
      hand: `You advance it at each gate. If left at one share, it is an A/B test. ${ROLLS_BACK}`,
      test: `A/B test: it stays at its share until you decide. ${ROLLS_BACK}`,
    },
    ended: 'The scenario has ended, so no requests arrive. Extend the scenario or start a new run.',
    advance: (a: { percent: number }) => `Advance to ${traffic(a.percent)}`,
    promote: 'Make champion',
    promoteAnyway: 'Make champion anyway',
    heldAtZero: 'Held at 0%',
    heldAtGate: 'Held at the gate',
    rollBack: 'Roll back',
    start: 'Start service',
    play: 'Play scenario',
  },
  over: {
    'rolled back': (a: { version: number; by: string; afterMs: number; why: string }) =>
      `Version ${count(a.version)} was rolled back by ${a.by} ${span(a.afterMs)} after it started. Reason: ${a.why}`,
    promoted: (a: { version: number; by: string; afterMs: number; why: string }) =>
      `Version ${count(a.version)} was made the champion by ${a.by} ${span(a.afterMs)} after it started. Reason: ${a.why}`,
    stopped: (a: { version: number; by: string; afterMs: number; why: string }) =>
      `Version ${count(a.version)} was stopped by ${a.by} ${span(a.afterMs)} after it started. Reason: ${a.why}`,
  },
  slider: {
    label: 'Challenger traffic share',
    about: 'Drag it, or use the arrow keys and press Enter. Page Up and Page Down jump between gates.',
    share: (a: { percent: number }) => traffic(a.percent),
    held: (a: { percent: number }) => `${traffic(a.percent)}, held at its gate`,
    unset: (a: { percent: number }) => `${traffic(a.percent)}, press Enter to set`,
  },
  begin: {
    noChallenger: (a: { model: string }) =>
      `No challenger yet. Save another version of ${a.model} (Project menu, Models…), or use a practice model that is bad on purpose.`,
    challenger: 'Challenger',
    choose: 'Choose a version',
    version: (a: { version: number }) => `Version ${count(a.version)}`,
    isChallenger: (a: { version: number }) => `Version ${count(a.version)} (challenger)`,
    justRolledBack: (a: { version: number }) => `Version ${count(a.version)} (just rolled back)`,
    badOnPurpose: (a: { kind: string }) => `Practice model: ${a.kind}`,
    noGood:
      'All other versions were rolled back or are practice models. Train and save a better one, or choose one anyway.',
    mode: 'Rollout',
    start: (a: { percent: number }) => `Start at ${traffic(a.percent)}`,
  },
  modes: {
    itself: { title: 'Automatic canary', about: 'Passes its gates and becomes the champion automatically' },
    hand: { title: 'Manual canary', about: 'You approve each step' },
    test: { title: 'A/B test', about: 'Stays at one share until you decide' },
  },
  plan: {
    itself: (a: { shares: readonly number[] }) =>
      `${gates(a.shares)} After that, it becomes the champion automatically. ${ROLLS_BACK}`,
    hand: (a: { shares: readonly number[] }) =>
      `${gates(a.shares)} You let it pass each one. If left at one share, it is an A/B test. ${ROLLS_BACK}`,
    test: (a: { share: number }) =>
      `A/B test: the challenger gets ${traffic(a.share)} of the requests and the champion the rest, until you decide. ${ROLLS_BACK}`,
  },
  ask: {
    title: (a: { percent: number }) => `Send ${traffic(a.percent)} of the requests to a challenger?`,
    unwatched: 'No canary is running, so nothing would monitor this traffic. Start one:',
    allAtOnce:
      'At 100%, the champion gets no requests, so there is nothing to compare with and a canary cannot start. Start at a smaller share, or move the champion alias in the Registry, which has its own gate.',
    skipTitle: (a: { gates: number; percent: number }) =>
      a.gates === 1
        ? `Skip the gate and go to ${traffic(a.percent)}?`
        : `Skip ${counted(a.gates, 'gate')} and go to ${traffic(a.percent)}?`,
    skip: (a: { gates: number }) => (a.gates === 1 ? 'Skip gate' : `Skip ${counted(a.gates, 'gate')}`),
    cancel: 'Cancel',
    skipped: 'These gates would be skipped:',
    gate: (a: { percent: number; missing: readonly string[] }) => `Gate at ${traffic(a.percent)}: ${list(a.missing)}.`,
    risk: (a: { percent: number }) =>
      `It still rolls back automatically, but up to ${traffic(a.percent)} of requests may be affected first.`,
    riskOfAll: 'At 100%, nothing is left to compare with, so it does not roll back automatically.',
  },
  verdict: {
    better: ({ estimate, low, high }: Difference) =>
      `Better: accuracy is ${points(estimate)} points above the champion’s (between ${points(low)} and ${points(high)}).`,
    worse: ({ estimate, low, high }: Difference) =>
      `Worse: accuracy is ${points(-estimate)} points below the champion’s (between ${points(-high)} and ${points(-low)}).`,
    short: {
      champion: (a: { has: number; needed: number }) =>
        `Not enough data yet: ${count(a.has)} of ${count(a.needed)} labeled champion predictions.`,
      challenger: (a: { has: number; needed: number }) =>
        `Not enough data yet: ${count(a.has)} of ${count(a.needed)} labeled challenger predictions.`,
    },
    noWorse: (a: Difference & { margin: number }) =>
      `At most ${limitPoints(a.margin)} points worse, as the last gate requires: the difference is ${points(a.estimate)} points (between ${points(a.low)} and ${points(a.high)}). Whether it is better is not known yet.`,
    noWorseMore: (a: Difference & { margin: number; more: number }) =>
      `At most ${limitPoints(a.margin)} points worse, as the last gate requires: the difference is ${points(a.estimate)} points (between ${points(a.low)} and ${points(a.high)}). It takes about ${counted(a.more, 'more labeled request')} to tell whether it is better.`,
    more: (a: { more: number }) => `Not enough data yet: about ${counted(a.more, 'more labeled request')} needed.`,
    unknown: 'Not enough data yet: too few labels, or the two are too similar, to estimate how many more are needed.',
  },
  breach: {
    answered: (a: Shares) =>
      `Worse: it answers ${percent(a.challenger)} of requests, the champion ${percent(a.champion)}.`,
    'in time': (a: Shares & { limitMs: number }) =>
      `Worse: ${percent(a.challenger)} of answers within ${duration(a.limitMs)}, the champion ${percent(a.champion)}.`,
    right: (a: Shares) => `Worse: accuracy ${percent(a.challenger)}, the champion ${percent(a.champion)}.`,
    slice: (a: Shares & { slice: string }) =>
      `Worse: accuracy ${percent(a.challenger)} on "${a.slice}", the champion ${percent(a.champion)}.`,
    sliceButBetter: (a: Shares & { slice: string; overall: Shares }) =>
      `Worse: accuracy ${percent(a.challenger)} on "${a.slice}", the champion ${percent(a.champion)}. Overall it is more accurate: ${percent(a.overall.challenger)}, the champion ${percent(a.overall.champion)}.`,
  },
  gate: {
    first: (a: { labels: number; minutes: number; margin: number }) =>
      `A gate requires ${counted(a.labels, 'labeled challenger request')} and ${counted(a.minutes, 'simulated minute')} at its share, with no check worse. The last gate also requires accuracy at most ${limitPoints(a.margin)} points worse (lower end of the interval). Being better is not required.`,
    last: (a: { labels: number; minutes: number; margin: number }) =>
      `The gate requires ${counted(a.labels, 'labeled challenger request')} and ${counted(a.minutes, 'simulated minute')} at its share, no check worse, and accuracy at most ${limitPoints(a.margin)} points worse (lower end of the interval). Being better is not required.`,
    missing: {
      labels: (a: Missing) => `${count(a.has)} of ${count(a.needed)} labeled challenger requests at this step`,
      minutes: (a: Missing) => `${count(a.has)} of ${count(a.needed)} simulated minutes at this step`,
      margin: (a: Missing) =>
        `accuracy may be ${points(-a.has)} points worse; at most ${limitPoints(-a.needed)} is allowed`,
      share: (a: Missing) => `no requests at ${traffic(a.has)}; the first step is ${traffic(a.needed)}`,
      hand: (a: Missing) => `the traffic share was set to ${traffic(a.has)}, which is not a step`,
    },
  },
  evidence: {
    region: 'Evidence',
    check: 'Check (worst first)',
    champion: (a: { version: number }) => `Champion v${a.version}`,
    challenger: (a: { version: number }) => `Challenger v${a.version}`,
    p: 'p (worse)',
    pAbout:
      'The probability of a result at least this bad if the challenger were as good. It is valid however often you look, and corrected for the number of checks.',
    p95: 'P95 latency (simulated)',
    breach: (a: { p: number }) => `${pValue(a.p)} (worse)`,
    threshold: (a: { alpha: number }) =>
      `A check counts as worse at p ≤ ${number(a.alpha)}. At most ${shortPercent(a.alpha)} of equally good challengers are ever rolled back, however often you look. A check keeps its worst p, so one that has recovered can rank above one that is worse now. Requests reuse rows of the dataset, and each row counts once: lower accuracy must show on enough different rows.`,
    limit: (a: { lateMs: number; times: number; warmup: number }) =>
      `“In time” means within ${duration(a.lateMs)}: ${count(a.times)} times the champion’s P95 latency when the canary started, plus its batch wait. The first ${count(a.warmup)} challenger requests do not count, because its replicas are cold.`,
    waitsLonger: (a: { waitMs: number }) =>
      `The champion’s batches now wait up to ${duration(a.waitMs)}, longer than this limit. Start a new canary to update the limit.`,
  },
  checks: {
    answered: 'Answered',
    'in time': (a: { limitMs: number }) => `Within ${duration(a.limitMs)}`,
    right: 'Accuracy (labeled, including abstained)',
    slice: (a: { slice: string }) => `Accuracy: ${a.slice}`,
    unknownSlice: 'unknown slice',
    none: 'none yet',
    tally: (a: { good: number; all: number }) => `${percent(a.good / a.all)} of ${count(a.all)}`,
    short: (a: { has: number; needed: number }) => `${count(a.has)} of ${count(a.needed)}`,
    shortAbout: {
      champion: (a: { has: number; needed: number }) =>
        `Needs at least ${counted(a.needed, 'answer')} from the champion; there ${a.has === 1 ? 'is' : 'are'} ${count(a.has)}.`,
      challenger: (a: { has: number; needed: number }) =>
        `Needs at least ${counted(a.needed, 'answer')} from the challenger; there ${a.has === 1 ? 'is' : 'are'} ${count(a.has)}.`,
    },
  },
  harmed: {
    title: 'Harmed requests',
    summary: (a: Harm) => harmSummary(a),
    slice: 'Slice',
    harmed: 'Harmed',
    given: 'Sent to the challenger',
    noSlice: 'no slice',
    ids: 'Requests <ids/>',
    latest: (a: { all: number }) => `Requests <ids/>, the latest of ${count(a.all)}`,
    truth: 'Simulated ground truth; not used for any decision.',
  },
  disagreements: {
    title: 'Disagreements',
    none: 'No input was sent to both yet. Each request goes to one of them, but rows of the dataset come again.',
    inputs: (a: { all: number; both: number }) =>
      `They disagree on ${count(a.all)} of ${counted(a.both, 'input')} sent to both. Worst slice first.`,
    requests: (a: { all: number; both: number }) =>
      `They disagree on ${count(a.all)} of ${counted(a.both, 'request')} sent to both. Worst slice first.`,
    input: 'Input',
    slice: 'Slice',
    champion: 'Champion',
    challenger: 'Challenger',
    shadow: 'Shadow',
    label: 'Label',
    open: (a: { id: number }) => `Show request ${count(a.id)}`,
    request: (a: { id: number }) => `Request ${count(a.id)}`,
    noLabel: 'none yet',
    noAnswer: 'no answer',
    answer: (a: { class: string; confidence: number }) => `${a.class}, ${percent(a.confidence, 0)}`,
    abstained: (a: { answer: string }) => `abstained (${a.answer})`,
    value: (a: { column: string; value: string }) => `${a.column} ${a.value}`,
    missing: 'missing',
  },
  shadow: {
    title: 'Shadow',
    summary: (a: { asked: number; apart: number; labels: number }) =>
      `It answered copies of ${counted(a.asked, 'request')}; ${count(a.apart)} answers differ from the champion’s. ${counted(a.labels, 'request has a label', 'requests have a label')}.`,
    slice: 'Slice (worst first)',
    onlyChampion: 'Only champion correct',
    onlyShadow: 'Only shadow correct',
    labels: 'Labels',
    p: 'p (worse)',
    noSlice: 'no slice',
  },
  practice: {
    menu: 'Practice model…',
    kinds: {
      'wrong scaling': {
        title: 'Wrong scaling',
        about: 'Its inputs are not scaled: raw numbers, and pixels from −1 to 1 instead of 0 to 1',
      },
      'permuted classes': { title: 'Permuted classes', about: 'Predictions shifted by one class' },
      slow: { title: 'Slow', about: 'Runs its network 20 times for each request' },
      'NaN in a corner': { title: 'NaN in a corner', about: 'Outputs NaN for inputs near the end of their range' },
      'worse for one slice': {
        title: 'Worse for one slice',
        about: 'Wrong on the smallest slice, unchanged on all others',
      },
    },
  },
})

interface Shares {
  readonly challenger: number | undefined
  readonly champion: number | undefined
}

/** Counts of requests: sent to the challenger, harmed by kind, answered incorrectly by both, and so on. */
interface Harm {
  readonly given: number
  readonly harmed: number
  readonly wrong: number
  readonly failed: number
  readonly late: number
  readonly either: number
  readonly unknown: number
  readonly after: number
}

interface Missing {
  readonly has: number
  readonly needed: number
}

/** The traffic shares of a canary, each of which has a gate. */
function gates(shares: readonly number[]): string {
  const all = list(shares.map(traffic))
  return shares.length === 1 ? `${all} of the requests, with one gate.` : `${all} of the requests, each with a gate.`
}

/** How many users were harmed, and for how many it is not known. */
function harmSummary(a: Harm): string {
  if (a.given === 0) return 'The challenger got no requests.'
  const kinds = [
    ...(a.wrong > 0 ? [`${count(a.wrong)} wrong`] : []),
    ...(a.failed > 0 ? [`${count(a.failed)} failed`] : []),
    ...(a.late > 0 ? [`${count(a.late)} late`] : []),
  ]
  const split = kinds.length > 0 ? ` (${list(kinds)})` : ''
  const given = counted(a.given, 'challenger request')
  const harmed =
    a.harmed === 0
      ? `Of ${given}, none was harmed: the champion does no better on any of them.`
      : `Of ${given}, ${count(a.harmed)} ${a.harmed === 1 ? 'was' : 'were'} harmed${split}: the champion does better on the same input.`
  return [
    harmed,
    ...(a.either > 0 ? [`Both answer ${count(a.either)} more incorrectly.`] : []),
    ...(a.unknown > 0
      ? [`For ${counted(a.unknown, 'incorrect answer')}, the champion was never sent the same input.`]
      : []),
    ...(a.after > 0 ? [`${count(a.after)} came after the problem was detected.`] : []),
  ].join(' ')
}
