/**
 * @file lateEngine: dresses an engine as one whose work is done later, as on a GPU: readings come after a while, and a step whose
 * loss is not finite has spoilt the weights by then.
 */
import type { TrainStep } from '../train-step'

export interface Late {
  readonly engine: TrainStep
  /** Chunks sent and not settled, at most, and readings awaited at once. */
  most(): { readonly underWay: number; readonly readings: number }
}

/** The engine, `ms` milliseconds late with every answer. */
export function lateEngine(inner: TrainStep, ms: number): Late {
  let underWay = 0
  let readings = 0
  const most = { underWay: 0, readings: 0 }
  const later = () => new Promise<void>((resolve) => setTimeout(resolve, ms))
  return {
    most: () => most,
    engine: {
      ...inner,
      atOnce: false,
      steps(constants, rows) {
        underWay++
        most.underWay = Math.max(most.underWay, underWay)
        inner.steps(constants, rows)
      },
      async settled() {
        await later()
        underWay--
      },
      async read() {
        readings++
        most.readings = Math.max(most.readings, readings)
        const figures = await inner.read()
        if (!figures.losses.every(Number.isFinite)) {
          const state = await inner.snapshot()
          state.weights.data.fill(Number.NaN)
          inner.restore(state)
        }
        await later()
        readings--
        return figures
      },
      async probe() {
        await later()
        return inner.probe()
      },
    },
  }
}
