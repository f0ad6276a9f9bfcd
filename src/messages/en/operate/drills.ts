/** @file UI text for the Drills tab: drills, their grades, and the postmortem of an incident. */
import { defineText } from '../../define'
import {
  count,
  counted,
  list,
  number,
  oneDecimal,
  percent,
  plural,
  shortPercent,
  span,
  virtualTime,
} from '../../format'

export const drillsText = defineText('operate/drills', {
  list: {
    label: 'Drills',
    all: 'All drills',
    notPlayed: 'not played yet',
    best: (a: { score: number }) => `best: ${count(a.score)} of 100`,
    start: 'Start',
    startAgain: 'Start again',
    startNamed: (a: { title: string }) => `Start: ${a.title}`,
    preparing: (a: { step: string }) => `${a.step}…`,
  },

  scoring: 'Scoring',
  scoringStep: (a: { step: string }) => `Scoring: ${a.step}…`,
  named: (a: { title: string }) => `Drill: ${a.title}`,
  play: 'Play',
  pause: 'Pause',
  openBrief: 'Brief and score',

  brief: {
    whereToLook:
      'Live, Incidents, Drift, and Canary show what happens while the scenario plays. Each incident has a runbook. You can act here or in those tabs.',
    objectives: 'Objectives',
    length: (a: { ms: number }) => `The scenario lasts ${span(a.ms)} of simulated time.`,
  },
  hints: {
    label: 'Hints',
    first: 'Show a hint',
    next: 'Show another hint',
  },
  actions: {
    title: 'What you can do',
    over: 'The scenario has ended. Score your result, or play again.',
    scoring: 'Your result is being scored.',
    freedom:
      'You can change everything else in the service, too: settings, stages, wires, aliases, and canary rollouts. You get your result as a file that others can verify. You get no file if you send requests yourself, use a version that is not part of the drill, or change the scenario.',
  },
  taken: {
    title: 'What you did',
    none: 'Nothing yet.',
    label: (a: { request: string }) => `label for ${a.request}`,
  },
  finish: 'Score my result',
  skip: {
    label: 'Skip to the end and score',
    about: 'Plays the rest of the scenario as fast as possible, with your actions so far',
  },

  result: {
    title: 'Result',
    score: (a: { score: number }) => `<b>${count(a.score)}</b> of 100`,
    points: (a: { points: number; of: number }) =>
      a.of > 0 ? `${number(Math.round(a.points * 10) / 10)} of ${count(a.of)}` : number(Math.round(a.points * 10) / 10),
    counts: (a: { requests: number; wrong: number; failed: number; late: number; unsure: number }) =>
      `Of ${counted(a.requests, 'request')}, ${count(a.wrong)} got a wrong prediction, ${count(a.failed)} failed, ${plural(a.late, { one: '# was', other: '# were' })} late, and ${plural(a.unsure, { one: '# was', other: '# were' })} withheld because the model was not sure. For comparison, the same scenario was also played with no action and with the reference solution, which acts once the fault shows. A change before the fault can cost even less.`,
    again: 'Play again',
    next: (a: { title: string }) => `Next: ${a.title}`,
  },
  parts: {
    harm: 'Cost',
    budget: (a: { ms: number }) => `Error budget left for ${span(a.ms)}`,
    detect: 'Detected',
    mend: 'Fixed',
    labels: 'Labels',
    alarms: 'False alarms',
  },
  file: {
    title: 'Result file',
    about: 'Contains your actions, the seed, and the model weights. Anyone can replay it and verify the result.',
    save: 'Save',
    fileName: (a: { drill: string }) => `${a.drill} result`,
    replay: 'Replay my actions',
    verify: 'Verify a file',
    replaying: 'Replaying…',
    verifying: 'Verifying',
    cancel: 'Cancel',
    same: (a: { drill: string; score: number; grading: number }) =>
      `Verified: ${a.drill}, ${count(a.score)} of 100 by grading rules ${a.grading}. Every request got the same response.`,
    unproven:
      'A replay cannot prove when the player noticed the fault, whether the player knew its time from an earlier attempt with the same seed, or who played.',
    differs: (a: { parts: readonly string[]; score: number }) =>
      `Not verified. These parts differ: ${list(a.parts)}. The replay scores ${count(a.score)} out of 100.`,
    differsFrom: (a: { parts: readonly string[]; score: number; minute: number }) =>
      `Not verified. These parts differ: ${list(a.parts)}. The log first differs in minute ${count(a.minute)}. The replay scores ${count(a.score)} out of 100.`,
    parts: {
      file: 'the file contents',
      title: 'the title',
      service: 'the service diagram',
      seed: 'the seed',
      models: 'the model weights, which are not those that training gives',
      timing: 'the timings',
      log: 'the log',
      actions: 'the actions',
      score: 'the score',
    },
  },

  postmortem: {
    title: 'Postmortem',
    about: (a: { service: string }) =>
      `A draft from the log of ${a.service}: what happened when, which requests were affected, and which alerts fired. You add the causes and the follow-up actions.`,
    write: 'Write postmortem',
    text: 'Postmortem, Markdown',
    download: 'Markdown',
    redraft: { label: 'New draft', about: 'Replaces your text with a new draft from the log' },
    earlierRun: 'This postmortem is about an earlier run, not the current one.',
    fileName: (a: { service: string }) => `${a.service} postmortem`,
  },
})

