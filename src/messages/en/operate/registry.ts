/** @file UI text for the registry: models, versions, aliases, and the promotion gate that a version passes. */
import { defineText } from '../../define'
import {
  byteSize,
  count,
  expression,
  latency,
  list,
  oneDecimal,
  percent,
  plural,
  pValue,
  significant,
} from '../../format'

export const registryText = defineText('operate/registry', {
  loading: 'Loading models…',
  intro:
    'Drag an alias to a version, or move it with the arrow keys and press Enter. The gate check appears below, and nothing changes until you confirm. Click a version to open its model card.',
  saveVersion: 'Save a version',
  fromDrills: (a: { models: readonly string[] }) =>
    `Models trained in drills (${list(a.models)}) are in the registries of those drills.`,
  empty: {
    title: 'No models yet',
    body: 'Every model version you save appears here. Aliases decide which version is served: the champion answers, a challenger gets a share of the traffic, and a shadow gets copies of requests.',
    save: 'Save trained model',
    trainFirst: 'Train this network, then save it as version 1 of a model.',
    train: 'Train',
  },
  versions: (a: { n: number }) => plural(a.n, { one: '# version', other: '# versions' }),
  damagedMoves: (a: { n: number }) => plural(a.n, { one: '# damaged record', other: '# damaged records' }),
  rollBack: (a: { alias: string; version: number }) => `Roll ${a.alias} back to v${a.version}`,
  movesButton: (a: { n: number }) => plural(a.n, { one: '# alias move', other: '# alias moves' }),
  deployed: (a: { version: number }) =>
    `Another build was deployed in place of version ${a.version}, the champion. No alias points to the new build.`,
  rollBackDeploy: 'Roll back deploy',
  track: {
    label: (a: { model: string }) => `Versions of ${a.model}`,
    notSet: 'not set',
    damaged: (a: { version: number }) => `Version ${a.version}: damaged`,
    version: (a: { version: number; saved: string; metrics: string }) =>
      `Version ${a.version}, ${a.saved}: ${a.metrics}`,
    practiceSaved: (a: { version: number; saved: string; bad: string; of: number }) =>
      `Version ${a.version}, ${a.saved}: practice version, ${a.bad}, made from version ${a.of}`,
  },
  table: {
    version: 'Version',
    aliases: 'Aliases',
    metrics: 'Metrics',
    saved: 'Saved',
    number: (a: { version: number }) => `v${a.version}`,
    open: (a: { version: number }) => `Open the model card of version ${a.version}`,
    practice: (a: { bad: string; of: number }) => `practice version, ${a.bad}, made from version ${a.of}`,
    damaged: 'damaged',
  },
  alias: {
    label: (a: { alias: string; model: string }) => `${a.alias} of ${a.model}`,
    tip: (a: { alias: string }) =>
      `${a.alias}: drag it to a version, or choose one with the arrow keys and press Enter`,
    here: 'Already at this version',
    dropOn: (a: { version: number }) => `Version ${a.version}: press Enter or release to check it at the gate`,
    dropOff: 'Press Enter or release to remove the alias',
    notSet: 'not set',
    at: (a: { version: number }) => `version ${a.version}`,
    moveTo: (a: { version: number }) => `version ${a.version}; press Enter to check it at the gate`,
    remove: 'not set; press Enter to remove the alias',
  },
  moves: {
    title: 'Alias moves',
    close: 'Close',
    when: 'Time',
    alias: 'Alias',
    from: 'From',
    to: 'To',
    by: 'By',
    gate: 'Gate',
    why: 'Reason',
    rolledBack: (a: { alias: string }) => `${a.alias} (rolled back)`,
    startedOver: (a: { alias: string }) => `${a.alias} (set when the drill started)`,
    startedOverAbout: 'The drill started here. Earlier moves cannot be restored.',
    version: (a: { version: number }) => `version ${a.version}`,
    notSet: 'not set',
    removed: 'removed',
    gateNotChecked: 'not checked',
    gateFailed: (a: { n: number }) => plural(a.n, { one: '# check failed', other: '# checks failed' }),
    gatePassed: 'passed',
    gateInconclusive: 'none failed, some inconclusive',
  },
  panel: {
    title: (a: { version: number }) => `Version ${a.version}`,
    openNetwork: 'Open network',
    markdown: 'Save as Markdown',
    html: 'Save as HTML',
    close: 'Close',
  },
  reproduce: {
    start: 'Reproduce',
    stop: 'Stop',
    about: 'Retrains this version from its record in the background and compares the weights.',
    progress: 'Retraining',
    share: (a: { share: number }) => percent(a.share, 0),
    verdict: { same: 'Identical.', differs: 'Different.', cannot: 'Inconclusive.' },
  },
})

