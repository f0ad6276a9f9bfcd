/** @file Broken networks, each with the fix that resolves its problem. */
import { findDataset } from '../../catalog/datasets/all'
import type { Plan } from '../../catalog/training-plan'
import { chain, draw } from '../../gallery/template'
import type { Drawing } from '../../graph/drawing'
import { checkNetwork } from '../check-network'
import { defaultPlan } from '../default-plan'

export interface Broken {
  readonly title: string
  readonly data: string
  readonly plan?: Partial<Plan>
  readonly drawing: Drawing
  readonly says: string
  readonly fix: string
  /** The title of the fix. */
  readonly does?: string
}

export const softmax = { units: 10, activation: 'softmax' }
export const conv = { filters: 8, kernelSize: 3, activation: 'relu' }

/** Two branches that start from one convolution and are merged, followed by a classifier. */
function merged(merge: string, left: object, right: object, params: object = {}): Drawing {
  return draw(
    {
      in: [0, 0, 'input', 'In'],
      a: [1, 0, 'conv2d', 'Left', { ...conv, ...left }],
      b: [1, 1, 'conv2d', 'Right', { ...conv, ...right }],
      m: [2, 0, merge, 'Merge', { ...params }],
      f: [3, 0, 'flatten', 'Flatten'],
      d: [4, 0, 'dense', 'Dense', softmax],
      out: [5, 0, 'output', 'Digit'],
    },
    ['in > a', 'in > b', 'a > m', 'b > m', 'm > f', 'f > d', 'd > out'],
  )
}

const digits = (middle: Parameters<typeof chain>[0]) =>
  chain({ in: ['input', 'In'], ...middle, out: ['output', 'Digit'] })

