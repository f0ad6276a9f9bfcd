/**
 * @file Recurrent layers. A single matrix product computes the contribution of the inputs to the pre-activations of all
 * steps; then each step adds the contribution of the previous state. In the backward pass, each weight gradient is a
 * single matrix product over all steps, because the states of all steps are stored.
 */
import { DERIVATIVE_FROM_RESULT } from '../../../formulas/activations'
import type { Build, Shape, Tensor } from '../op-builder'
import type { Activation, Matrix, View } from '../ops'
import { activationOf } from './activation'
import { biasBackward, biasOf, linear } from './dense'
import {
  type Config,
  expectSetting,
  type Layer,
  type LayerKind,
  NotLowered,
  needsGradient,
  num,
  onlyInput,
  unsupported,
  type Weight,
} from './layer'

/** The buffers of a recurrent layer: its sizes, and the matrices of each step within [rows, steps, width]. */
export interface Cells {
  readonly b: Build
  readonly layer: Layer
  readonly x: Tensor
  readonly out: Tensor
  readonly rows: number
  readonly steps: number
  readonly units: number
  readonly sequences: boolean
  /** The activation of the state; `gates` is the activation of the gates. */
  readonly activation: Activation
  readonly gates: Activation
  readonly recurrent: Weight
  /** The pre-activations of all steps, [rows, steps, gates * units], and their gradient, which only training needs. */
  readonly z: View
  readonly dz: View
  /** The state after step s: either in the result or in `before`, which stores the state for the next step. */
  state(s: number): Matrix
  /** The state before each step, [rows, steps, units]; zeros for the first step. */
  readonly before: View
}

/** The matrix of step `s` within [rows, steps, width], starting at a column. */
export function stepOf({ steps }: Pick<Cells, 'steps'>, all: View, width: number, s: number, column = 0): Matrix {
  return { buffer: all.buffer, offset: all.offset + s * width + column, stride: steps * width }
}

/**
 * Creates a recurrent layer with this many gates, defined by its forward and backward steps. `backward` writes the
 * gradients of all steps to `dz`.
 */
export function recurrent(
  gates: number,
  {
    forward,
    backward,
  }: { readonly forward: (cells: Cells) => void; readonly backward: (cells: Cells, dy: View) => void },
): LayerKind {
  return {
    shape(config, inputs) {
      check(config, onlyInput(inputs))
      const units = num(config, 'units')
      return config.return_sequences === true ? [onlyInput(inputs)[0] as number, units] : [units]
    },
    weights(config, inputs) {
      const [, features] = onlyInput(inputs)
      const width = gates * num(config, 'units')
      return [
        { name: 'kernel', shape: [features as number, width] },
        { name: 'recurrent_kernel', shape: [num(config, 'units'), width] },
        ...biasOf(config, width),
      ]
    },
    lower(b, layer, inputs) {
      const cells = openCells(b, layer, onlyInput(inputs), gates)
      linear(b, cells.x, layer.weights.kernel as Weight, { to: cells.z, bias: layer.weights.bias })
      forward(cells)
      b.backward(cells.out, inputs, () => {
        if (cells.sequences) copyStatesBefore(cells)
        backward(cells, b.preActivationGrad(cells.out))
        weightsBackward(cells, gates)
      })
      return cells.out
    },
  }
}

function check(config: Config, input: Shape): void {
  if (input.length !== 2) throw new NotLowered(unsupported.recurrentAxes({ axes: input.length }))
  for (const key of ['dropout', 'recurrent_dropout']) expectSetting(config, key, 0)
  for (const key of ['go_backwards', 'stateful', 'return_state', 'reset_after', 'time_major'])
    expectSetting(config, key, false)
  for (const key of ['kernel_regularizer', 'recurrent_regularizer', 'bias_regularizer']) expectSetting(config, key)
}

/** An activation whose derivative can be computed from the result, because cells store nothing else. */
function recurrentActivation(config: Config, key: string, fallback: string): Activation {
  const activation = activationOf(config[key] ?? fallback)
  if (!DERIVATIVE_FROM_RESULT.has(activation.name))
    throw new NotLowered(unsupported.recurrentActivation({ activation: activation.name }))
  return activation
}