type Unit = 'share' | 'own' | 'cost' | 'ms' | 'bytes' | 'looks' | 'weights' | 'yes'

/** Formats a difference of shares in percentage points, with its sign. */
function points(difference: number): string {
  const value = oneDecimal(100 * difference)
  return difference > 0 && Math.abs(difference) >= 0.0005 ? `+${value}` : value
}

/** Formats a value of a check in its unit. */
function value(of: number | undefined, unit: Unit): string {
  if (of === undefined) return '–'
  switch (unit) {
    case 'share':
      return percent(of)
    case 'own':
      return significant(of)
    case 'cost':
      return significant(1000 * of)
    case 'ms':
      return latency(of)
    case 'bytes':
      return byteSize(of)
    case 'looks':
      return count(of)
    case 'weights':
      return of === 0 ? 'yes' : `no, ${count(of)} ${of === 1 ? 'is' : 'are'} not`
    case 'yes':
      return of === 1 ? 'yes' : 'no'
    default:
      return unit satisfies never
  }
}

/** The number of checks in a gate, and how many of them failed or gave no verdict. */
interface Checks {
  readonly checks: number
  readonly failed: number
  readonly open: number
}

interface CheckResult {
  readonly number?: number
  readonly low?: number
  readonly high?: number
  readonly both?: { readonly candidate: number; readonly champion: number }
  readonly alone?: number
  readonly p?: number
  readonly among?: number
  readonly unit: Unit
}

/**
 * The result of a check: the value, its interval, the values of both versions, and the p-values, uncorrected and
 * corrected for all comparisons.
 */
function checkResult({ number, low, high, both, alone, p, among, unit }: CheckResult): string {
  const range = low === undefined || high === undefined ? '' : ` (${value(low, unit)} to ${value(high, unit)})`
  const each = both ? `, ${value(both.candidate, unit)} vs. ${value(both.champion, unit)}` : ''
  const own = alone === undefined ? '' : `, ${expression(`p ${pValue(alone)}`)}`
  const corrected =
    p === undefined || among === 1
      ? ''
      : among === undefined
        ? `, ${expression(`p ${pValue(p)}`)}`
        : `, corrected ${expression(`p ${pValue(p)}`)} (${count(among)} comparisons)`
  return `${value(number, unit)}${range}${each}${own}${corrected}`
}

/** The names of checks by id, in quotation marks and each once; an unknown id is kept. */
export function checkNames(checks: readonly string[]): readonly string[] {
  const names: Readonly<Record<string, string>> = gateText.subject
  return [...new Set(checks)].map((check) => `"${Object.hasOwn(names, check) ? names[check] : check}"`)
}