export const table: readonly Broken[] = [
  {
    title: 'no Flatten before the last Dense, as in the mock',
    data: 'mnist-starter',
    drawing: digits({ c: ['conv2d', 'Conv', conv], d: ['dense', 'Dense', softmax] }),
    says: 'Dense outputs 26×26×10, but the 10 classes of "digit" need 10 numbers.',
    fix: 'insert-flatten',
    does: 'Insert Flatten',
  },
  {
    title: 'no Flatten and the wrong width: both at once',
    data: 'mnist-starter',
    drawing: digits({ d: ['dense', 'Dense', { ...softmax, units: 64 }], drop: ['dropout', 'Dropout'] }),
    says: 'Dense outputs 28×28×64, but the 10 classes of "digit" need 10 numbers.',
    fix: 'insert-flatten',
    does: 'Insert Flatten and set Units of Dense to 10',
  },
  {
    title: 'a convolution straight into the output',
    data: 'mnist-starter',
    drawing: digits({ c: ['conv2d', 'Conv', { filters: 10, activation: 'softmax' }] }),
    says: 'Conv outputs 26×26×10, but the 10 classes of "digit" need 10 numbers.',
    fix: 'insert-flatten',
  },
  {
    title: 'the input straight into the output',
    data: 'mnist-starter',
    drawing: digits({}),
    says: 'In outputs 28×28×1, but the 10 classes of "digit" need 10 numbers.',
    fix: 'insert-flatten',
  },
  {
    title: 'a recurrent layer on one that returns only its last step',
    data: 'mnist-starter',
    drawing: digits({
      r: ['reshape', 'Rows', { targetShape: [28, 28] }],
      a: ['lstm', 'First', { units: 8 }],
      b: ['gru', 'Second', { units: 8 }],
      d: ['dense', 'Dense', softmax],
    }),
    says: 'GRU needs a sequence of steps×features (2 axes), but First returns only its last step: 8.',
    fix: 'return-sequences',
    does: 'Turn on "Return sequences" of First',
  },
  {
    title: 'seven units for ten classes, behind a dropout',
    data: 'mnist-starter',
    drawing: digits({
      f: ['flatten', 'Flatten'],
      d: ['dense', 'Dense', { ...softmax, units: 7 }],
      drop: ['dropout', 'Dropout'],
    }),
    says: 'Dense outputs 7 numbers, but the 10 classes of "digit" need 10 numbers.',
    fix: 'set-units',
  },
  {
    title: 'two softmax units where the loss needs one',
    data: 'moons',
    drawing: digits({ d: ['dense', 'Dense', { units: 2, activation: 'sigmoid' }] }),
    says: 'Dense outputs 2 numbers, but the 2 classes of "class" need just 1 number.',
    fix: 'set-units',
  },
  {
    title: 'many units for a regression',
    data: 'auto-mpg',
    drawing: digits({ d: ['dense', 'Dense', { units: 64 }] }),
    says: 'Dense outputs 64 numbers, but "Miles_per_Gallon" is a single number.',
    fix: 'set-units',
  },
  {
    title: 'no layer with a width before the output',
    data: 'mnist-starter',
    drawing: digits({ f: ['flatten', 'Flatten'] }),
    says: 'Flatten outputs 784 numbers, but the 10 classes of "digit" need 10 numbers.',
    fix: 'insert-dense',
  },
  {
    title: 'one Dense for two outputs of different widths',
    data: 'penguins',
    plan: { loss: { Kind: { kind: 'categoricalCrossentropy' }, Mass: { kind: 'meanSquaredError' } } },
    drawing: draw(
      {
        in: [0, 0, 'input', 'In'],
        d: [1, 0, 'dense', 'Dense', { units: 3, activation: 'softmax' }],
        a: [2, 0, 'output', 'Kind'],
        b: [2, 1, 'output', 'Mass', { target: 'Body Mass (g)' }],
      },
      ['in > d', 'd > a', 'd > b'],
    ),
    says: 'Dense outputs 3 numbers, but "Body Mass (g)" is a single number.',
    fix: 'insert-dense',
  },
  {
    title: 'relu at the end of a classifier',
    data: 'penguins',
    drawing: digits({ d: ['dense', 'Dense', { units: 3, activation: 'relu' }] }),
    says: 'The loss (cross-entropy) needs softmax at the end, but Dense ends in relu. Use softmax.',
    fix: 'set-softmax',
  },
  {
    title: 'relu before a dropout that is followed by an output',
    data: 'penguins',
    drawing: digits({ d: ['dense', 'Dense', { units: 3 }], n: ['batchNormalization', 'Norm'], p: ['dropout', 'Drop'] }),
    says: 'The loss (cross-entropy) needs softmax at the end, but Norm ends in linear. Use softmax.',
    fix: 'set-softmax',
  },
  {
    title: 'an Activation layer of the wrong kind',
    data: 'moons',
    drawing: digits({ d: ['dense', 'Dense', { units: 1 }], a: ['activation', 'Act', { activation: 'relu' }] }),
    says: 'The loss (binary cross-entropy) needs sigmoid at the end, but Act ends in relu. Use sigmoid.',
    fix: 'set-sigmoid',
  },
  {
    title: 'softmax over one number',
    data: 'auto-mpg',
    drawing: digits({ d: ['dense', 'Dense', { units: 1, activation: 'softmax' }] }),
    says: 'Dense ends in softmax, which cannot output every value of "Miles_per_Gallon". Use linear.',
    fix: 'set-linear',
  },
  {
    title: 'a hinge loss without tanh',
    data: 'moons',
    plan: { loss: { kind: 'hinge' } },
    drawing: digits({ d: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }] }),
    says: 'The loss (hinge) needs tanh at the end, but Dense ends in sigmoid. Use tanh.',
    fix: 'set-tanh',
  },
  {
    title: 'branches of different widths',
    data: 'mnist-starter',
    drawing: merged('add', { filters: 8 }, { filters: 16 }),
    says: 'The inputs of Add must have the same shape. Input 1 is 26×26×8, but input 2 is 26×26×16.',
    fix: 'project',
  },
  {
    title: 'branches of different sizes',
    data: 'mnist-starter',
    drawing: merged('add', { filters: 8, padding: 'same' }, { filters: 16, padding: 'same', strides: 2 }),
    says: 'The inputs of Add must have the same shape. Input 1 is 28×28×8, but input 2 is 14×14×16.',
    fix: 'project',
  },
  {
    title: 'concatenated images that differ in size',
    data: 'mnist-starter',
    drawing: merged('concatenate', { padding: 'same', strides: 2 }, { padding: 'same', strides: 4 }),
    says: 'The inputs of Concatenate may differ only on axis 3. Input 1 is 14×14×8, but input 2 is 7×7×8.',
    fix: 'project',
  },
  {
    title: 'concatenated images that differ in size because of their kernels',
    data: 'mnist-starter',
    drawing: merged('concatenate', { kernelSize: 3 }, { kernelSize: 5 }),
    says: 'The inputs of Concatenate may differ only on axis 3. Input 1 is 26×26×8, but input 2 is 24×24×8.',
    fix: 'same-padding',
    does: 'Set Padding to same',
  },
  {
    title: 'concatenated images with sizes that no stride gives',
    data: 'mnist-starter',
    drawing: merged('concatenate', { padding: 'same', strides: 2 }, { padding: 'same', strides: 3 }),
    says: 'The inputs of Concatenate may differ only on axis 3. Input 1 is 14×14×8, but input 2 is 10×10×8.',
    fix: 'project',
    does: 'Match the shape of Left',
  },
  {
    title: 'a vector and an image',
    data: 'mnist-starter',
    drawing: draw(
      {
        in: [0, 0, 'input', 'In'],
        c: [1, 0, 'conv2d', 'Conv', conv],
        f: [1, 1, 'flatten', 'Flatten'],
        v: [2, 1, 'dense', 'Dense', { units: 32 }],
        m: [3, 0, 'multiply', 'Merge'],
        d: [4, 0, 'dense', 'Dense', softmax],
        out: [5, 0, 'output', 'Digit'],
      },
      ['in > c', 'in > f', 'f > v', 'c > m', 'v > m', 'm > d', 'd > out'],
    ),
    says: 'The inputs of Multiply must have the same shape. Input 1 is 26×26×8, but input 2 is 32.',
    fix: 'project',
  },
  {
    title: 'an image into an LSTM',
    data: 'mnist-starter',
    drawing: digits({ c: ['conv2d', 'Conv', conv], l: ['lstm', 'LSTM', { units: 8 }], d: ['dense', 'Dense', softmax] }),
    says: 'LSTM needs a sequence of steps×features (2 axes), but its input is 26×26×8. Add Reshape before it.',
    fix: 'insert-reshape',
  },
  {
    title: 'columns into a Conv 1D',
    data: 'penguins',
    drawing: digits({
      c: ['conv1d', 'Conv', { filters: 4 }],
      f: ['flatten', 'Flatten'],
      d: ['dense', 'Dense', { units: 3, activation: 'softmax' }],
    }),
    says: 'Conv 1D needs a sequence of steps×features (2 axes), but its input is 9. Add Reshape before it.',
    fix: 'insert-reshape',
  },
  {
    title: 'a Flatten before a convolution',
    data: 'mnist-starter',
    drawing: digits({
      f: ['flatten', 'Flatten'],
      c: ['conv2d', 'Conv', conv],
      g: ['globalMaxPooling2d', 'Pool'],
      d: ['dense', 'Dense', softmax],
    }),
    says: 'Conv 2D needs an image of height×width×channels (3 axes), but its input is 784. Add Reshape before it.',
    fix: 'remove-flatten',
  },
  {
    title: 'an image into Repeat vector',
    data: 'mnist-starter',
    drawing: digits({
      r: ['repeatVector', 'Repeat', { n: 2 }],
      l: ['gru', 'GRU', { units: 4 }],
      d: ['dense', 'Dense', softmax],
    }),
    says: 'Repeat vector needs a vector (1 axis), but its input is 28×28×1. Add Flatten or Reshape before it.',
    fix: 'insert-flatten',
  },
  {
    title: 'a window larger than the image',
    data: 'mnist-starter',
    drawing: digits({
      c: ['conv2d', 'Conv', { ...conv, kernelSize: 40 }],
      f: ['flatten', 'Flatten'],
      d: ['dense', 'Dense', softmax],
    }),
    says: 'A 40×40 kernel does not fit a 28×28 input. Use a smaller kernel or "same" padding.',
    fix: 'set-same',
  },
  {
    title: 'an input shape that is not the data’s',
    data: 'mnist-starter',
    drawing: chain({
      in: ['input', 'In', { shape: [32, 32, 3] }],
      f: ['flatten', 'Flatten'],
      d: ['dense', 'Dense', softmax],
      out: ['output', 'Digit'],
    }),
    says: 'The shape of In is set to 32×32×3, but the data is 28×28×1. Clear the shape to use the shape of the data.',
    fix: 'from-data',
  },
  {
    title: 'an input with a missing column',
    data: 'moons',
    drawing: chain({
      in: ['input', 'In', { columns: ['z'] }],
      d: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
      out: ['output', 'Moon'],
    }),
    says: '"In" uses the column "z", which the data does not have. The columns are x, y, and class.',
    fix: 'all-columns',
  },
  {
    title: 'an output with a missing column',
    data: 'moons',
    drawing: chain({
      in: ['input', 'In'],
      d: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
      out: ['output', 'Moon', { target: 'z' }],
    }),
    says: '"Moon" uses the column "z", which the data does not have. The columns are x, y, and class.',
    fix: 'plan-target',
  },
  {
    title: 'two outputs with the same name',
    data: 'moons',
    drawing: draw(
      {
        in: [0, 0, 'input', 'In'],
        d: [1, 0, 'dense', 'Dense', { units: 1, activation: 'sigmoid' }],
        a: [2, 0, 'output', 'Moon'],
        b: [2, 1, 'output', 'Moon'],
      },
      ['in > d', 'd > a', 'd > b'],
    ),
    says: 'Two nodes are named "Moon". Inputs and outputs need unique names, so rename one.',
    fix: 'rename',
  },
  {
    title: 'a layer removed from the middle',
    data: 'mnist-starter',
    drawing: draw(
      {
        in: [0, 0, 'input', 'In'],
        c: [1, 0, 'conv2d', 'Conv', conv],
        f: [3, 0, 'flatten', 'Flatten'],
        d: [4, 0, 'dense', 'Dense', softmax],
        out: [5, 0, 'output', 'Digit'],
      },
      ['in > c', 'f > d', 'd > out'],
    ),
    says: 'Nothing is connected to Flatten. Draw a wire to it from another layer.',
    fix: 'wire-nearest',
  },
  {
    title: 'a dropout rate of 1 or more',
    data: 'moons',
    drawing: digits({
      p: ['dropout', 'Drop', { rate: 2 }],
      d: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    }),
    says: 'Rate is 2. Use a value from 0 to 0.95.',
    fix: 'clamp',
  },
]

export function reportOf({ data, plan }: Broken, drawing: Drawing) {
  const def = findDataset(data)
  if (!def) throw new Error(data)
  return checkNetwork(drawing, def.schema, { ...defaultPlan(def), ...plan })
}

export function overlaps({ nodes }: Drawing): string[] {
  const height = (kind: string) => (kind === 'input' || kind === 'output' ? 150 : 64)
  return nodes.flatMap((a, i) =>
    nodes.slice(i + 1).flatMap((b) => {
      const apart = Math.abs(a.position.x - b.position.x) >= 164
      const [upper, lower] = a.position.y < b.position.y ? [a, b] : [b, a]
      return apart || upper.position.y + height(upper.kind) <= lower.position.y ? [] : [`${a.label} on ${b.label}`]
    }),
  )
}
