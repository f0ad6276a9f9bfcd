/** @file English sentences of the drawing: one function a code; its parameter is the code's typed arguments. */
import { count, counted, shapeWords } from '../words'

type Shape = readonly number[]

export const graph = {
  'unknown-kind': (a: { kind: string }) => `There is no layer called "${a.kind}" here.`,
  'param-range': (a: { param: string; value: number; min: number; max: number }) =>
    `${a.param} is ${a.value}; it can be ${count(a.min)} to ${count(a.max)}.`,
  'param-type': (a: { param: string; value: string; wants: string }) =>
    `${a.param} is ${a.value}; it takes ${a.wants}.`,
  'param-unknown': (a: { param: string; layer: string }) => `${a.layer} has no parameter "${a.param}".`,
  'param-choice': (a: { param: string; value: string; options: readonly string[] }) =>
    `${a.param} is "${a.value}"; it can be ${a.options.join(', ')}.`,
  'kernel-too-large': (a: { kernel: Shape; image: Shape }) =>
    `A ${shapeWords(a.kernel)} window does not fit a ${shapeWords(a.image)} input.`,
  'needs-rank': (a: { layer: string; rank: number; wants: string; shape: Shape }) =>
    `${a.layer} takes ${a.wants} (${counted(a.rank, 'axis', 'axes')}); it gets ${shapeWords(a.shape)}.`,
} as const
