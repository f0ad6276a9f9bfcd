/**
 * @file lateEngine: makes an engine behave like an asynchronous engine on a GPU: reads resolve later, and by then a
 * step with a non-finite loss has already damaged the weights.
 */
import type { TrainStep } from '../train-step'

export interface LateEngine {
  readonly engine: TrainStep
  /** The maximum number of chunks in flight and of concurrent reads so far. */
  peaks(): { readonly underWay: number; readonly readings: number }
}

/** Wraps an engine so that every result arrives `ms` milliseconds late. */
export function lateEngine(inner: TrainStep, ms: number): LateEngine {
  let underWay = 0
  let readings = 0
  const peaks = { underWay: 0, readings: 0 }
  const later = () => new Promise<void>((resolve) => setTimeout(resolve, ms))
  return {
    peaks: () => peaks,
    engine: {
      ...inner,
      isSynchronous: false,
      steps(constants, rows) {
        underWay++
        peaks.underWay = Math.max(peaks.underWay, underWay)
        inner.steps(constants, rows)
      },
      async settled() {
        await later()
        underWay--
      },
      async read() {
        readings++
        peaks.readings = Math.max(peaks.readings, readings)
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
