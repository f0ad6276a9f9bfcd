/** @file Messages for problems of a network, and advice about it, keyed by code. */
import { defineMessages } from '../define'
import { byteSize, count, counted, dimensions, editableNumber, fixed, list, listOr, settingNumber } from '../format'
import { optionName } from './catalog/params'

type Shape = readonly number[]

export const problems = defineMessages('problems', {
  /** `close` contains the kinds with a similar name; absent for a layer in a drawing. */
  'unknown-kind': (a: { kind: string; close?: readonly string[] }) =>
    a.close === undefined
      ? `There is no layer type "${a.kind}". Replace the layer, or open the project in a newer version of Netloom.`
      : a.close.length === 0
        ? `There is no layer type "${a.kind}".`
        : `There is no layer type "${a.kind}". Did you mean ${listOr(a.close)}?`,
  'param-range': (a: { param: string; value: number; min: number; max: number }) =>
    `${a.param} is ${settingNumber(a.value)}. Use a value from ${settingNumber(a.min)} to ${settingNumber(a.max)}.`,
  'param-type': (a: { param: string; value: string; wants: string }) =>
    `${a.param} is ${a.value}, but it must be ${a.wants}.`,
  'param-unknown': (a: { param: string; layer: string }) => `${a.layer} has no parameter "${a.param}".`,
  /** `value` is JSON, so a string includes its quotes. */
  'param-choice': (a: { param: string; value: string; options: readonly string[] }) =>
    `${a.param} is ${a.value}. Choose ${listOr(a.options.map(optionName))}.`,
  /** `pool` is set for a pooling layer. */
  'kernel-too-large': (a: { kernel: Shape; image: Shape; pool?: boolean }) => {
    const what = a.pool ? 'pool size' : 'kernel'
    return a.image.length === 1
      ? `A ${what} of ${counted(a.kernel[0] ?? 1, 'step')} does not fit a sequence of ${counted(a.image[0] ?? 0, 'step')}. Use a smaller ${what} or "same" padding.`
      : `A ${dimensions(a.kernel)} ${what} does not fit a ${dimensions(a.image)} input. Use a smaller ${what} or "same" padding.`
  },
  'needs-rank': (a: {
    layer: string
    rank: number
    wants: string
    shape: Shape
    /** The recurrent layer before it that does not return sequences, if there is one. */
    lastStepOf?: string
  }) =>
    a.lastStepOf !== undefined
      ? `${a.layer} needs ${a.wants} (${count(a.rank)} axes), but ${a.lastStepOf} returns only its last step: ${dimensions(a.shape)}.`
      : a.rank === 1
        ? `${a.layer} needs ${a.wants} (1 axis), but its input is ${dimensions(a.shape)}. Add Flatten or Reshape before it.`
        : `${a.layer} needs ${a.wants} (${count(a.rank)} axes), but its input is ${dimensions(a.shape)}. Add Reshape before it.`,

  // Problems with the structure of a network.
  'no-input': 'The network has no input yet. Add an Input node and connect it to the first layer.',
  'no-output': 'The network has no output yet. Add an Output node after the last layer.',
  'missing-input': (a: { layer: string; has: number; wants: number }) =>
    a.has === 0
      ? `Nothing is connected to ${a.layer}. Draw a wire to it from another layer.`
      : `${a.layer} joins ${a.wants} or more inputs, but has only ${count(a.has)}. Connect another layer to it.`,
  'extra-input': (a: { layer: string; has: number; wants: number }) =>
    a.wants === 0
      ? `${a.layer} is the start of the network, so it accepts no wires. Delete the wires that lead to it.`
      : `${a.layer} accepts one wire, but has ${count(a.has)}. Delete all but one, or join them first with Add or Concatenate.`,
  cycle: (a: { from: string; to: string; nodes: number }) =>
    a.nodes === 1
      ? `${a.to} is connected to itself, so it can never be computed. Delete the wire.`
      : `The wire from ${a.from} to ${a.to} closes a loop of ${count(a.nodes)} layers, so none of them can be computed. Delete the wire.`,
  'wire-from-output': (a: { layer: string }) =>
    `${a.layer} is the end of the network, so nothing can follow it. Draw the wire from the layer before it.`,
  'dangling-wire': (a: { wire: string }) =>
    `The wire "${a.wire}" leads to a layer that does not exist. Delete the wire.`,
  'duplicate-id': (a: { layer: string }) =>
    `${a.layer} has the same ID as another layer, so only the first one is used. Delete one of them and add it again.`,
  unused: (a: { layer: string }) =>
    `${a.layer} does not lead to an output, so it is excluded from the network. Connect it or delete it.`,
  'needs-features': (a: { layer: string }) =>
    `${a.layer} needs at least one axis, but its input is a single number per example. Add Reshape before it.`,
  'axis-range': (a: { layer: string; axis: number; rank: number }) =>
    a.rank === 1
      ? `${a.layer} is set to axis ${a.axis}, but its input has 1 axis. Use axis 1, or -1 for the last.`
      : `${a.layer} is set to axis ${a.axis}, but its input has ${counted(a.rank, 'axis', 'axes')}. Use axis 1 to ${count(a.rank)}, or -1 for the last.`,
  /** `port` is the index of the input whose shape differs from that of the first input. */
  'shapes-differ': (a: { layer: string; first: Shape; other: Shape; port: number }) =>
    `The inputs of ${a.layer} must have the same shape. Input 1 is ${dimensions(a.first)}, but input ${a.port + 1} is ${dimensions(a.other)}.`,
  'concat-differ': (a: { layer: string; first: Shape; other: Shape; port: number; axis: number }) =>
    `The inputs of ${a.layer} may differ only on axis ${a.axis}. Input 1 is ${dimensions(a.first)}, but input ${a.port + 1} is ${dimensions(a.other)}.`,
  'reshape-size': (a: { from: Shape; to: Shape; has: number; wants: number }) =>
    `The input ${dimensions(a.from)} has ${counted(a.has, 'number')}, but ${dimensions(a.to)} needs ${count(a.wants)}. Use sizes that multiply to ${count(a.has)}.`,
  'reshape-unknown': (a: { from: Shape; to: Shape; has: number }) =>
    `${counted(a.has, 'number')} cannot be arranged as ${a.to.map((n) => (n === -1 ? '?' : n)).join('×')}. Use -1 at most once, and other sizes that divide ${count(a.has)} evenly.`,
  'permute-order': (a: { dims: Shape; rank: number }) =>
    a.dims.length === 0
      ? `The order of the axes is empty. List each axis from 1 to ${a.rank} once.`
      : `The order ${a.dims.join(', ')} is not valid. List each axis from 1 to ${a.rank} once.`,
  'crop-too-large': (a: { crop: Shape; image: Shape }) =>
    `Cropping ${dimensions(a.crop)} from each side leaves nothing of a ${dimensions(a.image)} input. Crop less.`,
  'input-no-shape': (a: { layer: string }) =>
    `${a.layer} has no shape yet because no data is loaded. Choose a dataset.`,
  'layer-too-large': (a: { layer: string; weights: number; limit: number }) =>
    `${a.layer} would have ${counted(a.weights, 'weight')}, but a browser can hold ${count(a.limit)} per layer. Use fewer units, or add a pooling layer before it.`,
  /** `fits` is the largest batch that would fit into memory, or 0. */
  'training-too-large': (a: { bytes: number; limit: number; weights: number; batch: number; fits: number }) =>
    a.fits > 0
      ? `Training with ${counted(a.weights, 'weight')} and batches of ${count(a.batch)} needs about ${byteSize(a.bytes)}. The safe limit in a browser is ${byteSize(a.limit)}. Use a batch size of ${count(a.fits)} or less.`
      : `Training with ${counted(a.weights, 'weight')} and batches of ${count(a.batch)} needs about ${byteSize(a.bytes)}. The safe limit in a browser is ${byteSize(a.limit)}, which even the smallest batch exceeds. Use fewer weights.`,

  // Advice: the network can be trained, but would train better with a change.
  'advice-dropout-end': (a: { layer: string }) =>
    `${a.layer} is right before the output, so it sets some predicted numbers to 0 during training. Move it between hidden layers or delete it.`,
  'advice-one-unit': (a: { layer: string }) =>
    `${a.layer} outputs a single number, and the layers after it get only this number. Use more units or filters.`,
  'advice-linear-layers': (a: { layer: string; layers: number }) =>
    a.layers === 1
      ? `${a.layer} has no activation before the next dense layer, so together they are no more than one linear layer. Set its activation to relu.`
      : `${a.layer} and ${counted(a.layers - 1, 'other linear layer')} have no activation before the next dense layer, so together they are no more than one linear layer. Set their activation to relu.`,
  /** `places` is the number of vectors per example that are averaged; 1 if an example is a single vector. */
  'advice-batch-of-one': (a: { layer: string; places: number }) =>
    a.places === 1
      ? `${a.layer} subtracts the batch mean. With a batch size of 1, this mean is the example itself, so the result is always 0. Use batches of 16 or more.`
      : `With a batch size of 1, ${a.layer} trains with the mean of a single example (over its ${count(a.places)} positions) but predicts with the mean of all examples. Use batches of 16 or more.`,
  'advice-momentum': (a: { layer: string; layers: number; momentum: number; steps: number; needs: number }) =>
    `${a.layers === 1 ? a.layer : `${a.layer} and ${counted(a.layers - 1, 'other batch norm layer')}`} will still predict with outdated averages: momentum ${editableNumber(a.momentum)} needs ${counted(a.needs, 'step')}, but this run has ${count(a.steps)}. Use a smaller momentum or more epochs.`,
  'advice-equal-weights': (a: { layer: string; start: string; units: number }) =>
    `All weights of ${a.layer} start as ${optionName(a.start)}, so its ${counted(a.units, 'unit')} start out identical. Use random initial weights.`,
  'advice-start-weights': (a: { layer: string; start: string; activation: string }) =>
    `The initial weights of ${a.layer} (${optionName(a.start)}) are too large for ${optionName(a.activation)}, so its first gradients are close to 0. Use a Glorot initializer.`,
  'advice-selu-start': (a: { layer: string; start: string }) =>
    `${a.layer} uses selu with the initializer ${optionName(a.start)}. selu works as designed only with a LeCun initializer. Use ${optionName('leCunNormal')}.`,
  'advice-softmax-scores': (a: { loss: string; layer: string; has: string }) =>
    `The loss (${a.loss}) needs scores that can differ by 1 or more. ${a.layer} ends in ${a.has}, which keeps scores between 0 and 1. Use linear.`,
  'advice-softmax-twice': (a: { layer: string; first: string; classes: number }) =>
    `${a.first} and ${a.layer} both apply softmax. With ${counted(a.classes, 'class', 'classes')}, no probability after the second softmax can exceed ${fixed(Math.E / (Math.E + a.classes - 1), 2)}. Remove one softmax.`,
  /** `column` is the target if all of its rows have one class, which is why the layer outputs the same values. */
  'advice-no-gradient': (a: {
    layer: string
    layers: readonly string[]
    why: 'constant' | 'looked-up' | 'dead'
    column?: string | undefined
  }) => {
    const layers = list(a.layers)
    if (a.column !== undefined)
      return `"${a.column}" has a single class, so there is nothing to learn. Choose another target, or add examples of another class.`
    if (a.why === 'constant')
      return `${a.layer} outputs the same values for any input, so no gradient reaches ${layers}. Delete ${a.layer}, or change its activation.`
    return a.why === 'dead'
      ? `${a.layer} starts with relu and weights of 0, so it outputs 0 for any input, and no gradient reaches ${layers}. Use random initial weights.`
      : `${a.layer} looks up whole numbers, so no gradient reaches ${layers}. Delete ${layers}, or connect ${a.layer} directly to an input.`
  },
  'advice-learning-rate': (a: { rate: number; optimizer: string; usual: number }) =>
    `A learning rate of ${editableNumber(a.rate)} is ${count(a.rate / a.usual)} times the usual value for ${a.optimizer}. Start with ${editableNumber(a.usual)}.`,
  /** `activation` is set if the engines support the layer with another activation. */
  'advice-plain-tensorflow': (a: { layer: string; kind: string; activation?: string }) =>
    a.activation === undefined
      ? `Because of ${a.layer}, the whole network trains on plain TensorFlow.js, which is slower: the fast engines do not support ${a.kind} layers.`
      : `Because of ${a.layer}, the whole network trains on plain TensorFlow.js, which is slower: the fast engines do not support ${a.kind} layers with ${optionName(a.activation)}. Use tanh or another simple activation.`,
  'advice-many-parameters': (a: { parameters: number; samples: number; layer: string }) =>
    `${counted(a.parameters, 'parameter')} for ${counted(a.samples, 'training example')}: the network may memorize them. Most of the parameters are in ${a.layer}. Use fewer units in it, or add a pooling layer before it.`,

  // Problems with blocks, and with expressions in them.
  'block-unknown': (a: { layer: string }) =>
    `${a.layer} uses a block that is missing from this network. Delete it and insert the block again.`,
  'block-in-itself': (a: { block: string }) => `The block ${a.block} contains itself. Delete the inner one.`,
  'block-no-repeat': (a: { block: string; inputs: number; outputs: number }) =>
    `${a.block} cannot be repeated because it has ${counted(a.inputs, 'input')} and ${counted(a.outputs, 'output')}. Give it as many inputs as outputs, or set repeat to 1.`,
  'block-too-large': (a: { block: string; nodes: number; most: number }) =>
    `With ${a.block} expanded, the network has ${count(a.nodes)} layers. The limit is ${count(a.most)}. Lower a repeat count.`,
  'block-end': (a: { layer: string }) =>
    `${a.layer} is an input or output of the network, so it cannot be inside a block. Use the inputs and outputs (ports) of the block instead.`,
  'expression-unreadable': (a: { text: string; at: number }) =>
    a.at >= a.text.length
      ? `The expression "${a.text}" is incomplete or too long. Finish or shorten it.`
      : `The expression "${a.text}" is not valid at "${a.text.slice(a.at, a.at + 12)}". Use numbers, parameters, + - * / % ^, parentheses, and min, max, round, floor, or ceil.`,
  'expression-name': (a: { name: string; known: readonly string[] }) =>
    a.known.length === 0
      ? `This block has no parameter "${a.name}". Add it to the block first.`
      : `This block has no parameter "${a.name}". Use ${listOr(a.known)}.`,
  'expression-no-number': (a: { text: string; name: string; value: string }) =>
    `"${a.text}" calculates with ${a.name}, which is "${a.value}" and not a number. Remove ${a.name} from the expression.`,
  'expression-not-finite': (a: { text: string }) =>
    `"${a.text}" divides by 0 or becomes too large. Change the expression or the values in it.`,

  // Problems with the network as a whole: its inputs, outputs, losses, and shapes.
  'input-shape': (a: { layer: string; given: Shape; data: Shape }) =>
    `The shape of ${a.layer} is set to ${dimensions(a.given)}, but the data is ${dimensions(a.data)}. Clear the shape to use the shape of the data.`,
  'embedding-too-small': (a: { layer: string; entries: number; column: string; ids: number }) =>
    `${a.layer} has ${counted(a.entries, 'entry', 'entries')}, but "${a.column}" can have ${counted(a.ids, 'different ID')}. Set the vocabulary size to ${count(a.ids)}.`,
  'loss-missing': (a: { output: string }) =>
    `The output "${a.output}" has no loss. Choose one in the training settings.`,
  'loss-misfit': (a: {
    loss: string
    column: string
    classes: number
    picture: boolean
    text: boolean
    better: readonly string[]
  }) => `The loss (${a.loss}) does not fit "${a.column}", which ${content(a)}. Choose ${listOr(a.better)}.`,
  'loss-unordered': (a: { loss: string; column: string; labels: readonly string[]; more: number }) =>
    `The loss (${a.loss}) is for ordered classes, but the classes of "${a.column}" are not ordered. Their order in the list counts: ${a.labels.map((label) => `"${label}"`).join(', ')}${a.more > 0 ? ', …' : ''}. Order the classes under Data, or choose categorical cross-entropy.`,
  'smoothing-unused': (a: { loss: string }) => `The loss (${a.loss}) ignores label smoothing. Set smoothing to 0.`,
  'output-shape': (a: OutputMisfit) =>
    a.gives.length === 1
      ? `${a.layer} outputs ${counted(a.gives[0] ?? 0, 'number')}, but ${need(a)}.`
      : `${a.layer} outputs ${dimensions(a.gives)}, but ${need(a)}.`,
  'output-units': (a: OutputMisfit) => `${a.layer} outputs ${counted(a.gives[0] ?? 0, 'number')}, but ${need(a)}.`,
  'activation-misfit': (a: { loss: string; layer: string; has: string; wants: string; column: string }) =>
    a.wants === 'linear'
      ? `${a.layer} ends in ${a.has}, which cannot output every value of "${a.column}". Use linear.`
      : `The loss (${a.loss}) needs ${a.wants} at the end, but ${a.layer} ends in ${a.has}. Use ${a.wants}.`,
  'all-frozen': (a: { layers: number }) =>
    a.layers === 1
      ? 'The only layer with weights is frozen, so there is nothing to train. Unfreeze it.'
      : 'Every layer with weights is frozen, so there is nothing to train. Unfreeze at least one.',
})

