/**
 * @file Text of the augmentations, and of the Augment tab of a dataset: the list of augmentations, and examples before
 * and after.
 */
import { defineMessages, defineText } from '../../define'
import { count, duration, percent, plural, shortPercent, significant } from '../../format'

export const augmentText = defineText('data/augment', {
  title: 'Augmentation',
  add: 'Add',
  none: 'Training examples are used unchanged. Small random changes in every epoch help when the dataset is small.',
  some: 'Applied only in training, and different in every epoch. A run with the same training seed repeats the same changes. Validation, test, and predictions use the original examples.',
  earlier: (a: { augmentation: string }) => `Move ${a.augmentation} earlier`,
  later: (a: { augmentation: string }) => `Move ${a.augmentation} later`,
  remove: (a: { augmentation: string }) => `Remove ${a.augmentation}`,
  imagesOnly: 'No effect here: the dataset has no images.',
  examples: {
    title: 'What the network sees',
    label: 'Augmented examples',
    images: (a: { steps: number }) => `Training images, each with ${count(a.steps)} variations`,
    next: 'Show other examples',
    original: (a: { row: number }) => `Row ${a.row}, original`,
    varied: (a: { row: number; step: number }) => `Row ${a.row}, variation ${a.step}`,
    mask: (a: { row: number; step: number }) => `Row ${a.row}, target of variation ${a.step}`,
    plainRows: (a: { input: string; shown: number; all: number }) =>
      `Training rows as "${a.input}" receives them (first ${count(a.shown)} of ${count(a.all)} numbers)`,
    variedRows: (a: { input: string; shown: number; all: number }) =>
      `Training rows of "${a.input}" before and after augmentation (first ${count(a.shown)} of ${count(a.all)} numbers)`,
    row: (a: { row: number }) => `Row ${a.row}`,
  },
})

const ofImages = { label: 'Share of images' }

export const augmentationsText = defineText('data/augment/augmentations', {
  flip: {
    title: 'Flip',
    summary:
      'Mirrors some of the images. Do not use it where a mirror image means something else, as with digits or letters.',
    params: {
      sideways: { label: 'Left to right', help: 'The share of images that are mirrored.' },
      upright: { label: 'Upside down', help: 'The share of images that are mirrored.' },
    },
  },
  shift: {
    title: 'Shift',
    summary: 'Moves the image left, right, up, or down by a random amount.',
    params: {
      across: { label: 'Left and right', help: 'The largest shift, as a share of the width.' },
      down: { label: 'Up and down', help: 'The largest shift, as a share of the height.' },
    },
  },
  rotate: {
    title: 'Rotate',
    summary: 'Rotates the image around its center, in either direction.',
    params: { degrees: { label: 'Degrees', help: 'Largest angle in either direction.' } },
  },
  zoom: {
    title: 'Zoom',
    summary: 'Makes the image larger or smaller by a random amount.',
    params: {
      amount: { label: 'Amount', help: `0.1 means from ${shortPercent(0.1)} smaller to ${shortPercent(0.1)} larger.` },
    },
  },
  crop: {
    title: 'Crop',
    summary: 'Cuts a random part out of the image and scales it to the full size.',
    params: { most: { label: 'Maximum crop', help: 'The largest share of the height and width that is cut off.' } },
  },
  erase: {
    title: 'Erase',
    summary: 'Covers a rectangle of some images with the mean color, so the network cannot rely on a single part.',
    params: { share: ofImages, size: { label: 'Size', help: 'The largest size, as a share of the height and width.' } },
  },
  noise: {
    title: 'Noise',
    summary:
      'Adds small random changes (Gaussian noise) to every pixel, or to every number of a table after preparation.',
    params: {
      deviation: {
        label: 'Standard deviation',
        help: 'For an image, 1 is the range from black to white. For a column, 1 is the standard deviation of the column.',
      },
    },
  },
  brightness: {
    title: 'Brightness',
    summary: 'Makes the image lighter or darker, and its contrast stronger or weaker.',
    params: {
      light: {
        label: 'Brightness',
        help: 'The largest change, lighter or darker. 1 is the whole range from black to white.',
      },
      contrast: { label: 'Contrast', help: `0.15 means up to ${shortPercent(0.15)} in either direction.` },
    },
  },
  blur: {
    title: 'Blur',
    summary: 'Blurs the image by a random amount.',
    params: {
      radius: { label: 'Radius', help: 'The strongest blur: the standard deviation of the Gaussian, in pixels.' },
    },
  },
  corruption: {
    title: 'Corruption',
    summary: 'Applies noise, blur, weather, or compression to some of the images: one of 15 corruptions, at random.',
    params: { share: ofImages, strength: { label: 'Strength', help: 'The largest strength, from 1 to 5.' } },
  },
  adversarial: {
    title: 'Adversarial training',
    summary:
      'Attacks examples before each step, so that the network learns to resist attacks; labels stay. It needs the plain TensorFlow.js engine, which is slower. Each attack step is one more pass forward and back through the network. Accuracy without attacks usually falls a little.',
    params: {
      epsilon: {
        label: 'Largest change',
        help: 'For an image, 1 is the range from black to white. For a column, 1 is the standard deviation of the column.',
      },
      steps: {
        label: 'Attack steps',
        help: '1 is FGSM. More are PGD from a random start, which is stricter and slower.',
      },
      share: { label: 'Share of the batch', help: 'The share of the examples of each batch that are attacked.' },
    },
  },
  mixup: {
    title: 'Mixup',
    summary: 'Blends pairs of examples in a batch, and their labels in the same proportion.',
    params: {
      alpha: { label: 'Alpha', help: 'With 0, nothing is blended. With 1, every proportion is equally likely.' },
    },
  },
})

export const adversarialMessages = defineMessages('data/augment/adversarial/messages', {
  'adversarial-none':
    'The plan has no adversarial training. Add it on the Augment tab, with a change and steps above 0.',
})

interface Epoch {
  readonly engine: string
  readonly epochSeconds: number
}

/** Adversarial training: why the faster engines are not used, as the end of a sentence, and what it costs. */
export const adversarialText = defineText('data/augment/adversarial', {
  engine: 'adversarial training needs the gradients of the inputs in each step, which only plain TensorFlow.js has',
  title: 'What attacks do and cost',
  engines: 'Only plain TensorFlow.js can attack examples while it trains; the faster engines cannot.',
  measure: 'Measure the cost',
  measuring: 'Measuring…',
  preview: 'Preview attacks',
  cost: (a: { without: Epoch; attacked: Epoch; times: number; attackSteps: number; isMoved: boolean }) => {
    const engines =
      a.without.engine === a.attacked.engine
        ? `both on ${a.attacked.engine}`
        : `on ${a.attacked.engine} instead of ${a.without.engine}`
    const steps = plural(a.attackSteps, { one: '# attack step', other: '# attack steps' })
    const cost = `An epoch takes about ${duration(1000 * a.attacked.epochSeconds)} instead of ${duration(1000 * a.without.epochSeconds)}, ${significant(a.times, 2)} times as long: ${steps} before each training step, ${engines}.`
    return a.isMoved ? cost : `${cost} But no input can be changed a little, so these attacks change nothing.`
  },
  caption: 'Training examples, attacked against the weights in use',
  row: 'Row',
  actual: 'Actual class',
  before: 'Predicted as',
  after: 'Predicted after the attack',
  prediction: (a: { predicted: string; probability: number }) => `${a.predicted}, ${percent(a.probability)}`,
})
