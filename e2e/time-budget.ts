/**
 * @file A reporter that fails the run if a test takes longer than its budget: 15 s on a quiet machine, and longer in
 * proportion while the machine is busy or slow, which a fixed piece of work, timed at each start and end of a test,
 * shows.
 */
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'

const BUDGET_MS = 15_000
/** How long the probe takes on a quiet machine with a CPU of 2023, in ms. */
const QUIET_PROBE_MS = 30
const PROBE_ROUNDS = 20_000_000

export default class TimeBudget implements Reporter {
  /** How long each run of the probe took, in ms. */
  readonly #probes: number[] = []
  /** For each running test, the index of the probe at its start. */
  readonly #starts = new Map<string, number>()
  readonly #over: string[] = []

  onBegin(): void {
    // The first runs of the probe are interpreted.
    probe()
  }

  onTestBegin({ id }: TestCase): void {
    this.#starts.set(id, this.#probes.push(probe()) - 1)
  }

  onTestEnd(test: TestCase, { duration }: TestResult): void {
    this.#probes.push(probe())
    const slowness = slownessOf(this.#probes.slice(this.#starts.get(test.id)))
    if (duration > BUDGET_MS * slowness) this.#over.push(line(test, duration, slowness))
  }

  async onEnd(): Promise<{ status?: 'failed' }> {
    console.log(`\nthe machine was ${slownessOf(this.#probes).toFixed(1)} times as slow as a quiet one`)
    if (this.#over.length === 0) return {}
    console.log(`tests over ${BUDGET_MS / 1000} s, after taking that into account; split them or speed them up:`)
    for (const text of this.#over) console.log(text)
    return { status: 'failed' }
  }
}

function slownessOf(probes: readonly number[]): number {
  const mean = probes.reduce((sum, ms) => sum + ms, 0) / Math.max(1, probes.length)
  return Math.max(1, mean / QUIET_PROBE_MS)
}

function line({ location, title }: TestCase, ms: number, slowness: number): string {
  const file = location.file.slice(location.file.lastIndexOf('/') + 1)
  return `  ${(ms / 1000).toFixed(1)} s (${(ms / 1000 / slowness).toFixed(1)} s on a quiet machine)  ${file} › ${title}`
}

/** Times a fixed piece of work on one core, in ms. */
function probe(): number {
  const began = performance.now()
  let word = 1
  for (let i = 0; i < PROBE_ROUNDS; i++) {
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
  }
  // The result is used, so that the loop is not removed.
  return performance.now() - began + (word === 0 ? 1 : 0)
}
