/**
 * @file UI text for the checks of training: how long it takes, whether one batch can be learned, where the time goes, and
 * why a run has learned nothing.
 */
import { defineText } from '../../define'
import { byteSize, count, duration, editableNumber, percent, plural, significant, wait } from '../../format'

/** Formats a time in seconds: precise below ten seconds, rounded up above. */
const time = (seconds: number) => (seconds < 10 ? duration(1000 * seconds) : wait(seconds))

/** Says how a measured value compares with its estimate; `ratio` is the measured value divided by the estimate. */
function compared(ratio: number, more: string, less: string): string {
  const difference = Math.round(100 * (ratio - 1)) / 100
  if (difference === 0) return 'as estimated'
  return difference > 0 ? `${percent(difference, 0)} ${more}` : `${percent(-difference, 0)} ${less}`
}

interface Memory {
  readonly bytes: number
  readonly estimatedBytes: number
}
const memory = ({ bytes, estimatedBytes }: Memory) =>
  `Engine memory: ${byteSize(bytes)} (${compared(bytes / estimatedBytes, 'more', 'less')}).`

interface Cost extends Memory {
  readonly seconds: number
  readonly estimatedSeconds: number
}

interface Traffic {
  readonly calls: number
  readonly bytes: number
  readonly submissionsPerStep: number
  readonly gflops: number
  readonly gigabytesPerSecond: number
}
function submissions({ submissionsPerStep }: Traffic): string {
  if (submissionsPerStep === 0) return ''
  if (submissionsPerStep < 1) return `, with ${count(1 / submissionsPerStep)} steps sent to the GPU at a time`
  return `, sent to the GPU in ${plural(submissionsPerStep, { one: '# part', other: '# parts' })}`
}
const traffic = (a: Traffic, calls: string) =>
  `${calls} and ${byteSize(a.bytes)} moved per step${submissions(a)}. Measured here: ${significant(a.gflops)} GFLOP/s, ${significant(a.gigabytesPerSecond)} GB/s.`

interface Guesses {
  readonly accuracy: number
  readonly guess: number
  readonly label: string
  readonly examples: number
  /** Whether `accuracy` is the balanced accuracy. */
  readonly isBalanced: boolean
}
interface HiddenByAccuracy extends Guesses {
  readonly losses?: { readonly own: number; readonly base: number }
  readonly auc?: { readonly value: number }
}
const examples = (a: Guesses) => plural(a.examples, { one: '# example', other: '# examples' })

