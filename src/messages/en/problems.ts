/** @file English sentences of what can be wrong with a drawing, or better: one function a code, its parameter the code's typed arguments. */
import { defineMessages } from '../define'
import { byteSize, count, counted, list, dimensions } from '../format'

type Shape = readonly number[]

export const problems = defineMessages('problems', {
  'unknown-kind': (a: { kind: string }) => `There is no layer called "${a.kind}" here.`,
  'param-range': (a: { param: string; value: number; min: number; max: number }) =>
    `${a.param} is ${a.value}; it can be ${bound(a.min)} to ${bound(a.max)}.`,
  'param-type': (a: { param: string; value: string; wants: string }) =>
    `${a.param} is ${a.value}; it takes ${a.wants}.`,
  'param-unknown': (a: { param: string; layer: string }) => `${a.layer} has no parameter "${a.param}".`,
  'param-choice': (a: { param: string; value: string; options: readonly string[] }) =>
    `${a.param} is "${a.value}"; it can be ${a.options.join(', ')}.`,
  'kernel-too-large': (a: { kernel: Shape; image: Shape }) =>
    a.image.length === 1
      ? `A window of ${dimensions(a.kernel)} does not fit a sequence of ${counted(a.image[0] ?? 0, 'step')}.`
      : `A ${dimensions(a.kernel)} window does not fit a ${dimensions(a.image)} input.`,
  'needs-rank': (a: { layer: string; rank: number; wants: string; shape: Shape }) =>
    `${a.layer} takes ${a.wants} (${counted(a.rank, 'axis', 'axes')}); it gets ${dimensions(a.shape)}.`,
  // The structure of a drawing.
  'no-input': (_: object) => 'The drawing has no input yet.',
  'no-output': (_: object) => 'The drawing has no output yet.',
  'missing-input': (a: { layer: string; has: number; wants: number }) =>
    a.has === 0
      ? `Nothing is wired into ${a.layer}.`
      : `${a.layer} joins ${a.wants} or more; only ${counted(a.has, 'wire leads', 'wires lead')} into it.`,
  'extra-input': (a: { layer: string; has: number; wants: number }) =>
    a.wants === 0
      ? `${a.layer} begins the network; nothing can be wired into it.`
      : `${a.layer} takes one wire; ${count(a.has)} lead into it.`,
  cycle: (a: { from: string; to: string; nodes: number }) =>
    a.nodes === 1
      ? `${a.to} is wired to itself; the data would go round forever.`
      : `The wire from ${a.from} to ${a.to} closes a circle of ${count(a.nodes)} layers; the data would go round forever.`,
  'wire-from-output': (a: { layer: string }) => `${a.layer} ends the network; nothing comes out of it.`,
  'dangling-wire': (a: { wire: string }) => `The wire "${a.wire}" has an end that is not in the drawing.`,
  'duplicate-id': (a: { layer: string }) => `${a.layer} has the id of another layer; only the first is used.`,
  unused: (a: { layer: string }) => `${a.layer} leads to no output, so it is left out of the network.`,
  'needs-features': (a: { layer: string }) => `${a.layer} needs at least one number a sample on its last axis.`,
  'axis-range': (a: { layer: string; axis: number; rank: number }) =>
    `${a.layer} has axis ${a.axis}; an input of ${counted(a.rank, 'axis', 'axes')} takes ${a.rank === 1 ? '1' : `1 to ${a.rank}`}, or -1 for the last.`,
  /** `port` is that of the input that differs from the first. */
  'shapes-differ': (a: { layer: string; first: Shape; other: Shape; port: number }) =>
    `${a.layer} needs inputs of one shape; the first is ${dimensions(a.first)}, input ${a.port + 1} is ${dimensions(a.other)}.`,
  'concat-differ': (a: { layer: string; first: Shape; other: Shape; port: number; axis: number }) =>
    `${a.layer} can differ on axis ${a.axis} alone; the first input is ${dimensions(a.first)}, input ${a.port + 1} is ${dimensions(a.other)}.`,
  'reshape-size': (a: { from: Shape; to: Shape; has: number; wants: number }) =>
    `${dimensions(a.from)} is ${counted(a.has, 'number')}; ${dimensions(a.to)} would be ${count(a.wants)}.`,
  'reshape-unknown': (a: { from: Shape; to: Shape; has: number }) =>
    `${counted(a.has, 'number')} cannot be laid out as ${a.to.map((n) => (n === -1 ? '?' : n)).join('×')}; one -1 at most, and the rest must divide it.`,
  'permute-order': (a: { dims: Shape; rank: number }) =>
    `The order ${a.dims.join(', ') || 'is empty and'} must name each of the axes 1 to ${a.rank} once.`,
  'crop-too-large': (a: { crop: Shape; image: Shape }) =>
    `Cropping ${dimensions(a.crop)} from each side leaves nothing of a ${dimensions(a.image)} input.`,
  'input-no-shape': (a: { layer: string }) => `${a.layer} has no data to take its shape from yet.`,
  'layer-too-large': (a: { layer: string; weights: number; limit: number }) =>
    `${a.layer} would have ${counted(a.weights, 'weight')}; a browser can hold ${count(a.limit)} in one layer.`,
  /** `fits`: the largest batch that would fit, 0 where none does. */
  'training-too-large': (a: { bytes: number; limit: number; weights: number; batch: number; fits: number }) =>
    `Training this would take about ${byteSize(a.bytes)} (${counted(a.weights, 'weight')}, batches of ${count(a.batch)}); up to ${byteSize(a.limit)} is safe in a browser. ${a.fits > 0 ? `Batches of up to ${count(a.fits)} would fit.` : 'No batch is small enough: it takes fewer weights.'}`,
  // Advice: what can be trained, and would be better otherwise.
  'advice-dropout-end': (a: { layer: string }) =>
    `${a.layer} stands right before the output: in training it drops part of the answers themselves.`,
  'advice-one-unit': (a: { layer: string }) =>
    `${a.layer} lets a single number through; everything behind it has only that to go by.`,
  /** `places`: how many vectors of a sample the mean is taken over, 1 where the sample is one. */
  'advice-batch-of-one': (a: { layer: string; places: number }) =>
    a.places === 1
      ? `${a.layer} takes the mean of each batch, and batches of 1 are their own mean: nothing of the sample is left. Take batches of 16 or more.`
      : `${a.layer} learns with the mean of each batch, here the ${count(a.places)} places of 1 sample, and is used with that of all samples. Take batches of 16 or more.`,
  'advice-equal-weights': (a: { layer: string; start: string; units: number }) =>
    `All weights of ${a.layer} begin as ${a.start}, so its ${counted(a.units, 'unit')} begin as one and the same.`,
  'advice-start-weights': (a: { layer: string; start: string; activation: string }) =>
    `${a.layer} begins with weights (${a.start}) that are large for ${a.activation}: it starts out flat, with little to learn by.`,
  'advice-selu-start': (a: { layer: string; start: string }) =>
    `${a.layer} uses selu with start weights ${a.start}; selu keeps its balance with leCunNormal only.`,
  'advice-softmax-scores': (a: { loss: string; layer: string; has: string }) =>
    `The loss, ${a.loss}, wants plain scores that differ by 1 or more; ${a.layer} ends in ${a.has}, which holds them between 0 and 1.`,
  'advice-softmax-twice': (a: { layer: string; first: string; classes: number }) =>
    `${a.first} and ${a.layer} both end in softmax: after the second no chance of ${counted(a.classes, 'class', 'classes')} can be above ${(Math.E / (Math.E + a.classes - 1)).toFixed(2)}.`,
  'advice-no-gradient': (a: { layer: string; layers: readonly string[]; why: 'constant' | 'looked-up' | 'dead' }) =>
    `${
      a.why === 'constant'
        ? `${a.layer} gives the same whatever comes in`
        : a.why === 'dead'
          ? `${a.layer} begins with relu on weights of 0, which gives 0 whatever comes in`
          : `${a.layer} looks up whole numbers`
    }, so no gradient reaches ${list(a.layers)}.`,
  'advice-learning-rate': (a: { rate: number; optimizer: string; usual: number }) =>
    `A learning rate of ${a.rate} is ${count(a.rate / a.usual)} times what ${a.optimizer} usually begins with, ${a.usual}.`,
  'advice-many-parameters': (a: { parameters: number; samples: number; layer: string }) =>
    `${counted(a.parameters, 'parameter')} for ${counted(a.samples, 'sample')} to set them by; most are in ${a.layer}. It may learn the samples by heart.`,
  // Blocks, and what is worked out inside them.
  'block-unknown': (a: { layer: string }) => `${a.layer} stands for a block that is not in this drawing.`,
  'block-in-itself': (a: { block: string }) => `${a.block} contains itself, so it would never end.`,
  'block-no-repeat': (a: { block: string; inputs: number; outputs: number }) =>
    `${a.block} cannot be repeated: it has ${counted(a.inputs, 'input')} and ${counted(a.outputs, 'output')}, and each turn feeds the next.`,
  'block-too-large': (a: { block: string; nodes: number; most: number }) =>
    `With ${a.block} opened this would be ${count(a.nodes)} layers; ${count(a.most)} is the limit.`,
  'block-end': (a: { layer: string }) =>
    `${a.layer} is an end of the network and cannot be in a block: a block has ports of its own.`,
  'expression-unreadable': (a: { text: string; at: number }) =>
    `"${a.text}" cannot be read from "${a.text.slice(a.at, a.at + 12)}" on. Numbers, names, + - * / % ^, brackets, and min, max, round, floor, ceil can stand here.`,
  'expression-name': (a: { name: string; known: readonly string[] }) =>
    `There is no parameter "${a.name}" in this block; there ${a.known.length === 1 ? 'is' : 'are'} ${list(a.known)}.`,
  'expression-no-number': (a: { text: string; name: string; value: string }) =>
    `"${a.text}" counts with ${a.name}, which is "${a.value}".`,
  'expression-not-finite': (a: { text: string }) => `"${a.text}" divides by 0, or grows beyond all numbers.`,
  // The network as a whole: ends, losses, shapes that must meet.
  'input-shape': (a: { layer: string; given: Shape; data: Shape }) =>
    `${a.layer} is set to ${dimensions(a.given)}; the data are ${dimensions(a.data)}.`,
  'loss-missing': (a: { output: string }) => `The plan has no loss for "${a.output}".`,
  'loss-misfit': (a: {
    loss: string
    column: string
    classes: number
    picture: boolean
    text: boolean
    better: readonly string[]
  }) =>
    `The loss, ${a.loss}, does not fit ${a.column}, which is ${a.picture ? 'an image' : a.text ? 'a text' : a.classes > 0 ? `one of ${counted(a.classes, 'class', 'classes')}` : 'a number'}. These do: ${a.better.join(', ')}.`,
  'smoothing-unused': (a: { loss: string }) => `Label smoothing has no part in the loss, ${a.loss}.`,
  'output-shape': (a: Misfit) => `${a.layer} would give ${dimensions(a.gives)}; ${labelWords(a)}.`,
  'output-units': (a: Misfit) => `${a.layer} gives ${counted(a.gives[0] ?? 0, 'number')}; ${labelWords(a)}.`,
  'activation-misfit': (a: { loss: string; layer: string; has: string; wants: string; column: string }) =>
    a.wants === 'linear'
      ? `${a.layer} ends in ${a.has}, which cannot give every number that ${a.column} can be.`
      : `The loss, ${a.loss}, expects ${a.wants} at the end; ${a.layer} ends in ${a.has}.`,
  'all-frozen': (a: { layers: number }) =>
    a.layers === 1
      ? 'The only layer with weights is frozen: there is nothing left to learn.'
      : 'Every layer with weights is frozen: there is nothing left to learn.',
})

export interface Misfit {
  layer: string
  gives: Shape
  column: string
  /** 0 for a number. */
  classes: number
  wants: number
  /** The shape of a column of pictures. */
  picture?: Shape
  /** Places and signs of a column of texts. */
  text?: Shape
}

function labelWords(a: Misfit): string {
  if (a.picture) return `${a.column} is an image of ${dimensions(a.picture)}`
  if (a.text)
    return `${a.column} is a text of ${counted(a.text[0] ?? 0, 'place')}, ${counted(a.text[1] ?? 0, 'sign')} each`
  if (a.classes === 0) return `${a.column} is one number`
  const classes = counted(a.classes, 'class', 'classes')
  return a.wants === 1 ? `the labels are ${classes}, told apart by one number` : `the labels are ${classes}`
}

/** A limit as it is: fractions are not rounded away. */
function bound(n: number): string {
  return Number.isInteger(n) ? count(n) : String(n)
}
