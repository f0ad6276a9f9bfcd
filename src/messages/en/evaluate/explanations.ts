/** @file Text about what predictions depend on: explanations of an example, and the importance of columns. */
import { defineText } from '../../define'
import { count, counted, list, metricNumber, oneDecimal, percent, pValue, significant } from '../../format'
import { type WeightsPlace, weightsPlace } from '../studio/offers'

interface Checked {
  readonly value: string
  readonly limit: string
  readonly least: string | undefined
  readonly passed: boolean
}

const needs = ({ least }: Checked) => (least === undefined ? '' : `; at least ${least} is needed`)

const mark = (passed: boolean) => (passed ? '✓' : '✗')
const signed = (value: number) => `${value > 0 ? '+' : ''}${metricNumber(value)}`

const shown = (value: number | string | null) =>
  value === null ? 'missing' : typeof value === 'number' ? significant(value) : value

interface Explained {
  readonly label?: string | undefined
}

const scoreOf = ({ label }: Explained) => (label === undefined ? 'the prediction' : `the score of "${label}"`)
const chanceOf = ({ label }: Explained) => (label === undefined ? 'the prediction' : `the probability of "${label}"`)

export const explanationText = defineText('evaluate/explanations', {
  ask: 'Why this prediction?',
  computing: 'Explaining the example…',
  title: 'Why this prediction',
  method: 'Method',
  layer: 'Layer',
  methods: {
    shapley: 'Shapley values',
    occlusion: 'Occlusion',
    gradCam: 'Grad-CAM',
    integratedGradients: 'Integrated gradients',
    gradient: 'Gradient',
    smoothGrad: 'SmoothGrad',
    gradientInput: 'Gradient × input',
    lrp: 'LRP',
  },
  about: {
    shapley: (a: Explained) => `What each column adds to ${chanceOf(a)} (Shapley values).`,
    occlusion: (a: Explained) => `How much ${chanceOf(a)} drops when a part is left out or covered.`,
    gradCam: (a: Explained) => `Where the patterns that a layer finds speak for ${scoreOf(a)}.`,
    integratedGradients: (a: Explained) =>
      `What each part adds to ${scoreOf(a)}, on the way from an input without information.`,
    gradient: (a: Explained) => `How strongly ${scoreOf(a)} reacts to a small change.`,
    smoothGrad: (a: Explained) => `How strongly ${scoreOf(a)} reacts to a small change: the mean of 25 noisy copies.`,
    gradientInput: (a: Explained) => `The gradient of ${scoreOf(a)} times the input.`,
    lrp: (a: Explained) => `${scoreOf(a).replace('t', 'T')}, passed back layer by layer to the parts it comes from.`,
  },
  step: (a: { step: number }) => `Weights of step ${count(a.step)}; the network is still training.`,
  searching: 'Looking for the smallest change that leads to another class…',
  change: {
    title: 'What would change it',
    found: (a: { label: string; probability: number }) =>
      `Smallest change found that leads to "${a.label}" (${percent(a.probability)}):`,
    none: (a: { label: string; probability: number }) =>
      `No training example is predicted as "${a.label}". The closest that was found reaches ${percent(a.probability)}:`,
    one: (a: { column: string; from: number | string | null; to: number | string | null }) =>
      `${a.column}: ${shown(a.from)} → ${shown(a.to)}`,
  },
  column: 'Column',
  adds: 'Adds',
  interval: '95% interval',
  adding: (a: { value: number; isPart: boolean }) => (a.isPart ? signed(a.value) : metricNumber(a.value)),
  between: (a: { low: number; high: number }) => `${signed(a.low)} to ${signed(a.high)}`,
  base: 'Without any column',
  score: 'This example',
  others: (a: { columns: number }) => `${counted(a.columns, 'other column')}`,
  map: (a: { most: string; least: string | undefined }) =>
    a.least === undefined ? `Strongest color: ${a.most}` : `Strongest color: ${a.most} for, ${a.least} against`,
  trust: {
    good: '● Can be trusted: the explanation passes all checks.',
    doubtful: '▲ Doubtful: a check of the explanation fails.',
    bad: '■ Do not trust this explanation: several checks fail. That says nothing about the prediction.',
    same: '■ Grayed out: the explanation does not depend on what the network has learned.',
    unchecked: 'Not checked.',
  },
  /** Below the name of a method, next to the other methods. */
  trustInBrief: {
    good: '● Reliable',
    doubtful: '▲ Doubtful',
    bad: '■ Unreliable',
    same: '■ Unreliable',
    unchecked: 'Not checked',
  },
  /** Of the map over a drawing, which is narrow. */
  trustOfMap: {
    good: '● Reliable map',
    doubtful: '▲ Doubtful map',
    bad: '■ Unreliable map',
    same: '■ Unreliable map',
    unchecked: 'Map not checked',
  },
  nothing: (a: { method: string }) => `Nothing found by ${a.method}`,
  nothingInBrief: 'Nothing found',
  nothingAbout: 'No small change of the example changes this prediction. Try integrated gradients.',
  waiting: 'Examples are explained after the run.',
  open: 'Details',
  checked: 'Check',
  check: (a: { value: number; passed: boolean } | undefined) =>
    a ? `${metricNumber(a.value)} ${mark(a.passed)}` : '–',
  checkNames: {
    completeness: 'Gap between the parts and the whole',
    randomWeights: 'Likeness to that of shuffled weights',
    deletion: 'Score drop without the strongest places',
    insertion: 'Score rise with only the strongest places',
  },
  checks: {
    completeness: ({ value, limit, passed }: Checked) =>
      `${mark(passed)} The parts add up to the whole: gap ${value}, at most ${limit}`,
    randomWeights: ({ value, limit, passed }: Checked) =>
      `${mark(passed)} It changes if the weights are shuffled: likeness ${value}, at most ${limit}`,
    deletion: (a: Checked) =>
      `${mark(a.passed)} Without the strongest places, the score drops by ${a.value}; without random ones or those of shuffled weights, by at most ${a.limit}${needs(a)}`,
    insertion: (a: Checked) =>
      `${mark(a.passed)} With only the strongest places, the score rises by ${a.value}; with random ones or those of shuffled weights, by at most ${a.limit}${needs(a)}`,
  },
})