export const insightText = defineText('train/insight', {
  /** The status of a run that has learned nothing, in a few words. */
  status: (a: { status: string; why: 'guesses' | 'loss-still' | 'one-class' }) =>
    `${a.status}, ${{ guesses: 'no better than guessing', 'loss-still': 'loss unchanged', 'one-class': 'one class only' }[a.why]}`,
  notLearned: {
    'one-class': (a: { label: string; examples: number; of: number; split: 'train' | 'validation' | 'test' }) =>
      `${a.examples === 1 ? `The only ${a.split === 'train' ? 'training' : a.split} example is` : `All ${count(a.examples)} ${a.split === 'train' ? 'training' : a.split} examples are`} "${a.label}", so accuracy says nothing: always predicting "${a.label}" is 100% correct. ${a.of > 1 ? 'Choose a split whose sets have all classes.' : 'Add examples of another class, or choose another target.'}`,
    guesses: (a: Guesses & { isLinear: boolean; isOverfitted: boolean }) =>
      `This run is no better than guessing: ${a.isBalanced ? `its balanced accuracy, the mean of the recalls of its classes, is ${percent(a.accuracy)} on ${examples(a)}, and guessing gives` : `its accuracy is ${percent(a.accuracy)} on ${examples(a)}, and always predicting "${a.label}" gives`} ${percent(a.guess)}. ${howToLearn(a)}; "Test one batch" shows whether the network can learn at all.`,
    averages: (a: Guesses & { loss: number; steps: number; needs: number; momentum: number }) =>
      `The training loss fell to ${significant(a.loss)}, but predictions are no better than guessing (${percent(a.accuracy)} on ${examples(a)}): they use the running averages of batch norm, which have had ${plural(a.steps, { one: '# step', other: '# steps' })} and need about ${count(a.needs)} at momentum ${editableNumber(a.momentum)}. Train longer, or lower the momentum.`,
    'loss-still': (a: { first: number; last: number }) =>
      `This run has learned nothing: the loss was ${significant(a.first)} at the start and is ${significant(a.last)} now. Try another learning rate; "Test one batch" shows whether the network can learn at all.`,
  },
  hiddenByAccuracy: (a: HiddenByAccuracy) =>
    `Accuracy is the wrong measure here: ${percent(a.guess)} of ${examples(a)} are "${a.label}", so always predicting "${a.label}" is no less accurate than this run (${percent(a.accuracy)}). Its probabilities are better than guessing: ${betterThanGuessing(a)}. Read the log loss, the AUC, and the average precision on Evaluate, and choose a threshold there.`,
  overfitted: (a: { epoch: number; best: number; last: number; training: number }) =>
    `The validation loss was lowest after epoch ${count(a.epoch)} (${significant(a.best)}) and is ${significant(a.last)} now, while the training loss fell to ${significant(a.training)}: the network fits the training examples too closely. Use the weights of its best epoch, and early stopping in the next run.`,
  restoreBest: (a: { epoch: number }) => `Use epoch ${count(a.epoch)}`,
  forecast: {
    ask: 'How long will it take?',
    busy: 'Measuring for 2 seconds…',
    result: (a: { seconds: number; bytes: number; firstStepMs: number }) =>
      `Estimate: about ${time(a.seconds)}, ${byteSize(a.bytes)} of memory, first step after ${duration(a.firstStepMs)}.`,
    resultShort: (a: { bytes: number; firstStepMs: number }) =>
      `Estimate: less than a second, ${byteSize(a.bytes)} of memory, first step after ${duration(a.firstStepMs)}.`,
    /** Estimates as shown in the list of runs. */
    expected: (a: { seconds: number; bytes: number }) =>
      `Estimated ${time(a.seconds)}, ${byteSize(a.bytes)} of memory.`,
    expectedShort: (a: { bytes: number }) => `Estimated less than a second, ${byteSize(a.bytes)} of memory.`,
    took: (a: Cost) =>
      `Estimated ${time(a.estimatedSeconds)}, took ${time(a.seconds)} (${compared(a.seconds / a.estimatedSeconds, 'longer', 'shorter')}). ${memory(a)}`,
    tookShort: (a: Memory & { seconds: number }) =>
      `Estimated less than a second, took ${time(a.seconds)}. ${memory(a)}`,
    endedSooner: (a: Cost) =>
      `Estimated ${time(a.estimatedSeconds)} for all epochs, took ${time(a.seconds)} until it ended. ${memory(a)}`,
    endedSoonerShort: (a: Memory & { seconds: number }) =>
      `Estimated less than a second for all epochs, took ${time(a.seconds)} until it ended. ${memory(a)}`,
  },

  batch: {
    ask: 'Test one batch',
    busy: 'Testing one batch…',
    title: 'One-batch test',
    about: batch,
    aboutEarlier: (a: { rows: number; steps: number }) => `${batch(a)}, before your last change`,
    gradients: 'Gradients by layer',
    layer: 'Layer',
    gradient: 'Gradient at the start',
    none: 'None',
    frozen: 'Frozen',
  },

  profile: {
    ask: 'Where does the time go?',
    askEarlier: 'Where did the time go?',
    busy: 'Timing each layer…',
    title: 'Where the time goes',
    step: (a: { ms: number }) => `${duration(a.ms)} per step`,
    /** `floorMs` is the shortest possible time of a step on this device. */
    stepOfTop: (a: { ms: number; floorMs: number }) =>
      `${duration(a.ms)} per step. The fastest possible here is ${duration(a.floorMs)}, so training runs at ${percent(a.floorMs / a.ms)} of the top speed.`,
    smallStepOfTop: (a: { ms: number; floorMs: number }) =>
      `${duration(a.ms)} per step. The fastest possible here is ${duration(a.floorMs)}, so training runs at ${percent(a.floorMs / a.ms)} of the top speed. In a step this small, most of the time is spent on launching each operation.`,
    dispatches: (a: Traffic) => traffic(a, plural(a.calls, { one: '# GPU operation', other: '# GPU operations' })),
    kernelCalls: (a: Traffic) => traffic(a, plural(a.calls, { one: '# operation', other: '# operations' })),
    noLayers: 'TensorFlow.js does not measure the time of each layer. The Netloom engines for WASM and WebGPU do.',
    shares: {
      device: (a: { share: number }) => `Device ${percent(a.share)}`,
      script: (a: { share: number }) => `JavaScript ${percent(a.share)}`,
      wait: (a: { share: number }) => `Waiting ${percent(a.share)}`,
    },
    parts: { forward: 'Forward', backward: 'Backward', update: 'Update' },
    inMilliseconds: 'Times in ms',
    inMicroseconds: 'Times in µs',
    byLayer: 'Time by layer',
    layer: 'Layer',
    share: 'Share',
    shareOfStep: (a: { share: number }) => percent(a.share),
    allWeights: 'All weights',
  },
})

function batch({ rows, steps }: { readonly rows: number; readonly steps: number }): string {
  return `${plural(rows, { one: '# example', other: '# examples' })}, ${plural(steps, { one: '# step', other: '# steps' })}`
}

function howToLearn({
  isLinear,
  isOverfitted,
}: {
  readonly isLinear: boolean
  readonly isOverfitted: boolean
}): string {
  const ways = [
    'another learning rate',
    ...(isOverfitted ? [] : ['more epochs']),
    ...(isLinear ? ['a layer with relu'] : []),
  ]
  return `Try ${ways.length > 2 ? `${ways.slice(0, -1).join(', ')}, or ${ways.at(-1)}` : ways.join(' or ')}`
}

function betterThanGuessing({ losses, auc }: HiddenByAccuracy): string {
  const loss = losses && `log loss ${significant(losses.own)} (guessing: ${significant(losses.base)})`
  return [loss, auc && `AUC ${significant(auc.value)} (guessing: 0.5)`].filter(Boolean).join(', ')
}
