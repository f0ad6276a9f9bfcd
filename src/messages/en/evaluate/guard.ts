/** @file Text about input guards: messages, and "Can a guard find attacks?". */
import { defineMessages, defineText } from '../../define'
import { count, counted, number, percent, significant } from '../../format'

export const guardMessages = defineMessages('evaluate/guard/messages', {
  'guard-false-alarms': (a: { falseAlarms: number }) =>
    `The share of false alarms is ${number(a.falseAlarms)}. It must be between 0 and 1, such as 0.01 for 1%.`,
  'guard-few': (a: { rows: number; least: number; falseAlarms: number }) =>
    `The limit is chosen on the validation set, which has ${counted(a.rows, 'example')}. ${percent(a.falseAlarms)} false alarms need at least ${count(a.least)}. Allow more false alarms, or make the validation set larger.`,
  'guard-no-pixels':
    'Feature squeezing rounds and smooths the pixels of an image. This network reads none: use the distance.',
  'guard-wide': (a: { layer: string; width: number; most: number }) =>
    `"${a.layer}" has ${count(a.width)} values. A distance can use at most ${count(a.most)}. Choose a layer with fewer, usually a late one, or one with channels, which are averaged over their places.`,
  'guard-no-limit':
    'The scores of the validation examples are not finite numbers, so there is no limit. Train the network again.',
  'guard-none': (a: { output: string }) => `"${a.output}" has no input guard. Fit one first, in Evaluate > Robustness.`,
})

interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}
const estimate = (a: Estimate) => `${percent(a.value)} (${percent(a.low)} to ${percent(a.high)})`

const METHODS = { mahalanobis: 'Distance to training examples', squeezing: 'Feature squeezing' } as const

export const guardText = defineText('evaluate/guard', {
  title: 'Can a guard find attacks?',
  about: 'Marks inputs that look unlike the training examples, or attacked',
  waiting: 'A guard can be fitted after the run.',
  method: 'Guard',
  methods: METHODS,
  layer: 'Layer',
  automatic: 'Automatic',
  falseAlarms: 'False alarms (%)',
  fit: 'Fit guard',
  fitting: 'Fitting the guard…',
  remove: 'Remove guard',
  kept: (a: {
    method: keyof typeof METHODS
    layer?: string | undefined
    limit: number
    rows: number
    falseAlarms: number
  }) =>
    `<b>${METHODS[a.method]}</b>${a.layer === undefined ? '' : ` in "${a.layer}"`}: inputs with a score above ${significant(a.limit)} are marked. The limit was chosen on ${counted(a.rows, 'validation example')} for ${percent(a.falseAlarms)} false alarms. Saved models have it. In a service, an Input guard stage applies it.`,
  ask: 'Test the guard',
  testing: 'Testing the guard…',
  epsilon: { picture: 'Largest change of a pixel', number: 'Largest change, in standard deviations' },
  strength: 'Strength',
  pixels: 'one pixel',
  alarms: (a: Estimate & { n: number; isValidation: boolean }) =>
    `<b>False alarms: ${estimate(a)}</b> of ${counted(a.n, 'clean example')}.${a.isValidation ? ' The limit was chosen on these, so the test set is the stricter check.' : ''}`,
  caption: 'Inputs that the guard finds, by attack',
  kind: 'Input',
  amount: (a: { value: number }) => significant(a.value),
  inputs: 'Fooled',
  found: 'Found',
  auc: 'AUC',
  estimate,
  area: (a: Estimate) => `${number(a.value)} (${number(a.low)} to ${number(a.high)})`,
  of: (a: { n: number; attacked: number }) => `${count(a.n)} of ${count(a.attacked)}`,
  corruption: 'Corruption',
  share: (a: { value: number }) => percent(a.value),
  corruptions: 'Corrupted examples that the guard finds, by strength',
  areaAtFive: 'AUC at 5',
  names: { fgsm: 'FGSM', pgd: 'PGD', patch: 'Patch', onePixel: 'One pixel' },
  note: 'Attacked inputs are those that fooled the network. AUC: the probability that such an input has a higher score than a clean example.',
  attackTitle: 'Does the guard stop someone who knows it?',
  attackAbout: 'PGD, which ignores the guard, next to an attack that lowers the score of the guard, too',
  attackAsk: 'Attack the guard',
  attacking: 'Attacking the guard…',
  fooled: 'Predicted wrong',
  undetected: 'Wrong and not found',
  plain: 'Plain PGD',
  knowing: 'PGD that knows the guard',
  attack: 'Attack',
  verdict: (a: { plain: Estimate; knowing: Estimate; attacked: number; epsilon: number }) =>
    a.knowing.low > a.plain.high
      ? `The attack that knows the guard gets past it more often: in ${percent(a.knowing.value)} instead of ${percent(a.plain.value)} of ${counted(a.attacked, 'example')}, with changes of at most ${significant(a.epsilon)}. This guard is no defense against someone who knows it.`
      : `Of ${counted(a.attacked, 'example')}, the attack that knows the guard gets past it in ${percent(a.knowing.value)}, plain PGD in ${percent(a.plain.value)}, with changes of at most ${significant(a.epsilon)}. The intervals overlap, so this proves neither a difference nor that the guard is safe.`,
})
