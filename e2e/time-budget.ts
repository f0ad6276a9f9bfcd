/**
 * @file A reporter that fails the run if a test takes longer than its budget: 15 s on a quiet machine, and longer in
 * proportion while the machine is busy or slow, which a fixed piece of work, timed at the end of each test, shows. What
 * counts is the slower of the machine during the test and during all tests: few probes can miss what slowed a test down.
 */
import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter'

const BUDGET_MS = 15_000
/** How long the probe takes on a quiet machine with a CPU of 2023, in ms. */
const QUIET_PROBE_MS = 15
const PROBE_ROUNDS = 10_000_000

export default class TimeBudget implements Reporter {
  /** How long each run of the probe took, in ms. */
  readonly #probes: number[] = []
  /** For each running test, the index of the last probe before it. */
  readonly #starts = new Map<string, number>()
  readonly #long: { readonly test: TestCase; readonly ms: number; readonly slowness: number }[] = []
  /** Errors outside tests, such as a crashed worker; repeated at the end, because they are easy to miss above. */
  readonly #outside: string[] = []
  #all: readonly TestCase[] = []

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#all = suite.allTests()
    // The first runs of the probe are interpreted.
    probe()
    this.#probes.push(probe())
  }

  onTestBegin({ id }: TestCase): void {
    this.#starts.set(id, this.#probes.length - 1)
  }

  onTestEnd(test: TestCase, { duration }: TestResult): void {
    this.#probes.push(probe())
    const slowness = slownessOf(this.#probes.slice(this.#starts.get(test.id)))
    if (duration > BUDGET_MS * slowness) this.#long.push({ test, ms: duration, slowness })
  }

  onError({ message, stack, value }: TestError): void {
    this.#outside.push(stack ?? message ?? value ?? 'an unknown error')
  }

  async onEnd(): Promise<{ status?: 'failed' }> {
    const all = slownessOf(this.#probes)
    console.log(`\nthe machine was ${all.toFixed(1)} times as slow as a quiet one`)
    for (const error of this.#outside) console.log(`an error outside all tests: ${error}`)
    const notRun = this.#all.filter(({ results }) => results.length === 0)
    for (const { location, title } of notRun) console.log(`did not run: ${nameOf(location.file)} › ${title}`)
    const over = this.#long.filter(({ ms }) => ms > BUDGET_MS * all)
    if (over.length === 0) return {}
    console.log(`tests over ${BUDGET_MS / 1000} s, after taking that into account; split them or speed them up:`)
    for (const { test, ms, slowness } of over) console.log(line(test, ms, Math.max(all, slowness)))
    return { status: 'failed' }
  }
}

function slownessOf(probes: readonly number[]): number {
  const mean = probes.reduce((sum, ms) => sum + ms, 0) / Math.max(1, probes.length)
  return Math.max(1, mean / QUIET_PROBE_MS)
}

function line({ location, title }: TestCase, ms: number, slowness: number): string {
  const seconds = (ms / 1000).toFixed(1)
  const quiet = (ms / 1000 / slowness).toFixed(1)
  return `  ${seconds} s (${quiet} s on a quiet machine)  ${nameOf(location.file)} › ${title}`
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
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