export const importanceText = defineText('evaluate/explanations/importance', {
  title: 'What does it rely on?',
  about: 'How much worse predictions become when a column is shuffled, with 95% intervals',
  noTable: 'This data is not a table, so there are no columns to measure.',
  ask: 'Measure importance',
  computing: 'Shuffling each column…',
  waiting: 'Importance is measured after the run.',
  caption: 'Importance of each column',
  column: 'Column',
  loss: { classes: 'Accuracy lost', number: 'Error added' },
  interval: '95% interval',
  value: (a: { value: number; isRate: boolean }) =>
    a.isRate ? `${oneDecimal(100 * a.value)} points` : significant(a.value),
  between: (a: { low: number; high: number; isRate: boolean }) =>
    a.isRate
      ? `${oneDecimal(100 * a.low)} to ${oneDecimal(100 * a.high)}`
      : `${significant(a.low)} to ${significant(a.high)}`,
  examples: (a: { n: number }) =>
    `Measured on ${counted(a.n, 'example')}. If two columns carry the same information, neither may seem important.`,
  more: (a: { columns: number }) => `${counted(a.columns, 'less important column')} not shown.`,
  effect: (a: { column: string }) => `Prediction by ${a.column}`,
  prediction: (a: { label?: string | undefined }) =>
    a.label === undefined ? 'Mean prediction' : `Mean probability of "${a.label}"`,
  choose: 'Show the effect of a column',
})

interface Effect {
  readonly class?: string | undefined
  readonly loss: { readonly before: number; readonly after: number }
  readonly score: { readonly before: number; readonly after: number }
  readonly estimate: number
  readonly uncalibrated?: true
}

interface WholeSet {
  readonly split: string
  readonly metric: 'accuracy' | 'mae'
  readonly n: number
  readonly a: number
  readonly b: number
  readonly difference: number
  readonly low: number
  readonly high: number
}

const REMAINS = {
  statistics: ' Batch normalization still reads the examples.',
  mixtures: ' Other examples are still mixed with these.',
} as const

