/**
 * @file Generates seeded request histories of a service and checks them with Debian's promtool: runs the generated rule
 * file over a history and reports every minute and alert on which promtool and Netloom disagree.
 */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rng } from '../base/rng'
import { alertName, alertSummary, toPrometheusRules } from './prometheus-rules'
import { type Minutes, type Slo, sloSentence } from './slo'
import { BURN_RULES, type Firing, firings, rulesFor } from './slo-burn'

export const PROMTOOL = '/usr/bin/promtool'

/** Whether promtool is not installed, in which case tests that need it are skipped. */
export function lacksPromtool(): boolean {
  return spawnSync(PROMTOOL, ['--version']).status !== 0
}

/** A service whose name has characters that are special in YAML, PromQL, and Go templates. */
export const SERVICE = { name: 'kiosk: "b" # {{ \\', models: [] }

export interface RequestHistory {
  readonly slo: Slo
  readonly minutes: Minutes
}

/**
 * Generates a request history from a seed: traffic ranges from a few requests per hour to thousands per minute, with
 * bad minutes, hours and days.
 */
export function randomHistory(seed: number, length = 4 * 1440): RequestHistory {
  const random = rng(seed, { kind: 'generate' })
  const targetPercent = [95, 99, 99.5, 99.9][random.below(4)] ?? 99
  const share = (100 - targetPercent) / 100
  const perMinute = [0.2, 5, 60, 4000][random.below(4)] ?? 60
  const total = new Float64Array(length)
  const bad = new Float64Array(length)
  let [factor, until] = [0, 0]
  for (let minute = 0; minute < length; minute++) {
    if (minute >= until) {
      // The service is mostly healthy, with periods of random length in which the error budget burns at 0.5 to 40 times
      // the allowed rate.
      factor = random.below(3) === 0 ? ([0.5, 1.2, 3.5, 8, 16, 40][random.below(6)] ?? 1) : 0.1
      until = minute + 1 + random.below([8, 90, 1200][random.below(3)] ?? 90)
    }
    const expected = perMinute * (0.5 + random.uniform())
    total[minute] = Math.floor(expected) + (random.uniform() < expected % 1 ? 1 : 0)
    // Up to a hundred requests are drawn individually, because chance matters for such small numbers.
    const rate = Math.min(1, share * factor)
    const whole = (total[minute] as number) > 100
    if (whole) bad[minute] = Math.round((total[minute] as number) * rate * (0.8 + 0.4 * random.uniform()))
    else
      for (let i = 0; i < (total[minute] as number); i++)
        if (random.uniform() < rate) bad[minute] = (bad[minute] as number) + 1
    bad[minute] = Math.min(bad[minute] as number, total[minute] as number)
  }
  return {
    slo: { id: `world ${seed}`, kind: 'availability', targetPercent, overDays: 30 },
    minutes: { first: 0, total, bad },
  }
}

export interface Verdict {
  /** The number of comparisons made, one for each combination of minute and rule. */
  readonly compared: number
  /** The number of alerts that fired in Netloom. */
  readonly fired: number
  /** The output of promtool; empty if everything agrees. */
  readonly disagreements: string
}

export interface CompareOptions {
  /** Compares every `every` minutes, as well as in the minutes around the start and end of each alert. */
  readonly every?: number
  /** Shifts Netloom's results by this many minutes, to verify that promtool detects the difference. */
  readonly late?: number
}

/**
 * Makes the Go runtime collect garbage less often, because promtool spends a third of its time on garbage collection
 * and needs little memory.
 */
const GO = { GOGC: '1000' }

/** Compares every rule over a history, by default in every minute. Multiple comparisons can run in parallel. */
export async function compareWithPromtool(
  { slo, minutes }: RequestHistory,
  { every = 1, late = 0 }: CompareOptions = {},
): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-promtool-'))
  try {
    const expectedFirings = firings(minutes, slo)
    writeFileSync(join(folder, 'rules.yml'), toPrometheusRules([slo], SERVICE))
    const tests = testsOf({ slo, minutes }, expectedFirings, { every, late })
    writeFileSync(join(folder, 'test.yml'), JSON.stringify(testFile({ slo, minutes }, tests)))
    return {
      compared: tests.length,
      fired: expectedFirings.length,
      disagreements: await promtoolOn(join(folder, 'test.yml')),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Runs promtool on a test file; returns its output, which is empty if the test passes. */
function promtoolOn(file: string): Promise<string> {
  const options = { env: { ...process.env, ...GO }, maxBuffer: 64_000_000 }
  return new Promise((resolve) => {
    execFile(PROMTOOL, ['test', 'rules', file], options, (error, stdout, stderr) =>
      resolve(error ? `${error.message}\n${stdout}${stderr}` : ''),
    )
  })
}

interface AlertTest {
  readonly eval_time: string
  readonly alertname: string
  readonly exp_alerts: readonly unknown[]
}

function testsOf(
  { slo, minutes }: RequestHistory,
  expectedFirings: readonly Firing[],
  { every, late }: Required<CompareOptions>,
): readonly AlertTest[] {
  const length = minutes.total.length
  return rulesFor(slo, BURN_RULES).flatMap((rule) => {
    const own = expectedFirings
      .filter((one) => one.rule === rule.id)
      .map(({ fromMinute, toMinute = length }) => ({ from: fromMinute + late, to: toMinute + late }))
    const edges = own.flatMap(({ from, to }) => [from - 1, from, to - 1, to])
    const grid = Array.from({ length: Math.ceil(length / every) }, (_, i) => i * every)
    const checked = [...new Set([...grid, ...edges])].filter((minute) => minute >= 0 && minute < length)
    const alert = {
      exp_labels: { service: SERVICE.name, slo: slo.id, severity: rule.severity },
      exp_annotations: { summary: alertSummary(slo, SERVICE, rule) },
    }
    return checked.map((minute) => {
      const fires = own.some(({ from, to }) => from <= minute && minute < to)
      return { eval_time: `${minute}m`, alertname: alertName(rule), exp_alerts: fires ? [alert] : [] }
    })
  })
}

/** Creates a promtool test file as JSON, which is valid YAML. */
function testFile({ slo, minutes }: RequestHistory, tests: readonly AlertTest[]): unknown {
  const series = (name: string, values: ArrayLike<number>) => ({
    series: `${name}{service=${JSON.stringify(SERVICE.name)},slo=${JSON.stringify(slo.id)}}`,
    values: Array.from(values).join(' '),
  })
  const input_series = [
    series('netloom_requests_bad:minute', minutes.bad),
    series('netloom_requests:minute', minutes.total),
  ]
  return {
    rule_files: ['rules.yml'],
    evaluation_interval: '1m',
    tests: [{ interval: '1m', name: sloSentence(slo), input_series, alert_rule_test: tests }],
  }
}
