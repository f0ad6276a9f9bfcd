/** @file UI text for the Canary tab: the traffic share, gates, evidence, harmed requests, and the shadow deployment. */
import { defineText } from '../../define'
import {
  count,
  counted,
  duration,
  expression,
  list,
  number,
  percent,
  pValue,
  shortPercent,
  span,
  oneDecimal,
  identifier,
} from '../../format'

/** Formats a fraction as percentage points: −5.0. */
const points = (share: number) => oneDecimal(100 * share)
/** Formats a fraction in percent, without the percent sign, for limits: 5. */
const limitPoints = (share: number) => number(100 * share)
/** Formats a traffic share given in percent, 0 to 100. */
const traffic = (whole: number) => shortPercent(whole / 100)

/** The reason as a sentence of its own, if one was given. */
const reason = (why: string) => (why === '' ? '' : `. Reason: ${why}`)

interface Interval {
  readonly low: number
  readonly high: number
}

interface Difference extends Interval {
  readonly estimate: number
}

const between = ({ low, high }: Interval) => `between ${points(low)} and ${points(high)}`

const ROLLS_BACK =
  'If the evidence shows that the challenger is worse, it is rolled back automatically within one simulated minute.'

export const canaryText = defineText('operate/canary', {
  intro:
    'A canary sends a share of the requests to a new version and compares it with the champion. It starts with a small share, so a worse version can be rolled back before it harms many requests. An A/B test keeps one share until you decide. Each request goes to one of the two versions at random. A difference too large to be due to chance must therefore come from the version.',
  none: 'No canary',
  traffic: {
    region: 'Traffic share',
    title: (a: { model: string; challenger: number; champion: number }) =>
      `${a.model}: version ${count(a.challenger)} vs. the champion, version ${count(a.champion)}`,
    noCanary: (a: { model: string }) => `${a.model}: challenger`,
    unwatched: (a: { percent: number }) =>
      `The service diagram sends ${traffic(a.percent)} to the challenger, but no canary is running. This is an A/B test without monitoring. Start a canary to monitor it.`,
    toZero: 'Set share to 0%',
    idle: 'The challenger gets no requests: its share is 0%, so it does not advance automatically. Raise the traffic share, or roll the challenger back.',
    all: 'All requests go to the challenger. There is nothing left to compare it with, so it cannot be rolled back automatically. Make it the champion, or lower the traffic share.',
    goesOn: {
      itself: `The challenger advances automatically from gate to gate, then becomes the champion. ${ROLLS_BACK}`,
      hand: `You advance the challenger at each gate. If you leave it at one share, this is an A/B test. ${ROLLS_BACK}`,
      test: `A/B test: the challenger keeps its share until you decide. ${ROLLS_BACK}`,
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
      `Version ${count(a.version)} was rolled back ${a.by} ${span(a.afterMs)} after the rollout started${reason(a.why)}`,
    promoted: (a: { version: number; by: string; afterMs: number; why: string }) =>
      `Version ${count(a.version)} was made the champion ${a.by} ${span(a.afterMs)} after the rollout started${reason(a.why)}`,
    stopped: (a: { version: number; by: string; afterMs: number; why: string }) =>
      `The rollout of version ${count(a.version)} was stopped ${a.by} ${span(a.afterMs)} after it started${reason(a.why)}`,
  },
  slider: {
    label: 'Challenger traffic share',
    about: 'Drag, or use the arrow keys and press Enter. Page Up and Page Down jump between gates.',
    share: (a: { percent: number }) => traffic(a.percent),
    held: (a: { percent: number }) => `${traffic(a.percent)}, held at the gate`,
    unset: (a: { percent: number }) => `${traffic(a.percent)}, press Enter to set`,
  },
  begin: {
    noChallenger: (a: { model: string }) =>
      `No challenger yet. Save another version of ${a.model} (Project menu, Models…), or use a deliberately bad practice model.`,
    challenger: 'Challenger',
    choose: 'Choose a version',
    version: (a: { version: number }) => `Version ${count(a.version)}`,
    isChallenger: (a: { version: number }) => `Version ${count(a.version)} (challenger)`,
    justRolledBack: (a: { version: number }) => `Version ${count(a.version)} (just rolled back)`,
    badOnPurpose: (a: { kind: string }) => `Practice model: ${a.kind}`,
    noGood:
      'All other versions were rolled back or are practice models. Train and save a better version, or choose one of these anyway.',
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
      `${gates(a.shares)} After the last gate, it becomes the champion automatically. ${ROLLS_BACK}`,
    hand: (a: { shares: readonly number[] }) =>
      `${gates(a.shares)} You approve each gate. If you leave it at one share, this is an A/B test. ${ROLLS_BACK}`,
    test: (a: { share: number }) =>
      `A/B test: the challenger gets ${traffic(a.share)} of the requests and the champion the rest, until you decide. ${ROLLS_BACK}`,
  },
  ask: {
    title: (a: { percent: number }) => `Send ${traffic(a.percent)} of the requests to a challenger?`,
    unwatched: 'No canary is running, so nothing would monitor this traffic. Start a canary:',
    allAtOnce:
      'At 100%, the champion gets no requests, so there is nothing to compare with and a canary cannot start. Start with a smaller share, or move the champion alias in the Registry, where the challenger also has to pass a gate.',
    skipTitle: (a: { gates: number; percent: number }) =>
      a.gates === 1
        ? `Skip the gate and go to ${traffic(a.percent)}?`
        : `Skip ${counted(a.gates, 'gate')} and go to ${traffic(a.percent)}?`,
    skip: (a: { gates: number }) => (a.gates === 1 ? 'Skip gate' : `Skip ${counted(a.gates, 'gate')}`),
    cancel: 'Cancel',
    skipped: 'These gates would be skipped:',
    gate: (a: { percent: number; missing: readonly string[] }) => `Gate at ${traffic(a.percent)}: ${list(a.missing)}.`,
    risk: (a: { percent: number }) =>
      `The challenger can still be rolled back automatically, but up to ${traffic(a.percent)} of requests may be affected first.`,
    riskOfAll:
      'At 100%, there is nothing left to compare the challenger with, so it cannot be rolled back automatically.',
  },
  verdict: {
    better: ({ estimate, low, high }: Difference) =>
      `Better: accuracy is ${points(estimate)} percentage points above the champion’s (between ${points(low)} and ${points(high)}).`,
    worse: ({ estimate, low, high }: Difference) =>
      `Worse: accuracy is ${points(-estimate)} percentage points below the champion’s (between ${points(-high)} and ${points(-low)}).`,
    short: {
      champion: (a: { has: number; needed: number }) =>
        `Not enough data yet: ${count(a.has)} of ${count(a.needed)} labeled champion predictions.`,
      challenger: (a: { has: number; needed: number }) =>
        `Not enough data yet: ${count(a.has)} of ${count(a.needed)} labeled challenger predictions.`,
    },
    noWorse: (a: Difference & { margin: number }) =>
      `At most ${limitPoints(a.margin)} percentage points worse, as the last gate requires: the difference is ${points(a.estimate)} percentage points (between ${points(a.low)} and ${points(a.high)}). It is too early to say whether the challenger is better.`,
    noWorseMore: (a: Difference & { margin: number; more: number }) =>
      `At most ${limitPoints(a.margin)} percentage points worse, as the last gate requires: the difference is ${points(a.estimate)} percentage points (between ${points(a.low)} and ${points(a.high)}). It takes about ${counted(a.more, 'more labeled request')} to show whether the challenger is better.`,
    more: (a: { more: number }) =>
      `Not enough data yet: it takes about ${counted(a.more, 'more labeled request')} to show which version is better.`,
    unknown:
      'It is too early to say which version is better: there are too few labels, or the versions differ too little.',
  },
  breach: {
    answered: (a: Shares) =>
      `Worse: the challenger answers ${percent(a.challenger)} of requests vs. ${percent(a.champion)} for the champion.`,
    'in time': (a: Shares & { limitMs: number }) =>
      `Worse: ${percent(a.challenger)} of responses within ${duration(a.limitMs)} vs. ${percent(a.champion)} for the champion.`,
    right: (a: Shares) => `Worse: accuracy ${percent(a.challenger)} vs. ${percent(a.champion)} for the champion.`,
    slice: (a: Shares & { slice: string }) =>
      `Worse: accuracy ${percent(a.challenger)} on "${a.slice}" vs. ${percent(a.champion)} for the champion.`,
    sliceButBetter: (a: Shares & { slice: string; overall: Shares }) =>
      `Worse: accuracy ${percent(a.challenger)} on "${a.slice}" vs. ${percent(a.champion)} for the champion. Overall, the challenger is more accurate: ${percent(a.overall.challenger)} vs. ${percent(a.overall.champion)}.`,
  },
  gate: {
    first: (a: { labels: number; minutes: number; margin: number }) =>
      `A gate requires ${counted(a.labels, 'labeled challenger request')} and ${counted(a.minutes, 'simulated minute')} at its share, and no check may show that the challenger is worse. The last gate also requires that accuracy is at most ${limitPoints(a.margin)} percentage points worse than the champion’s. The whole confidence interval of the difference must be within this limit, including its lower end. The challenger does not have to be better.`,
    last: (a: { labels: number; minutes: number; margin: number }) =>
      `The gate requires ${counted(a.labels, 'labeled challenger request')} and ${counted(a.minutes, 'simulated minute')} at its share, and no check may show that the challenger is worse. Accuracy must be at most ${limitPoints(a.margin)} percentage points worse than the champion’s. The whole confidence interval of the difference must be within this limit, including its lower end. The challenger does not have to be better.`,
    missing: {
      labels: (a: Missing) => `${count(a.has)} of ${count(a.needed)} labeled challenger requests at this step`,
      minutes: (a: Missing) => `${count(a.has)} of ${count(a.needed)} simulated minutes at this step`,
      margin: (a: Missing) =>
        a.inputs === undefined || a.enough === undefined
          ? `accuracy could be as much as ${points(-a.has)} percentage points worse; the limit is ${limitPoints(-a.needed)}`
          : `accuracy could be as much as ${points(-a.has)} percentage points worse, judging by ${counted(a.inputs, 'distinct input')}; the limit is ${limitPoints(-a.needed)} (${
              Number.isFinite(a.enough)
                ? `about ${counted(Number(a.enough.toPrecision(2)), 'distinct input')} would be enough if the versions keep differing as often${byHand(a.enough, a.heldOut)}`
                : 'more inputs will not help as long as the challenger is this much worse'
            })`,
      share: (a: Missing) =>
        a.has === 0
          ? `the traffic share is ${traffic(0)}, so no requests arrive; raise it to the first step, ${traffic(a.needed)}`
          : `no requests at ${traffic(a.has)}; the first step is ${traffic(a.needed)}`,
      hand: (a: Missing) => `the traffic share was set to ${traffic(a.has)}, which is not a step`,
      suspect: (a: Missing) =>
        a.on === undefined
          ? `the challenger looks worse so far: ${count(a.has)} of ${counted(a.needed, 'prediction')} correct; wait for more labels`
          : `the challenger looks worse on "${a.on}" so far: ${count(a.has)} of ${counted(a.needed, 'prediction')} correct; wait for more labels`,
    },
  },
  evidence: {
    region: 'Evidence',
    check: 'Check (worst first)',
    champion: (a: { version: number }) => `Champion v${a.version}`,
    challenger: (a: { version: number }) => `Challenger v${a.version}`,
    p: 'p (worse)',
    pAbout:
      'The probability of a result at least this bad if the challenger were as good as the champion. It is valid no matter how often you look, and corrected for the number of checks.',
    p95: 'P95 latency (simulated)',
    breach: (a: { p: number }) => `${expression(pValue(a.p))} (worse)`,
    inputs: (a: { estimate: number; inputs: number; ofInputs: Interval; ofRequests: Interval }) =>
      `Difference in accuracy: ${points(a.estimate)} percentage points, where each of ${counted(a.inputs, 'different input')} that both versions predicted counts once. There are two intervals. Of these inputs, as in the registry: ${between(a.ofInputs)}. Of all labeled requests, valid no matter how often you look: ${between(a.ofRequests)}. The verdict and the last gate use the lower of the low ends and the higher of the high ends. This table counts every request, so its accuracies can differ more.`,
    threshold: (a: { alpha: number }) =>
      `A check counts as worse at p ≤ ${number(a.alpha)}. At most ${shortPercent(a.alpha)} of equally good challengers are ever rolled back, no matter how often you look. The p shown is the lowest so far, so a check that has recovered can still be at the top. Numbers are requests; in brackets is what the test counts: a dataset row that is sent again, or a measured time that is taken again, counts once.`,
    limit: (a: { lateMs: number; times: number; warmup: number }) =>
      `Responses count as late after ${duration(a.lateMs)}. This limit was set when the canary started: ${count(a.times)} times the champion’s P95 model time, plus the time of the other stages and the batch wait. The first ${count(a.warmup)} challenger requests do not count, because the challenger’s replicas start cold.`,
    waitsLonger: (a: { waitMs: number }) =>
      `The champion’s batches now wait up to ${duration(a.waitMs)}, longer than this limit. Start a new canary to update the limit.`,
  },
  checks: {
    answered: 'Answered',
    'in time': (a: { limitMs: number }) => `Within the latency limit (${duration(a.limitMs)})`,
    right: 'Accuracy (including predictions withheld by Abstain)',
    slice: (a: { slice: string }) => `Accuracy: ${a.slice}`,
    unknownSlice: 'unknown slice',
    none: 'none yet',
    tally: (a: { good: number; all: number; distinct?: number; isOfTimes: boolean }) => {
      const once = a.distinct === undefined ? '' : ` (${counted(a.distinct, a.isOfTimes ? 'measured time' : 'input')})`
      return `${percent(a.good / a.all)} of ${count(a.all)}${once}`
    },
    /** Shown instead of a p-value while a check has too few results. */
    short: {
      labels: (a: { has: number; needed: number }) => `has ${count(a.has)} of ${counted(a.needed, 'label')}`,
      requests: (a: { has: number; needed: number }) => `has ${count(a.has)} of ${counted(a.needed, 'request')}`,
    },
    shortAbout: {
      champion: {
        labels: (a: { has: number; needed: number }) =>
          `This check needs at least ${counted(a.needed, 'labeled prediction')} from the champion; ${count(a.has)} so far.`,
        requests: (a: { has: number; needed: number }) =>
          `This check needs at least ${counted(a.needed, 'request')} to the champion; ${count(a.has)} so far.`,
      },
      challenger: {
        labels: (a: { has: number; needed: number }) =>
          `This check needs at least ${counted(a.needed, 'labeled prediction')} from the challenger; ${count(a.has)} so far.`,
        requests: (a: { has: number; needed: number }) =>
          `This check needs at least ${counted(a.needed, 'request')} to the challenger; ${count(a.has)} so far.`,
      },
    },
  },
  harmed: {
    title: 'Harmed requests',
    summary: (a: Harm) => harmSummary(a),
    slice: 'Slice',
    harmed: 'Harmed',
    given: 'Sent to the challenger',
    ids: 'Requests <ids/>',
    latest: (a: { all: number }) => `Requests <ids/>, the latest of ${count(a.all)}`,
    truth: 'Simulated ground truth; not used for any decision.',
  },
  disagreements: {
    title: 'Disagreements',
    none: 'Each request goes to only one version. Disagreements appear here once the same row has been sent to both.',
    inputs: (a: { all: number; both: number }) =>
      `The versions disagree on ${count(a.all)} of ${counted(a.both, 'input')} sent to both. Worst slice first.`,
    requests: (a: { all: number; both: number }) =>
      `The versions disagree on ${count(a.all)} of ${counted(a.both, 'request')} sent to both. Worst slice first.`,
    input: 'Input',
    slice: 'Slice',
    champion: 'Champion',
    challenger: 'Challenger',
    shadow: 'Shadow',
    label: 'Label',
    open: (a: { id: number }) => `Show request ${identifier(a.id)}`,
    request: (a: { id: number }) => `Request ${identifier(a.id)}`,
    noLabel: 'none yet',
    noAnswer: 'no response',
    answer: (a: { class: string; confidence: number }) => `${a.class}, ${percent(a.confidence)}`,
    abstained: (a: { answer: string }) => `abstained (${a.answer})`,
    value: (a: { column: string; value: string }) => `${a.column} ${a.value}`,
    missing: 'missing',
  },
  shadow: {
    title: 'Shadow',
    summary: (a: { asked: number; apart: number; failed: number; labels: number; inputs: number }) => {
      const differ =
        a.failed > 0
          ? `, and did not answer ${count(a.failed)}; ${counted(a.apart, 'prediction differs from the champion’s or is missing', 'predictions differ from the champion’s or are missing')}`
          : `; ${counted(a.apart, 'prediction differs', 'predictions differ')} from the champion’s`
      const once =
        a.inputs < a.labels ? `, from ${counted(a.inputs, 'different input')}: a repeated input counts once` : ''
      return `The shadow got copies of ${counted(a.asked, 'request')}${differ}. ${counted(a.labels, 'request has a label', 'requests have a label')}${once}.`
    },
    slice: 'Slice (worst first)',
    onlyChampion: 'Only champion correct',
    onlyShadow: 'Only shadow correct',
    labels: 'Labels',
    labeled: (a: { labels: number; inputs: number }) =>
      a.inputs < a.labels ? `${count(a.labels)} (${counted(a.inputs, 'input')})` : count(a.labels),
    p: 'p (worse)',
  },
  practice: {
    menu: 'Practice model…',
    kinds: {
      'wrong scaling': {
        title: 'Wrong scaling',
        about: 'Scales its inputs incorrectly: numbers are not scaled, and pixels run from −1 to 1 instead of 0 to 1',
      },
      'permuted classes': { title: 'Permuted classes', about: 'Shifts its predictions by one class' },
      slow: { title: 'Slow', about: 'Runs its network 20 times for each request' },
      'NaN in a corner': {
        title: 'NaN for large inputs',
        about: 'Outputs NaN for inputs near the upper end of their range',
      },
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

/** Request counts: sent to the challenger, harmed (by kind of harm), answered incorrectly by both, and so on. */
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
  /** For a suspect check of a slice, the name of the slice. */
  readonly on?: string
  /** For the margin, if inputs repeat: the number of distinct inputs, and about how many would be enough. */
  readonly inputs?: number
  readonly enough?: number
  /** The number of rows that requests are drawn from, if it is known. */
  readonly heldOut?: number | undefined
}

function byHand(enough: number, heldOut: number | undefined): string {
  if (heldOut === undefined) return '; if your data has fewer, decide by hand'
  if (enough <= heldOut) return ''
  return `, but requests are drawn from only ${counted(heldOut, 'held-out row')}, so this gate keeps waiting; decide by hand`
}

/** The traffic shares of a canary, each with a gate. */
function gates(shares: readonly number[]): string {
  const all = list(shares.map(traffic))
  return shares.length === 1
    ? `The challenger gets ${all} of the requests, with one gate.`
    : `The challenger gets ${all} of the requests, with a gate at each share.`
}

/** How many users were harmed, and for how many this is not known. */
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
      ? a.unknown > 0
        ? `Of ${given}, none is known to be harmed.`
        : `Of ${given}, none was harmed: the champion does no better on any of them.`
      : `Of ${given}, ${count(a.harmed)} ${a.harmed === 1 ? 'was' : 'were'} harmed${split}: the champion does better on the same input.`
  return [
    harmed,
    ...(a.either > 0 ? [`On ${counted(a.either, 'more request')}, both versions are wrong.`] : []),
    ...(a.unknown > 0
      ? [
          `${counted(a.unknown, 'wrong or failed request')} cannot be compared: the champion never answered the same input.`,
        ]
      : []),
    ...(a.after > 0 ? [`${count(a.after)} of the harmed requests came after the problem was detected.`] : []),
  ].join(' ')
}