export const influenceText = defineText('evaluate/explanations/influence', {
  ask: 'Find influential training examples',
  computing: 'Comparing the gradients of the training examples…',
  title: 'Influential training examples',
  about: (a: { class?: string | undefined; checkpoints: number; n: number; of: number; optimizer?: string }) =>
    `How much training on each example lowered the loss ${a.class === undefined ? 'of this one' : `for "${a.class}"`}: TracIn, from ${a.checkpoints === 1 ? 'one checkpoint' : counted(a.checkpoints, 'checkpoint')}${a.n < a.of ? `, among ${count(a.n)} of ${count(a.of)} examples` : ''}.${a.optimizer ? ` With ${a.optimizer}, this is a rough guide.` : ''}`,
  unmeasurable: (a: { class?: string | undefined }) =>
    `No training example had a measurable influence: the most helpful or harmful ones together change the ${a.class === undefined ? 'loss by less than its last digit' : `probability of "${a.class}" by less than 0.1 points`}.`,
  helpful: 'Most helpful',
  harmful: 'Most harmful',
  none: 'None',
  value: (a: { value: number }) => `${a.value > 0 ? '+' : ''}${significant(a.value, 2)}`,
  leaveOut: 'Leave out',
  set: {
    helpful: (a: { n: number }) => `The ${count(a.n)} most helpful`,
    harmful: (a: { n: number }) => `The ${count(a.n)} most harmful`,
    shown: (a: { n: number }) => `Chosen on the Data page (${count(a.n)})`,
    slice: (a: { name: string }) => `Slice: ${a.name}`,
  },
  retrain: 'Train again without them',
  progress: 'Training again',
  training: (a: { share: number }) => `Training again: ${percent(a.share, 0)}`,
  cancel: 'Cancel',
  canceled: 'Canceled.',
  without: (a: { n: number }) => (a.n === 0 ? 'Without leaving any out' : `Without ${counted(a.n, 'example')}`),
  effect: (a: Effect) => {
    const shown = (value: number) => (a.class === undefined ? significant(value) : percent(value))
    const score =
      a.class === undefined ? 'prediction' : `probability of "${a.class}"${a.uncalibrated ? ' before calibration' : ''}`
    return `: loss ${significant(a.loss.before)} → ${significant(a.loss.after)} (TracIn’s estimate: ${a.estimate > 0 ? '+' : ''}${significant(a.estimate, 2)}), ${score} ${shown(a.score.before)} → ${shown(a.score.after)}.`
  },
  whole: (a: WholeSet) => {
    const isRate = a.metric === 'accuracy'
    const shown = (value: number) => (isRate ? percent(value) : significant(value))
    const apart = (value: number) => `${value > 0 ? '+' : ''}${isRate ? oneDecimal(100 * value) : significant(value)}`
    return `${isRate ? 'Accuracy' : 'Mean absolute error'} on the ${a.split} set: ${shown(a.a)} → ${shown(a.b)} (${apart(a.difference)}${isRate ? ' points' : ''}, 95% interval ${apart(a.low)} to ${apart(a.high)}, ${counted(a.n, 'example')}).`
  },
  recipe: (a: {
    seed: number
    step: number
    was: string
    hash: string
    remains: keyof typeof REMAINS | undefined
    testLooks: number | undefined
  }) =>
    `Seed ${a.seed}, ${counted(a.step, 'step')}, weights ${a.was.slice(0, 8)} → ${a.hash.slice(0, 8)}. All other examples keep their order.${a.remains ? REMAINS[a.remains] : ''}${a.testLooks === undefined ? '' : ` Look ${count(a.testLooks)} at the test set.`}`,
})

function epochOf({ epoch, step, within, which }: NonNullable<Compared['weights']>): string {
  if (step !== undefined && within) return weightsPlace({ epoch, step, within })
  return `epoch ${count(epoch)}${which ? ` (${which})` : ''}`
}

interface Compared extends Omit<WholeSet, 'split' | 'metric'> {
  readonly run: string
  /** Of which epoch the weights of the run are. */
  readonly weights:
    | (Partial<WeightsPlace> & Pick<WeightsPlace, 'epoch'> & { readonly which?: string | undefined })
    | undefined
  readonly unit: string | undefined
  readonly isRate: boolean
  readonly p: number
  readonly test: 'McNemar' | 'sign test'
  readonly balanced?: OfRuns<string> | undefined
}

/** What is true of the run that is compared with (a), and of the weights in use (b). */
interface OfRuns<T> {
  readonly a?: T | undefined
  readonly b?: T | undefined
}

/** Whether only one of the two balances groups, or each those of another column. */
const isBalancedApart = (balanced: OfRuns<string> | undefined) => balanced?.a !== balanced?.b

function conclusion(isClear: boolean, isBetter: boolean): string {
  if (!isClear) return 'The difference could be chance'
  return isBetter ? 'These weights are better' : 'These weights are worse'
}

