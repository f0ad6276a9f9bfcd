/**
 * @file The states and gates of a recurrent layer over the time steps of one example. Computed from its weights and its
 * inputs by the formulas of the layers, in float64, and not by an engine.
 */
import type { Lowered } from '../../catalog/keras-json'
import type { Shape } from '../../catalog/layer-def'
import { ACTIVATIONS } from '../../formulas/activations'
import { compile } from '../../formulas/evaluate'

/** What a recurrent layer computes at each step: its hidden state and, by its kind, its cell state and its gates. */
export type StateName = 'hidden' | 'cell' | 'inputGate' | 'forgetGate' | 'outputGate' | 'updateGate' | 'resetGate'

/** The values of each kind, [steps, units]; the hidden state first. */
export type StateSeries = Readonly<Partial<Record<StateName, Float32Array>>>

export interface RecurrentStates {
  readonly steps: number
  readonly units: number
  readonly series: StateSeries
}

type Activate = (sum: number) => number

/** The previous states, and the sums of each gate at a step. */
interface Step {
  readonly hidden: Float64Array
  readonly cell: Float64Array
  /** The sums of inputs × kernel plus the bias, of all gates: [gates × units]. */
  readonly sums: Float64Array
  /** The sum of a vector of units × a gate's columns of the recurrent kernel, for a unit. */
  recurrent(from: Float64Array, gate: number, unit: number): number
  readonly state: Activate
  readonly gate: Activate
}

type Computed = Readonly<Partial<Record<StateName, Float64Array>>> & { readonly hidden: Float64Array }

interface Cell {
  readonly gates: number
  next(step: Step): Computed
}

/** By class name. The gates are in the order in which Keras concatenates their kernels. */
const CELLS: Readonly<Record<string, Cell>> = {
  SimpleRNN: {
    gates: 1,
    next: ({ hidden, sums, recurrent, state }) => ({
      hidden: hidden.map((_, u) => state((sums[u] as number) + recurrent(hidden, 0, u))),
    }),
  },
  // Hochreiter and Schmidhuber 1997, with forget gates: input, forget, candidate, output.
  LSTM: {
    gates: 4,
    next({ hidden, cell, sums, recurrent, state, gate }) {
      const units = hidden.length
      const sum = (at: number) => hidden.map((_, u) => (sums[at * units + u] as number) + recurrent(hidden, at, u))
      const [inputGate, forgetGate, outputGate] = [sum(0).map(gate), sum(1).map(gate), sum(3).map(gate)]
      const candidate = sum(2).map(state)
      const next = cell.map(
        (value, u) => (forgetGate[u] as number) * value + (inputGate[u] as number) * (candidate[u] as number),
      )
      return {
        hidden: next.map((c, u) => (outputGate[u] as number) * state(c)),
        cell: next,
        inputGate,
        forgetGate,
        outputGate,
      }
    },
  },
  // Cho et al. 2014, with the reset gate before the product (reset_after: false): update, reset, candidate.
  GRU: {
    gates: 3,
    next({ hidden, sums, recurrent, state, gate }) {
      const units = hidden.length
      const sum = (at: number, from: Float64Array) =>
        hidden.map((_, u) => (sums[at * units + u] as number) + recurrent(from, at, u))
      const [updateGate, resetGate] = [sum(0, hidden).map(gate), sum(1, hidden).map(gate)]
      const candidate = sum(
        2,
        hidden.map((h, u) => h * (resetGate[u] as number)),
      ).map(state)
      const next = hidden.map((h, u) => {
        const keep = updateGate[u] as number
        return keep * h + (1 - keep) * (candidate[u] as number)
      })
      return { hidden: next, updateGate, resetGate }
    },
  },
}

/** Whether a layer has states over time. */
export function hasStates({ class_name: name }: Lowered): boolean {
  return Object.hasOwn(CELLS, name)
}

/** Products that a page computes without a noticeable pause. */
const MOST_PRODUCTS = 3e7

/**
 * The states and gates at each step of an example; undefined for another layer, an activation without a formula, and a
 * sequence that is too long to compute on the page.
 */
export function recurrentStates(
  { class_name: name, config }: Lowered,
  input: { readonly values: Float32Array; readonly shape: Shape },
  weights: (name: string) => Float32Array,
): RecurrentStates | undefined {
  const cell = Object.hasOwn(CELLS, name) ? CELLS[name] : undefined
  const [state, gate] = [activationOf(config.activation), activationOf(config.recurrent_activation ?? 'sigmoid')]
  const [steps = 0, features = 0] = input.shape
  const units = Number(config.units)
  if (!cell || !state || !gate || config.reset_after === true || config.go_backwards === true) return undefined
  const width = cell.gates * units
  if (input.values.length !== steps * features || steps * width * (features + units) > MOST_PRODUCTS) return undefined
  const [kernel, own, bias] = [weights('kernel'), weights('recurrent_kernel'), weights('bias')]
  const recurrent = (from: Float64Array, at: number, unit: number) => {
    let sum = 0
    for (let u = 0; u < units; u++) sum += (from[u] as number) * (own[u * width + at * units + unit] as number)
    return sum
  }
  let now: Computed = { hidden: new Float64Array(units), cell: new Float64Array(units) }
  const series: Partial<Record<StateName, Float32Array>> = {}
  for (let step = 0; step < steps; step++) {
    const sums = Float64Array.from({ length: width }, (_, column) => {
      let sum = config.use_bias === false ? 0 : (bias[column] ?? 0)
      for (let f = 0; f < features; f++)
        sum += (input.values[step * features + f] as number) * (kernel[f * width + column] as number)
      return sum
    })
    now = cell.next({ hidden: now.hidden, cell: now.cell ?? now.hidden, sums, recurrent, state, gate })
    for (const [of, values] of Object.entries(now) as [StateName, Float64Array][]) {
      series[of] ??= new Float32Array(steps * units)
      series[of].set(values, step * units)
    }
  }
  return { steps, units, series }
}

/** An activation of single numbers; undefined for softmax, which needs all units. */
function activationOf(name: unknown): Activate | undefined {
  const formula = ACTIVATIONS.get(String(name))
  const of = formula && compile(formula.result)
  return of && ((sum) => of({ x: sum, alpha: 0 }))
}
