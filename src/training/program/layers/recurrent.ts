/**
 * @file Recurrent layers. What the inputs add to the sums of all steps is one product; then each step adds what the state before
 * gives. On the way back the weights' gradients are one product each over all steps, for the states of all steps are kept.
 */
import type { Build, Shape, Tensor } from '../build'
import { NotLowered } from '../not-lowered'
import { type Activation, FROM_RESULT, type Matrix, type View } from '../ops'
import { activationOf } from './activate'
import { biasBack, biasOf, mix } from './dense'
import { type Config, expect, type Layer, type LayerKind, needs, num, only, type Weight } from './layer'

/** A layer at work: sizes, and the matrices of each step within [rows, steps, width]. */
export interface Cells {
  readonly b: Build
  readonly layer: Layer
  readonly x: Tensor
  readonly out: Tensor
  readonly rows: number
  readonly steps: number
  readonly units: number
  readonly sequences: boolean
  /** How the state bends, and the gates. */
  readonly activation: Activation
  readonly gates: Activation
  readonly recurrent: Weight
  /** The sums of all steps, [rows, steps, gates * units], and their gradient. */
  readonly z: View
  readonly dz: View
  /** The state after step s: in the result, or where the next step's `before` is kept. */
  state(s: number): Matrix
  /** The states before each step, [rows, steps, units]: zeros before the first. */
  readonly before: View
}

/** Step `s` of [rows, steps, width], from a column on. */
export function stepOf({ steps }: Pick<Cells, 'steps'>, all: View, width: number, s: number, column = 0): Matrix {
  return { buffer: all.buffer, offset: all.offset + s * width + column, stride: steps * width }
}

/** A layer of so many gates by its steps forward and back; `back` leaves the slopes of all steps in `dz`. */
export function recurrent(
  gates: number,
  { forward, back }: { readonly forward: (cells: Cells) => void; readonly back: (cells: Cells, dy: View) => void },
): LayerKind {
  return {
    shape(config, inputs) {
      check(config, only(inputs))
      const units = num(config, 'units')
      return config.return_sequences === true ? [only(inputs)[0] as number, units] : [units]
    },
    weights(config, inputs) {
      const [, features] = only(inputs)
      const width = gates * num(config, 'units')
      return [
        { name: 'kernel', shape: [features as number, width] },
        { name: 'recurrent_kernel', shape: [num(config, 'units'), width] },
        ...biasOf(config, width),
      ]
    },
    lower(b, layer, inputs) {
      const cells = openCells(b, layer, only(inputs), gates)
      mix(b, cells.x, layer.weights.kernel as Weight, { to: cells.z, bias: layer.weights.bias })
      forward(cells)
      b.back(cells.out, inputs, () => {
        if (cells.sequences) keepBefore(cells)
        back(cells, b.slopes(cells.out))
        weightsBack(cells, gates)
      })
      return cells.out
    },
  }
}

function check(config: Config, input: Shape): void {
  if (input.length !== 2) throw new NotLowered(`recurrent layer over ${input.length} axes`)
  for (const key of ['dropout', 'recurrent_dropout']) expect(config, key, 0)
  for (const key of ['go_backwards', 'stateful', 'return_state', 'reset_after', 'time_major'])
    expect(config, key, false)
  for (const key of ['kernel_regularizer', 'recurrent_regularizer', 'bias_regularizer']) expect(config, key)
}

/** An activation whose slope the result tells: cells keep nothing else. */
function bendOf(config: Config, key: string, usual: string): Activation {
  const activation = activationOf(config[key] ?? usual)
  if (!FROM_RESULT.has(activation.name)) throw new NotLowered(`recurrent layer with ${activation.name}`)
  return activation
}

function openCells(b: Build, layer: Layer, x: Tensor, gates: number): Cells {
  const [steps = 1] = x.shape
  const units = num(layer.config, 'units')
  const { rows } = b
  const sequences = layer.config.return_sequences === true
  const out = b.tensor(layer.shape, { needs: needs(layer, [x]) })
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
    activation: bendOf(layer.config, 'activation', 'tanh'),
    gates: bendOf(layer.config, 'recurrent_activation', 'hard_sigmoid'),
    recurrent: layer.weights.recurrent_kernel as Weight,
    z: b.scratch('sums', rows * steps * gates * units),
    dz: b.scratch('slopes', rows * steps * gates * units),
    state,
    before,
  }
}

/** The states of a result that holds every step, one step later. */
function keepBefore({ b, out, before, rows, steps, units }: Cells): void {
  if (steps === 1) return
  const line = steps * units
  const later = { ...before, offset: before.offset + units }
  const strides = [line, 1]
  b.emit({ op: 'strided', x: out.view, out: later, sizes: [rows, line - units], from: strides, to: strides })
}

/** Adds what a state gives to sums: `columns` of the recurrent kernel, from `column` on. */
export function addState(cells: Cells, from: Matrix, to: Matrix, column: number, columns: number): void {
  const { b, rows, units } = cells
  const weight = recurrentColumns(cells, column)
  b.emit({ op: 'product', a: from, b: weight, out: to, m: rows, k: units, n: columns, accumulate: true })
}

/** The columns of the recurrent kernel from this one on. */
export function recurrentColumns({ recurrent: { view, shape } }: Cells, column: number): Matrix {
  return { buffer: view.buffer, offset: view.offset + column, stride: shape[1] as number }
}

/** The gradient of the recurrent kernel's columns: states of all steps by slopes of all steps. */
export function recurrentBack(cells: Cells, states: View, column: number, columns: number): void {
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

/** The gradients of kernel, bias and x by the slopes of all steps. */
function weightsBack({ b, layer, x, rows, steps, units, dz }: Cells, gates: number): void {
  const kernel = layer.weights.kernel as Weight
  const [features = 1] = kernel.shape
  const width = gates * units
  const m = rows * steps
  const slopes = { ...dz, stride: width }
  biasBack(b, layer, dz, m)
  if (kernel.gradient) {
    const out = { ...kernel.gradient, stride: width }
    const a = { ...x.view, stride: features }
    b.emit({ op: 'product', a, b: slopes, out, m: features, k: m, n: width, transposeA: true })
  }
  const sink = b.sink(x, 'last')
  if (!sink) return
  const { out, ...rest } = sink
  const to = { ...out, stride: features }
  const w = { ...kernel.view, stride: width }
  b.emit({ op: 'product', a: slopes, b: w, out: to, m, k: width, n: features, transposeB: true, ...rest })
}
