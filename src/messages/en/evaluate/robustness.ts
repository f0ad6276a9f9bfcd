/** @file Text about predictions for corrupted examples and about attacks: messages, and "Can it be fooled?". */
import { defineMessages, defineText } from '../../define'
import { commaList, count, counted, listOr, number, percent, significant } from '../../format'

export const robustnessMessages = defineMessages('evaluate/robustness/messages', {
  'robustness-strength': (a: { strength: number }) =>
    `The strength is ${number(a.strength)}. It must be 1, 2, 3, 4, or 5.`,
  'robustness-kind': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no corruption "${a.kind}" for this network. Choose ${listOr(a.kinds)}.`,
  'robustness-no-inputs':
    'The network reads no pictures, series, numbers, or categories, so there is nothing to corrupt. Texts cannot be corrupted yet.',
  'attack-epsilon': (a: { epsilon: number }) =>
    `The strength of the attack is ${number(a.epsilon)}. It must be 0 or more, such as 0.1.`,
  'attack-no-classes': (a: { output: string }) =>
    `"${a.output}" predicts no classes, so no prediction of it is right or wrong. Choose an output that predicts a class.`,
  'attack-no-pixels': 'Pixels can only be changed in pictures. Use FGSM or PGD, which change numbers.',
  'attack-nothing-moves':
    'The network reads no pixels or numbers that can be changed a little: categories and texts have no small changes.',
  'attack-set-taken': (a: Named) => `There is an attack set "${a.name}" already. Choose another name.`,
  'attack-set-removed': (a: Named) => `The attack set "${a.name}" is deleted.`,
  'attack-set-unknown': (a: Named & { names: readonly string[] }) =>
    a.names.length === 0
      ? `There is no attack set "${a.name}". Attack a network and save the fooled examples first.`
      : `There is no attack set "${a.name}". Choose ${listOr(a.names)}.`,
  'attack-set-none-removed': 'No attack set was deleted since the page was opened, so there is nothing to restore.',
  'attack-set-required': (a: Named & { model: string }) =>
    `The gate of "${a.model}" requires an accuracy on "${a.name}". Remove that requirement in the registry first.`,
  'attack-set-empty': (a: { examples: number }) =>
    `The attack fooled the network on none of the ${counted(a.examples, 'example')}, so there is nothing to save. Use a larger change.`,
  'attack-set-resized': (a: { column: string; size: number; pixels: number }) =>
    `The network reads ${count(a.size)} values of an image of ${count(a.pixels)} ("${a.column}"), because images are resized or cropped first. Attacked images cannot be converted back, so they cannot be saved.`,
  'attack-set-windowed': (a: { column: string }) =>
    `"${a.column}" is read as a series or window, whose attacked values cannot be converted back to rows, so they cannot be saved.`,
  'attack-set-other-classes': (a: Named & { column: string; labels: readonly string[] }) =>
    `No example of "${a.name}" has a class that the network predicts ("${a.column}": ${commaList(a.labels)}).`,
  'attack-set-least': (a: { least: number }) =>
    `The required accuracy is ${number(a.least)}. It must be between 0 and 1, such as 0.8 for 80%.`,
})

interface Named {
  readonly name: string
}

export const CORRUPTION_TITLES: Readonly<Record<string, string>> = {
  gaussianNoise: 'Gaussian noise',
  shotNoise: 'Shot noise',
  impulseNoise: 'Impulse noise',
  defocusBlur: 'Defocus blur',
  glassBlur: 'Glass blur',
  motionBlur: 'Motion blur',
  zoomBlur: 'Zoom blur',
  snow: 'Snow',
  frost: 'Frost',
  fog: 'Fog',
  brightness: 'Brightness',
  contrast: 'Contrast',
  elastic: 'Elastic',
  pixelate: 'Pixelate',
  jpeg: 'JPEG',
  noise: 'Noise',
  missing: 'Missing values',
  shuffled: 'Shuffled values',
  drift: 'Drift',
  dropped: 'Dropped stretch',
}

interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

export const robustnessText = defineText('evaluate/robustness', {
  attack: {
    title: 'Can it be fooled?',
    about: 'Changes correctly predicted examples a little, so that they are predicted wrong',
    waiting: 'The network is attacked after the run.',
    method: 'Attack',
    methods: {
      fgsm: 'FGSM: one step along the gradient',
      pgd: 'PGD: ten steps, three starts',
      patch: 'Patch: a square of any pixels',
      onePixel: 'One pixel, without gradients',
    },
    epsilon: {
      picture: 'Largest change of a pixel',
      number: 'Largest change, in standard deviations',
      patch: 'Side of the patch',
    },
    ask: 'Attack the network',
    computing: 'Attacking the examples…',
    axis: {
      picture: 'Largest change (share of black to white)',
      number: 'Largest change (standard deviations)',
      patch: 'Side (share of the picture)',
    },
    accuracy: 'Accuracy',
    curve: 'Accuracy under attack',
    amount: (a: { value: number }) => significant(a.value),
    percent: (a: { value: number }) => percent(a.value),
    result: (a: { before: Estimate; accuracy: Estimate; n: number; of: number }) =>
      `<b>Accuracy ${percent(a.accuracy.value)} under attack</b> (95% interval ${percent(a.accuracy.low)} to ${percent(a.accuracy.high)}), ${percent(a.before.value)} without, on ${counted(a.n, 'example')}${a.n < a.of ? ` of ${count(a.of)}` : ''}.`,
    columns: (a: { columns: readonly string[] }) => `Changed: ${commaList(a.columns)}. Categories keep their values.`,
    caption: 'Fooled examples',
    example: 'Example',
    changed: 'Changed',
    open: (a: { row: number }) => `Open row ${a.row}`,
    wrong: (a: { actual: string; predicted: string; probability: number }) =>
      `${a.actual}; after the attack predicted as ${a.predicted} (${percent(a.probability)})`,
    actual: 'Label',
    predicted: 'Predicted as',
    confidence: 'Confidence',
    captionRight: 'Examples that are still predicted correctly',
    more: (a: { examples: number; isRight?: boolean }) =>
      `${counted(a.examples, 'more example')} ${a.isRight ? 'resisted' : 'fooled'}.`,
    before: 'Before',
    after: (a: { row: number }) => `Row ${a.row} after the attack`,
  },
  corruptions: {
    title: 'Does it work on worse data?',
    about: 'Corrupts the examples at five strengths, with 95% intervals',
    ask: 'Corrupt examples',
    computing: 'Predicting corrupted examples…',
    waiting: 'Examples are corrupted after the run.',
    caption: {
      classes: 'Accuracy by corruption and strength',
      number: 'Mean absolute error by corruption and strength',
    },
    kind: 'Corruption',
    strength: (a: { strength: number }) => `Strength ${a.strength}`,
    interval: 'Interval at 5',
    value: (a: { value: number; isRate: boolean }) => (a.isRate ? percent(a.value) : significant(a.value)),
    between: (a: { low: number; high: number; isRate: boolean }) =>
      a.isRate ? `${percent(a.low)} to ${percent(a.high)}` : `${significant(a.low)} to ${significant(a.high)}`,
    clean: (a: { value: number; isRate: boolean; n: number; of: number }) =>
      `Without corruption: ${a.isRate ? percent(a.value) : significant(a.value)}, on ${counted(a.n, 'example')}${a.n < a.of ? `, drawn from ${count(a.of)}` : ''}.`,
    at: 'At strength 3',
    sample: (a: { kind: string; strength: number }) => `${a.kind} at strength ${a.strength}`,
  },
})
