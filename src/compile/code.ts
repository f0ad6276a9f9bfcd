/** @file Code: a model printed as source, line by line; where each line is drawn, and what is common to every language. */
import { expectDefined } from '../base/assert'
import { layerKinds, layers } from '../catalog/layers'
import type { KerasLayer } from '../catalog/lowered'
import { defaultsOf } from '../catalog/params'
import type { NodePath } from '../graph/expand-blocks'
import type { Expression, Operator } from '../graph/expression'
import { identifier } from './python-literal'
import { namer } from './to-keras'

export interface CodeLine {
  readonly text: string
  /** The name of the layer that the line makes; absent for what frames the model. */
  readonly layer?: string
  /** The nodes that it is of. */
  readonly at?: readonly NodePath[]
}

/** The lines as one text that ends with a line break. */
export function sourceOf(lines: readonly CodeLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('')
}

/** Lines that are of no layer. */
export function plain(...texts: readonly string[]): readonly CodeLine[] {
  return texts.map((text) => ({ text }))
}

/** The arguments each class of layer is written with: those the catalog lowers to. Read once, when first needed. */
export function argumentsOf(className: string): readonly string[] {
  return expectDefined(knownClasses().get(className), `code for the layer ${className}`)
}

/** What the names of layers begin with: conv2d, max_pooling2d. */
export function layerStems(): ReadonlySet<string> {
  return new Set([...knownClasses().keys()].map((name) => namer()(name).replace(/_1$/, '')))
}

function knownClasses(): ReadonlyMap<string, readonly string[]> {
  known ??= new Map(
    layerKinds.map((kind) => {
      const def = expectDefined(layers.find(kind), `the layer ${kind}`)
      const { class_name, config } = def.keras(defaultsOf(def.params), [])
      return [class_name, Object.keys(config)] as const
    }),
  )
  return known
}
let known: ReadonlyMap<string, readonly string[]> | undefined

/** Argument values that a layer takes by itself in Keras as in TensorFlow.js: left out, so that the rest stands out. */
const USUAL: Readonly<Record<string, unknown>> = {
  trainable: true,
  use_bias: true,
  bias_initializer: 'zeros',
  kernel_regularizer: null,
  padding: 'valid',
  recurrent_initializer: 'orthogonal',
  depth_multiplier: 1,
  return_sequences: false,
  interpolation: 'nearest',
  center: true,
  scale: true,
  axis: -1,
  data_format: 'channels_last',
  mask_zero: false,
  dropout: 0,
  recurrent_dropout: 0,
  return_state: false,
  go_backwards: false,
  stateful: false,
  unroll: false,
  beta_initializer: 'zeros',
  gamma_initializer: 'ones',
  moving_mean_initializer: 'zeros',
  moving_variance_initializer: 'ones',
}

/** The arguments of a layer that are written: those it would not take by itself. `own`: what one language alone takes so. */
export function argumentsWritten(
  className: string,
  config: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, unknown>>,
): readonly string[] {
  const usual = (key: string) => {
    const value = config[key]
    // A layer that is nothing but its activation asks for one; recurrent layers take tanh by themselves, the others nothing.
    if (key === 'activation' && className === 'Activation') return false
    if (key === 'activation') return value === 'linear' && !('recurrent_initializer' in config)
    if (key === 'dilation_rate' || (key === 'strides' && className.includes('Conv'))) return isOnes(value)
    const table = Object.hasOwn(own, key) ? own : USUAL
    return Object.hasOwn(table, key) && table[key] === value
  }
  return argumentsOf(className).filter((key) => Object.hasOwn(config, key) && !usual(key))
}

/** Initializers that are written with numbers, and which. */
export const INITIALIZERS: Readonly<Record<string, readonly string[]>> = {
  RandomUniform: ['minval', 'maxval'],
  RandomNormal: ['mean', 'stddev'],
  TruncatedNormal: ['mean', 'stddev'],
}

/** Whether every window of this argument is one step, which every layer takes by itself. */
function isOnes(value: unknown): boolean {
  return Array.isArray(value) && value.every((n) => n === 1)
}

/** A variable for each layer: its own name where that is one of ours, else a number. */
export function variablesOf(all: readonly KerasLayer[]): (name: string) => string {
  const names = new Map(all.map(({ name }, at) => [name, identifier(name) ?? `layer${at + 1}`]))
  return (name) => expectDefined(names.get(name), `the layer ${name}`)
}

/** The text of an expression beside a sign, in brackets where it would be read otherwise without. */
export function besideSign(text: string, inner: Expression, sign: Operator, right: boolean): string {
  return needsBrackets(inner, sign, right) ? `(${text})` : text
}

function needsBrackets(inner: Expression, sign: Operator, right: boolean): boolean {
  if (inner.type === 'negative') return true
  if (inner.type !== 'pair') return false
  // A power's sides are bracketed always: languages differ in what they read first.
  if (sign === '^' || inner.sign === '^') return true
  const rank = (one: Operator) => (one === '+' || one === '-' ? 1 : 2)
  return rank(inner.sign) < rank(sign) || (rank(inner.sign) === rank(sign) && right)
}