/** Why a cost can be below that of the reference solution. */
const below = ({ harm, best }: { readonly harm: number; readonly best: number }) =>
  harm < best ? ', which acts only once the fault shows' : ''

export const drillGradeText = defineText('operate/drills/drill-grade', {
  harm: (a: { harm: number; nothing: number; best: number }) =>
    `${number(a.harm, 6)}; doing nothing: ${number(a.nothing, 6)}, reference solution: ${number(a.best, 6)}${below(a)}`,
  cost: (a: { harm: number; running: number; nothing: number; best: number }) =>
    `${number(a.harm, 6)}, of which ${number(a.running, 6)} for replicas and calls; doing nothing: ${number(a.nothing, 6)}, reference solution: ${number(a.best, 6)}${below(a)}`,
  budgets: (a: { budgets: readonly string[] }) => a.budgets.join('; '),
  budget: (a: { objective: string; left: string }) => `${a.objective}: ${a.left}`,
  left: (a: { left: number }) => `${percent(a.left)} left`,
  overspent: (a: { times: number }) => `used ${oneDecimal(a.times)} times the budget`,
  farOverspent: 'used more than 10 times the budget',
  noAction: 'no action taken',
  notDetected: 'no report or change after the fault began',
  detected: (a: Limits & { minutes: number }) => `${counted(a.minutes, 'minute')} after the fault began${limits(a)}`,
  notFixed: 'no change of yours brought the cost close to that of the reference solution in time',
  notFixedCostly:
    'no change of yours brought the cost down: replicas and calls alone cost more than the reference solution in all',
  prevented: 'your change before the fault prevented the harm',
  fixed: (a: Limits & { minute: number }) =>
    `your change worked ${counted(a.minute, 'minute')} after the fault began${limits(a)}`,
  notOver: 'not back to normal by the end',
  overWithoutAction: 'ended without any action',
  noHarm: 'fixed before it did measurable harm',
  over: (a: { minute: number }) => `back to normal ${counted(a.minute, 'minute')} after the fault began`,
  overAfterChange: (a: { minute: number; changed: number }) =>
    `back to normal ${counted(a.minute, 'minute')} after the fault began; your last change came ${counted(a.changed, 'minute')} after it began`,
  labels: (a: { labels: number }) => `${counted(a.labels, 'label')} added manually`,
  alarms: (a: { alarms: number }) => `${count(a.alarms)} before anything was wrong`,
})

const traffic = (whole: number) => shortPercent(whole / 100)

interface Cause {
  readonly by: string
  readonly why: string
}

interface Notification {
  readonly title: string
  /** The objectives whose alerts had fired by then; none for drift. */
  readonly objectives: readonly string[]
}

function notification({ title, objectives }: Notification): string {
  return objectives.length === 0 ? title : `${title} (${list(objectives)})`
}

interface Affected {
  readonly harmed: number
  readonly requests: number
  /** The share of requests that are affected without an incident; undefined if it is not known. */
  readonly usual: number | undefined
}

/** Affected requests beyond the usual share, with the number to be expected. */
function excess({ harmed, requests, usual }: Affected): string {
  if (usual === undefined) return 'not known'
  const expected = Math.round(usual * requests)
  return `${count(Math.max(0, harmed - expected))} (usual: ${count(expected)})`
}