/** Where groups were balanced on purpose, a lower accuracy on labels that may be biased makes no weights worse. */
function conclusionOfBalanced(isClear: boolean, isBetter: boolean): string {
  if (!isClear) return conclusion(isClear, isBetter)
  return isBetter ? 'More predictions equal the recorded labels' : 'Fewer predictions equal the recorded labels'
}

interface Further {
  readonly metric: string
  readonly a: string
  readonly b: string
  readonly difference: string
  readonly low: string
  readonly high: string
  readonly run: string
  /** Whether the interval excludes 0. */
  readonly isClear: boolean
  readonly isBetter: boolean
}

export const comparisonText = defineText('evaluate/explanations/comparison', {
  title: 'Compared with another run',
  about: 'On the same examples',
  examples: 'Examples',
  evaluated: 'On the evaluated examples',
  attackSet: (a: { name: string }) => `On the attack set ${a.name}`,
  run: 'Run to compare with',
  none: 'Choose a run',
  waiting: 'The runs are compared after training.',
  comparing: 'Predicting with both…',
  settings: (a: { run: string; settings: string }) => `${a.run}: ${a.settings}`,
  verdict: (a: Compared) => {
    const bare = (value: number) => (a.isRate ? oneDecimal(100 * value) : significant(value))
    const amount = (value: number) => `${bare(value)}${a.isRate ? ' points' : a.unit === undefined ? '' : ` ${a.unit}`}`
    const value = (one: number) => (a.isRate ? percent(one) : amount(one))
    // The exact test decides. That of errors is about their signs, so their mean must differ too.
    const isClear = a.p < 0.05 && (a.low > 0 || a.high < 0)
    const conclude = isBalancedApart(a.balanced) ? conclusionOfBalanced : conclusion
    return `<b>${conclude(isClear, a.difference > 0 === a.isRate)}.</b> ${a.isRate ? 'Accuracy' : 'Mean absolute error'}: ${value(a.b)}, and ${value(a.a)} for ${a.run}${a.weights ? `, ${epochOf(a.weights)}` : ''}. Difference ${a.difference > 0 ? '+' : ''}${amount(a.difference)} (95% interval ${bare(a.low)} to ${bare(a.high)}; p value ${a.test === 'McNemar' ? 'of McNemar’s test' : 'of the sign test'}: ${pValue(a.p)}), on ${counted(a.n, 'example')}.`
  },
  /** Another metric of the same examples; values are formatted. */
  further: (a: Further) =>
    `<b>${conclusion(a.isClear, a.isBetter)}.</b> ${a.metric}: ${a.b}, and ${a.a} for ${a.run}. Difference ${a.difference} (95% interval ${a.low} to ${a.high}).`,
  relabeled: (a: { labels: number; run: string }) =>
    `${counted(a.labels, 'label')} of these examples ${a.labels === 1 ? 'was' : 'were'} changed after ${a.run}. Both runs are compared by the new labels.`,
  /** Accuracies with the threshold or the calibration that models are saved with. */
  decided: (a: { run: string; decided: OfRuns<number> }) =>
    `Both are compared by the most likely class. With the saved threshold or calibration, the accuracy ${list([
      ...(a.decided.b === undefined ? [] : [`of these weights is ${percent(a.decided.b)}`]),
      ...(a.decided.a === undefined ? [] : [`of ${a.run} is ${percent(a.decided.a)}`]),
    ])}.`,
  balanced: (a: { run: string; balanced: OfRuns<string> }) =>
    `Balanced on purpose: ${list([
      ...(a.balanced.b === undefined ? [] : [`the groups of "${a.balanced.b}" for these weights`]),
      ...(a.balanced.a === undefined ? [] : [`the groups of "${a.balanced.a}" for ${a.run}`]),
    ])}. If the recorded labels are biased, a lower accuracy on them is expected: see Groups.`,
  fixed: (a: { examples: number; isRate: boolean; run: string }) =>
    a.isRate
      ? `${counted(a.examples, 'example')} that only ${a.run} gets wrong`
      : `${counted(a.examples, 'example')} closer than with ${a.run}`,
  broken: (a: { examples: number; isRate: boolean; run: string }) =>
    a.isRate
      ? `${counted(a.examples, 'example')} that only ${a.run} gets right`
      : `${counted(a.examples, 'example')} closer with ${a.run}`,
})