export const gateText = defineText('operate/registry/gate', {
  title: (a: { model: string; version: number }) => `Gate evidence: ${a.model} version ${a.version}`,
  asking: 'Checking the gate',
  comparing: 'Both versions are evaluated on the same data and timed…',
  heads: { evidence: 'Check', found: 'Result', needed: 'Required', verdict: 'Verdict' },
  verdict: { passed: 'passed', failed: 'failed', unsure: 'inconclusive', 'not measured': 'not measured' },
  summary: {
    failed: (a: Checks) => `${count(a.failed)} of ${count(a.checks)} checks failed`,
    unsure: (a: Checks) => `none failed, ${count(a.open)} of ${count(a.checks)} checks inconclusive`,
    passed: (a: Checks) => `all ${count(a.checks)} checks passed`,
  },
  versus: {
    failed: (a: Checks & { champion: number }) =>
      `${count(a.failed)} of ${count(a.checks)} checks failed, compared with version ${a.champion}`,
    unsure: (a: Checks & { champion: number }) =>
      `none failed, ${count(a.open)} of ${count(a.checks)} checks inconclusive, compared with version ${a.champion}`,
    passed: (a: Checks & { champion: number }) =>
      `all ${count(a.checks)} checks passed, compared with version ${a.champion}`,
  },
  subject: {
    whole: 'Record and weights are intact',
    finite: 'All weights are finite',
    answered: 'Examples without a prediction (NaN)',
    inputs: 'Same input columns, same classes or unit',
    data: 'Training data is known',
    looks: 'Times the test set was viewed',
    score: 'Not much worse than the champion overall',
    slice: 'Not much worse than the champion in the worst slice',
    calibration: 'Expected calibration error (ECE, 10 bins, as in Evaluate)',
    latency: 'Median time of one prediction on this device',
    size: 'Size',
    attack: 'Accuracy on an attack set',
  },
  subjectOf: (a: {
    subject: string
    /** The title of the compared metric; absent for the cost. */
    metric: string | undefined
    slice: string | undefined
    rows: number | undefined
    split: string | undefined
  }) => {
    const whole =
      a.metric === undefined ? a.subject : `${a.metric}: ${a.subject[0]?.toLowerCase()}${a.subject.slice(1)}`
    const subject = a.slice === undefined ? whole : `${whole}: ${a.slice}`
    if (a.rows === undefined) return subject
    const one = a.split === undefined ? '# example' : `# ${a.split} example`
    return `${subject} (${plural(a.rows, { one, other: `${one}s` })})`
  },
  found: checkResult,
  needed: (a: { needed: number; unit: Unit; isLeast: boolean }) =>
    a.unit === 'yes' ? 'yes' : `${a.isLeast ? 'at least' : 'at most'} ${value(a.needed, a.unit)}`,
  neededNone: 'yes',
  cost: 'Cost per 1,000',
  recalls: {
    title: 'Recall of each class',
    about: 'For information: the metric above decides.',
    class: 'Class',
    accuracy: 'All (accuracy)',
    rows: 'Examples',
    version: (a: { version: number }) => `Version ${a.version}`,
    difference: 'Difference',
    change: (a: { worse: number; low: number; high: number }) =>
      `${points(-a.worse)} (${points(-a.high)} to ${points(-a.low)}) points`,
    more: (a: { shown: number; all: number }) => `The ${count(a.shown)} of ${count(a.all)} classes that lose most.`,
  },
  attacks: {
    title: 'Required on attack sets',
    set: 'Attack set',
    least: 'Accuracy of at least (%)',
    add: 'Require',
    row: (a: { name: string; least: number }) => `${a.name}: at least ${value(a.least, 'share')}`,
    remove: (a: { name: string }) => `No longer require ${a.name}`,
  },
  nothing: '–',
  same: (a: { version: number; champion: number }) =>
    `Version ${a.version} is identical to version ${a.champion}: the same weights, network, and preprocessing. Moving the alias changes no prediction.`,
  comparison: (a: { rows: number; split: string | undefined; slices: number }) => {
    const rows = a.split === undefined ? `${count(a.rows)} examples` : `${count(a.rows)} ${a.split} examples`
    const validation =
      a.split === 'test'
        ? ' The metrics shown next to a version may be validation results, so they can differ from these.'
        : ''
    const slices =
      a.slices === 0
        ? ''
        : ` ${plural(a.slices, { one: '# slice was', other: '# slices were' })} compared as well, so the verdict uses the corrected p-value (Holm).`
    return `Both versions were evaluated on the same ${rows}, without the service stages, so neither abstains. They were timed one prediction at a time; the latency on the Live tab also includes the other stages, queues, batches, and cold starts.${validation} Each difference has a 95% interval and a one-sided p-value.${slices}`
  },
  rolledBack: (a: { version: number; at: string; why: string }) =>
    `A canary rolled version ${a.version} back on ${a.at}${a.why === '' ? '' : `: ${a.why}`}.`,
  notCompared: (a: { why: string }) => `The versions were not compared on the same examples: ${a.why}`,
  move: {
    remove: (a: { alias: string }) => `Remove the ${a.alias} alias`,
    make: (a: { version: number; alias: string }) => `Make version ${a.version} the ${a.alias}`,
    replace: (a: { version: number; alias: string; from: number }) =>
      `Make version ${a.version} the ${a.alias}, replacing version ${a.from}`,
    removeNote: (a: { alias: string }) =>
      `Stages that use the ${a.alias} return no predictions until the alias is set again.`,
    opensTestSet: 'The test set has not been viewed. The gate compares both versions on it, which counts as a view.',
    check: 'Check the gate',
    why: 'Reason (saved with the move)',
    whyAnyway: 'Reason for moving it anyway',
    confirmRemove: 'Remove alias',
    confirmAnyway: 'Move alias anyway',
    confirm: 'Move alias',
    cancel: 'Cancel',
  },
})
