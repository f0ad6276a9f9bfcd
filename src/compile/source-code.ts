/**
 * @file Code: a model printed as source code, line by line, with the nodes that each line represents; and helpers
 * shared by all languages.
 */
import { expectDefined } from '../base/assert'
import { layerKinds, layers } from '../catalog/layers'
import type { KerasLayer } from '../catalog/keras-json'
import { defaultsOf } from '../catalog/params'
import type { NodePath } from '../graph/expand-blocks'
import type { Expression, Operator } from '../graph/expression'
import { namer } from './to-keras'

export interface CodeLine {
  readonly text: string
  /** The name of the layer that the line creates; absent for lines that create no layer. */
  readonly layer?: string
  /** The nodes that the line represents. */
  readonly at?: readonly NodePath[]
}

/** Joins the lines into one text that ends with a line break. */
export function sourceOf(lines: readonly CodeLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('')
}

/** Turns each text into a code line that belongs to no layer. */
export function plain(...texts: readonly string[]): readonly CodeLine[] {
  return texts.map((text) => ({ text }))
}

/** The arguments to print for a layer class: those that the catalog's lowering sets. Computed once, on first use. */
export function argumentsOf(className: string): readonly string[] {
  return expectDefined(knownClasses().get(className), `code for the layer ${className}`)
}

/** The prefixes of generated layer names, such as conv2d and max_pooling2d. */
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

/** Argument values that are the default in both Keras and TensorFlow.js, so printed code omits them. */
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

/**
 * The arguments of a layer to print: those that differ from the default. `own` contains the defaults that only the
 * target language has.
 */
export function argumentCode(
  className: string,
  config: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, unknown>>,
): readonly string[] {
  const isDefault = (key: string) => {
    const value = config[key]
    // An Activation layer always prints its activation. Recurrent layers default to tanh, all others to linear.
    if (key === 'activation' && className === 'Activation') return false
    if (key === 'activation') return value === 'linear' && !('recurrent_initializer' in config)
    if (key === 'dilation_rate' || (key === 'strides' && className.includes('Conv'))) return isOnes(value)
    const table = Object.hasOwn(own, key) ? own : USUAL
    return Object.hasOwn(table, key) && table[key] === value
  }
  return argumentsOf(className).filter((key) => Object.hasOwn(config, key) && !isDefault(key))
}

/** Initializers that are printed as calls, with the names of their arguments. */
export const INITIALIZERS: Readonly<Record<string, readonly string[]>> = {
  RandomUniform: ['minval', 'maxval'],
  RandomNormal: ['mean', 'stddev'],
  TruncatedNormal: ['mean', 'stddev'],
}

/** Whether every entry is 1, which is the default for strides and dilation rates. */
function isOnes(value: unknown): boolean {
  return Array.isArray(value) && value.every((n) => n === 1)
}

/** The variable name of each layer: the layer's own name if Netloom generated it, otherwise a numbered name. */
export function variablesOf(all: readonly KerasLayer[]): (name: string) => string {
  const names = new Map(all.map(({ name }, at) => [name, identifier(name) ?? `layer${at + 1}`]))
  return (name) => expectDefined(names.get(name), `the layer ${name}`)
}

/** The text of an operand, in parentheses where precedence requires them. */
export function besideSign(text: string, inner: Expression, sign: Operator, right: boolean): string {
  return needsBrackets(inner, sign, right) ? `(${text})` : text
}

function needsBrackets(inner: Expression, sign: Operator, right: boolean): boolean {
  if (inner.type === 'negative') return true
  if (inner.type !== 'pair') return false
  // Operands of a power always get parentheses, because languages give powers different precedence.
  if (sign === '^' || inner.sign === '^') return true
  const rank = (one: Operator) => (one === '+' || one === '-' ? 1 : 2)
  return rank(inner.sign) < rank(sign) || (rank(inner.sign) === rank(sign) && right)
}

/** A JSON value as a Python literal; lists become tuples, which Keras expects for shapes and windows. */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return 'None' // not text: Python
  if (value === true) return 'True' // not text: Python
  if (value === false) return 'False' // not text: Python
  if (typeof value === 'number') return numberLiteral(value)
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return tuple(value.map(literal))
  throw new Error(`Netloom is wrong here: no Python for ${typeof value}`)
}

/** Formats these expressions as a Python tuple, such as (3,) for a single expression. */
function tuple(parts: readonly string[]): string {
  return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(', ')})`
}

/**
 * Returns the name if it is a safe Python identifier, otherwise undefined. Only generated names that end in a number
 * are accepted, so the name cannot be a keyword or an import.
 */
export function identifier(name: string): string | undefined {
  return /^[a-z][a-z0-9_]*_[0-9]+$/.test(name) && name.length <= 80 ? name : undefined
}

function numberLiteral(value: number): string {
  if (Number.isFinite(value)) return String(value)
  return `float("${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}")`
}

/** JSON escapes are valid in Python. Everything except printable ASCII is escaped, so it cannot be misread. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
