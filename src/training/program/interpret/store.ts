/** @file Store: a program's buffers as plain arrays, and the constants of the current step. */
import { expectDefined } from '../../../base/assert'
import { ACTIVATIONS, DERIVATIVE_FROM_RESULT } from '../../../formulas/activations'
import { compile } from '../../../formulas/evaluate'
import { type Activation, type BufferSpec, CONSTANT_WORDS, type Role, type StepConstants, type View } from '../ops'

export interface Store {
  readonly buffers: readonly BufferSpec[]
  /** One array per buffer. */
  readonly floats: readonly Float32Array<ArrayBuffer>[]
  /** The same memory, viewed as unsigned words. */
  readonly whole: readonly Uint32Array<ArrayBuffer>[]
  get(view: View, index: number): number
  put(view: View, index: number, value: number): void
  /** Adds to the current value if `accumulate` is true; otherwise replaces it. */
  write(view: View, index: number, value: number, accumulate: boolean | undefined): void
  getWhole(view: View, index: number): number
  putWhole(view: View, index: number, value: number): void
}

/** Buffers filled with zeros. */
export function openStore(buffers: readonly BufferSpec[]): Store {
  const floats = buffers.map(({ words }) => new Float32Array(words))
  const whole = floats.map(({ buffer }) => new Uint32Array(buffer))
  const get = (view: View, index: number) => (floats[view.buffer] as Float32Array)[view.offset + index] as number
  const put = (view: View, index: number, value: number) => {
    ;(floats[view.buffer] as Float32Array)[view.offset + index] = value
  }
  return {
    buffers,
    floats,
    whole,
    get,
    put,
    write: (view, index, value, accumulate) => put(view, index, accumulate ? get(view, index) + value : value),
    getWhole: (view, index) => (whole[view.buffer] as Uint32Array)[view.offset + index] as number,
    putWhole(view, index, value) {
      ;(whole[view.buffer] as Uint32Array)[view.offset + index] = value
    },
  }
}

/** A view of the entire buffer with this role. Throws if there is none, because an op needs it. */
export function viewOf(buffers: readonly BufferSpec[], role: Role): View {
  const buffer = buffers.findIndex((spec) => spec.role === role)
  expectDefined(buffers[buffer], `a buffer of role ${role}`)
  return { buffer, offset: 0 }
}

/** The constants of the current step. */
export function constantsOf(store: Store): StepConstants {
  const at = store.getWhole(viewOf(store.buffers, 'state'), 0) * CONSTANT_WORDS
  const view = { ...viewOf(store.buffers, 'constants'), offset: at }
  return {
    step: store.getWhole(view, 0),
    first: store.getWhole(view, 1),
    rate: store.get(view, 2),
    correction1: store.get(view, 3),
    correction2: store.get(view, 4),
    update: store.get(view, 5),
    share: store.get(view, 6),
    fresh: store.get(view, 7),
    keep: store.get(view, 8),
  }
}

const COMPILED = new Map(
  [...ACTIVATIONS.values()].map(
    ({ name, result, derivative }) => [name, { result: compile(result), derivative: compile(derivative) }] as const,
  ),
)

function compiled(name: string) {
  const known = COMPILED.get(name)
  if (!known) throw new Error(`no activation is called ${name}`)
  return known
}

/** The result of the activation at x. */
export function applyActivation({ name, alpha = 0 }: Activation, x: number): number {
  return compiled(name).result({ x, alpha })
}

/**
 * Returns the derivative at x, given the activation's result y. At a kink, the value is the same as in TensorFlow.js.
 */
export function derivative({ name, alpha = 0 }: Activation, x: number, y: number): number {
  return compiled(name).derivative({ x, y, alpha })
}

/**
 * Returns the derivative, computed from the activation's result y, for activations that allow this. Throws for other
 * activations.
 */
export function derivativeFromResult({ name, alpha = 0 }: Activation, y: number): number {
  if (!DERIVATIVE_FROM_RESULT.has(name)) throw new Error(`the result of ${name} does not determine its derivative`)
  return compiled(name).derivative({ y, alpha })
}