export const postmortemText = defineText('operate/drills/postmortem', {
  title: (a: { service: string }) => `Postmortem: ${a.service}`,
  summary: (a: { requests: number; through: number; harmed: number }) =>
    `${counted(a.requests, 'request')} up to ${virtualTime(a.through)}. ${count(a.harmed)} of them (${share(a.harmed, a.requests)}) got a wrong or late response, or none.`,
  timeline: 'Timeline',
  impact: 'Impact',
  impactHead: 'Impact',
  requestsHead: 'Requests',
  shareHead: 'Share',
  harms: { wrong: 'Wrong', failed: 'Failed', late: 'Late', unsure: 'Abstained' },
  lateOver: (a: { ms: number }) => `Late (over ${number(a.ms)} ms)`,
  lateNotCounted:
    'Late responses were not counted for the whole time. An objective with a latency limit counts them from its start.',
  lateToo: (a: { also: number; all: number }) =>
    `Each request counts once, apart from fallbacks: ${plural(a.also, { one: '# late answer was', other: '# late answers were' })} also wrong or abstained. Objectives count all ${count(a.all)} late answers.`,
  since: (a: { at: number }) => `Counted since ${virtualTime(a.at)}. Earlier requests are no longer stored.`,
  notStored: 'The requests are no longer stored.',
  fallbacks: 'Answered by a fallback (also counted above if wrong or late)',
  incidentHead: 'Incident',
  periodHead: 'From and to',
  affectedHead: 'Requests affected',
  excessHead: 'More than usual',
  excessAbout:
    'Affected: wrong, failed, late, or without a prediction. A period begins when the requests were first affected; labels arrive later. Usual: the share of affected requests on the day before, up to the first sign of the fault and without earlier incidents.',
  incidentRow: (a: { title: string; fromMs: number; toMs: number; affected: Affected | undefined }) =>
    `| ${a.title} | ${virtualTime(a.fromMs)} to ${virtualTime(a.toMs)} | ${a.affected ? `${count(a.affected.harmed)} of ${count(a.affected.requests)} | ${excess(a.affected)}` : 'no longer stored | not known'} |`,
  row: (a: { harm: string; requests: number; all: number }) =>
    `| ${a.harm} | ${count(a.requests)} | ${share(a.requests, a.all)} |`,
  byVersion: 'By version (wrong or no response)',
  ofFallback:
    'A request that a fallback answered counts here as one without a response of the version that was asked, even if the fallback was right. So the numbers can add up to more than the total.',
  bySlice: 'Most affected slices (wrong or no response)',
  noVersion: 'no version',
  worst: (a: { name: string; harmed: number; requests: number }) =>
    `${a.name}: ${count(a.harmed)} of ${count(a.requests)} (${share(a.harmed, a.requests)})`,
  detection: 'Detection',
  notDetected: 'No alert fired, and nobody reported the problem.',
  causes: 'Causes',
  causesPrompt:
    'What made the incident possible? Keep asking why until the answer is about the system, not about a person.',
  wentWell: 'What went well',
  wentWellPrompt: 'What kept the impact small? Where did luck help?',
  actions: 'Action items',
  actionsPrompt: 'What will be done, by whom, and when? What would detect the problem sooner next time?',
  entry: (a: { at: number; event: string }) => `${virtualTime(a.at)}: ${a.event}`,
  more: (a: { more: number }) => `and ${count(a.more)} more (see the log)`,
  noChanges: 'Nothing was changed.',
  page: (a: Notification) => `page sent: ${notification(a)}`,
  ticket: (a: Notification) => `ticket opened: ${notification(a)}`,
  recovered: (a: { title: string }) => `recovered: ${a.title}`,
  resolved: {
    itself: (a: { title: string }) => `resolved automatically: ${a.title}`,
    user: (a: { title: string }) => `resolved by the user: ${a.title}`,
  },
  seen: 'the user reported the problem',
  acknowledged: (a: { title: string }) => `acknowledged by the user: ${a.title}`,
  /** Who made a change, after a verb. */
  by: { user: 'by the user', canary: 'automatically', netloom: 'automatically', studio: 'automatically' },
  byName: (a: { name: string }) => `by ${a.name}`,
  aliasMoved: (a: Cause & { alias: string; model: string; from: number; to: number }) =>
    because(`${a.alias} alias of ${a.model} moved from v${a.from} to v${a.to} ${a.by}`, a.why),
  aliasSet: (a: Cause & { alias: string; model: string; to: number }) =>
    because(`${a.alias} alias of ${a.model} set to v${a.to} ${a.by}`, a.why),
  aliasRemoved: (a: Cause & { alias: string; model: string }) =>
    because(`${a.alias} alias of ${a.model} removed ${a.by}`, a.why),
  share: (a: Cause & { from: number; to: number }) =>
    because(`challenger traffic share changed from ${traffic(a.from)} to ${traffic(a.to)} ${a.by}`, a.why),
  canary: {
    began: (a: Cause & { percent: number }) => because(`canary started at ${traffic(a.percent)} ${a.by}`, a.why),
    resumed: (a: Cause & { percent: number }) => because(`canary resumed at ${traffic(a.percent)} ${a.by}`, a.why),
    advanced: (a: Cause & { percent: number }) => because(`canary moved to ${traffic(a.percent)} ${a.by}`, a.why),
    'rolled back': (a: Cause) => because(`canary rolled back ${a.by}`, a.why),
    promoted: (a: Cause) => because(`canary made the champion ${a.by}`, a.why),
    stopped: (a: Cause) => because(`canary stopped ${a.by}`, a.why),
  },
  eventBegan: (a: { event: string }) => `scenario event "${a.event}" began`,
  eventEnded: (a: { event: string }) => `scenario event "${a.event}" ended`,
})

function share(part: number, whole: number): string {
  return percent(whole === 0 ? 0 : part / whole)
}

function because(change: string, why: string): string {
  return why === '' ? change : `${change} (${why})`
}

/** The minutes up to which an action gets all points, and from which on it gets none; not known of older results. */
interface Limits {
  readonly full: number | undefined
  readonly none: number | undefined
}

function limits({ full, none }: Limits): string {
  if (full === undefined || none === undefined) return ''
  return ` (all points within ${count(full)} minutes, none from ${count(none)})`
}