function openCells(b: Build, layer: Layer, x: Tensor, gates: number): Cells {
  const [steps = 1] = x.shape
  const units = num(layer.config, 'units')
  const { rows } = b
  const sequences = layer.config.return_sequences === true
  const out = b.tensor(layer.shape, { needsGradient: needsGradient(layer, [x]) })
  const before = b.scratch('before', rows * steps * units)
  const state = (s: number): Matrix => {
    if (sequences) return stepOf({ steps }, out.view, units, s)
    return s === steps - 1 ? { ...out.view, stride: units } : stepOf({ steps }, before, units, s + 1)
  }
  return {
    b,
    layer,
    x,
    out,
    rows,
    steps,
    units,
    sequences,
    activation: recurrentActivation(layer.config, 'activation', 'tanh'),
    gates: recurrentActivation(layer.config, 'recurrent_activation', 'hard_sigmoid'),
    recurrent: layer.weights.recurrent_kernel as Weight,
    z: b.scratch('sums', rows * steps * gates * units),
    get dz() {
      return b.scratch('slopes', rows * steps * gates * units)
    },
    state,
    before,
  }
}

/** Copies a result that contains every step to `before`, shifted by one step. */
function copyStatesBefore({ b, out, before, rows, steps, units }: Cells): void {
  if (steps === 1) return
  const rowWords = steps * units
  const nextStep = { ...before, offset: before.offset + units }
  const strides = [rowWords, 1]
  b.emit({ op: 'strided', x: out.view, out: nextStep, sizes: [rows, rowWords - units], from: strides, to: strides })
}

/**
 * Adds the contribution of a state to the pre-activations, using `columns` columns of the recurrent kernel, starting at
 * `column`.
 */
export function addState(cells: Cells, from: Matrix, to: Matrix, column: number, columns: number): void {
  const { b, rows, units } = cells
  const weight = recurrentColumns(cells, column)
  b.emit({ op: 'product', a: from, b: weight, out: to, m: rows, k: units, n: columns, accumulate: true })
}

/** Returns the columns of the recurrent kernel from `column` on. */
export function recurrentColumns({ recurrent: { view, shape } }: Cells, column: number): Matrix {
  return { buffer: view.buffer, offset: view.offset + column, stride: shape[1] as number }
}

/**
 * Computes the gradient of some columns of the recurrent kernel: the states of all steps multiplied by the gradients of
 * all steps.
 */
export function recurrentBackward(cells: Cells, states: View, column: number, columns: number): void {
  const { b, rows, steps, units, recurrent, dz } = cells
  if (!recurrent.gradient) return
  const width = recurrent.shape[1] as number
  const shifted = (view: View): Matrix => ({ buffer: view.buffer, offset: view.offset + column, stride: width })
  b.emit({
    op: 'product',
    a: { ...states, stride: units },
    b: shifted(dz),
    out: shifted(recurrent.gradient),
    m: units,
    k: rows * steps,
    n: columns,
    transposeA: true,
  })
}

/** Computes the gradients of kernel, bias and x from the pre-activation gradients of all steps. */
function weightsBackward({ b, layer, x, rows, steps, units, dz }: Cells, gates: number): void {
  const kernel = layer.weights.kernel as Weight
  const [features = 1] = kernel.shape
  const width = gates * units
  const m = rows * steps
  const dzMatrix = { ...dz, stride: width }
  biasBackward(b, layer, dz, m)
  if (kernel.gradient) {
    const out = { ...kernel.gradient, stride: width }
    const a = { ...x.view, stride: features }
    b.emit({ op: 'product', a, b: dzMatrix, out, m: features, k: m, n: width, transposeA: true })
  }
  const sink = b.sink(x, 'last')
  if (!sink) return
  const { out, ...sinkOptions } = sink
  const to = { ...out, stride: features }
  const w = { ...kernel.view, stride: width }
  b.emit({ op: 'product', a: dzMatrix, b: w, out: to, m, k: width, n: features, transposeB: true, ...sinkOptions })
}
