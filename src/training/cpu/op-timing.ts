/** @file timeOps: measures the time of each op in milliseconds, as the median of several runs. */

const RUNS = 5
/** The shortest time we measure, because the resolution of browser clocks can be as coarse as 0.1 ms. */
const MIN_MS = 0.5

/**
 * Measures the time of each op. `starts` contains the address where the records of each op begin, followed by the end
 * address. Restores `state` after each run.
 */
export function timeOps(
  starts: readonly number[],
  run: (list: number, end: number, times: number) => void,
  state: Uint32Array,
): Float64Array {
  const before = state.slice()
  return Float64Array.from({ length: starts.length - 1 }, (_, op) => {
    const once = () => {
      run(starts[op] as number, starts[op + 1] as number, 1)
      state.set(before)
    }
    const took = (times: number) => {
      const start = performance.now()
      for (let time = 0; time < times; time++) once()
      return performance.now() - start
    }
    let times = 1
    while (took(times) < MIN_MS) times *= 2
    const all = Array.from({ length: RUNS }, () => took(times) / times).sort((a, b) => a - b)
    return all[RUNS >> 1] as number
  })
}