export interface OutputMisfit {
  layer: string
  gives: Shape
  column: string
  /** The number of classes; 0 if the column is a number. */
  classes: number
  wants: number
  /** The levels of a quantile loss. */
  levels?: readonly number[]
  /** The shape of an image column. */
  picture?: Shape
  /** The shape of a text column: positions × characters. */
  text?: Shape
}

/** The output shape that the target column requires. */
function need(a: OutputMisfit): string {
  if (a.picture) return `"${a.column}" needs an image of ${dimensions(a.picture)}`
  if (a.text) {
    const [positions = 0, characters = 0] = a.text
    return `"${a.column}" needs ${dimensions(a.text)}: ${counted(positions, 'position')} with ${counted(characters, 'possible character')} each`
  }
  if (a.levels)
    return `the quantile loss needs ${counted(a.wants, 'number')}, one for each level: ${list(a.levels.map((level) => editableNumber(level)))}`
  if (a.classes === 0) return `"${a.column}" is a single number`
  const classes = counted(a.classes, 'class', 'classes')
  return a.wants === 1
    ? `the ${classes} of "${a.column}" need just 1 number`
    : `the ${classes} of "${a.column}" need ${counted(a.wants, 'number')}`
}

/** What a target column contains, in words that follow "which". */
function content(a: { classes: number; picture: boolean; text: boolean }): string {
  if (a.picture) return 'contains images'
  if (a.text) return 'contains text'
  return a.classes > 0 ? `has ${counted(a.classes, 'class', 'classes')}` : 'contains numbers'
}
