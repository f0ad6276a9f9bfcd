import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeMetrics } from '../serving/http/metrics'
import { toPrometheusRules } from './prometheus-rules'
import { lacksPromtool, PROMTOOL } from './promtool.test-help'
import type { Slo } from './slo'

const SLOS: readonly Slo[] = [
  { id: 'up', kind: 'availability', targetPercent: 99.9, overDays: 30 },
  { id: 'fast', kind: 'valid-and-fast', targetPercent: 99, withinMs: 150, overDays: 30 },
  { id: 'late', kind: 'latency', targetPercent: 95, withinMs: 60, overDays: 30 },
  { id: 'own', kind: 'without-fallback', targetPercent: 99, overDays: 30 },
  { id: 'sure', kind: 'without-abstention', targetPercent: 90, overDays: 30 },
  { id: 'right', kind: 'accuracy', targetPercent: 90, overDays: 7 },
]

/** A name with characters that are special in a regular expression, in PromQL, and in YAML. */
const MODEL = 'digits (v1.0): "a" # \\'

/**
 * `/metrics` scraped at this interval for 10 minutes. Of 60 requests per minute, 6 fail, 3 are rejected because of
 * their input, 10 are slow, 4 get a fallback response, and 3 an abstention. Another model gets as many.
 */
function scraped(seconds: number): Readonly<Record<string, readonly number[]>> {
  const metrics = makeMetrics()
  const all: Record<string, number[]> = {}
  for (let i = 0; i <= 600 / seconds; i++) {
    for (const line of metrics.text().split('\n')) {
      const at = line.lastIndexOf(' ')
      if (line === '' || line.startsWith('#')) continue
      const series = line.slice(0, at)
      all[series] ??= Array.from({ length: i }, () => 0)
      all[series].push(Number(line.slice(at + 1)))
    }
    for (let n = 0; n < seconds; n++) {
      const k = (i * seconds + n) % 60
      const code = k < 6 ? 500 : k < 9 ? 400 : 200
      const abstained = k >= 30 && k < 33 ? ({ by: 'abstention' } as const) : {}
      const by = k >= 20 && k < 24 ? ({ by: 'fallback' } as const) : abstained
      for (const model of [MODEL, 'digits v1x0'])
        metrics.observe({ model, version: '1', code, seconds: k >= 50 ? 0.2 : 0.004, ...by })
    }
  }
  return all
}

test.skipIf(lacksPromtool()).each([15, 60])(
  'the rules count the requests of the models, scraped every %i s',
  (seconds) => {
    const folder = mkdtempSync(join(tmpdir(), 'netloom-rules-'))
    try {
      writeFileSync(join(folder, 'rules.yml'), toPrometheusRules(SLOS, undefined, ['service', MODEL]))
      const minute = (gauge: string, slo: string, value: number) => ({
        expr: `round(${gauge}:minute{slo="${slo}"}, 0.01)`,
        eval_time: '8m',
        exp_samples: [{ labels: `{slo="${slo}"}`, value }],
      })
      const input_series = Object.entries(scraped(seconds)).map(([series, values]) => ({
        series,
        values: values.join(' '),
      }))
      const promql_expr_test = [
        minute('netloom_requests', 'up', 57),
        minute('netloom_requests_bad', 'up', 6),
        minute('netloom_requests', 'fast', 57),
        minute('netloom_requests_bad', 'fast', 16),
        minute('netloom_requests', 'late', 51),
        minute('netloom_requests_bad', 'late', 10),
        minute('netloom_requests', 'own', 57),
        minute('netloom_requests_bad', 'own', 10),
        minute('netloom_requests', 'sure', 47),
        minute('netloom_requests_bad', 'sure', 3),
      ]
      const tests = [{ interval: `${seconds}s`, input_series, promql_expr_test }]
      const file = JSON.stringify({ rule_files: ['rules.yml'], evaluation_interval: '1m', tests })
      writeFileSync(join(folder, 'test.yml'), file)
      expect(execFileSync(PROMTOOL, ['test', 'rules', join(folder, 'test.yml')], { encoding: 'utf8' })).toContain(
        'SUCCESS',
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
)

test.skipIf(lacksPromtool())('promtool finds no duplicate rules: each of several objectives has its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-rules-'))
  try {
    writeFileSync(join(folder, 'rules.yml'), toPrometheusRules(SLOS))
    const args = ['check', 'rules', '--lint=all', '--lint-fatal', join(folder, 'rules.yml')]
    const { status, stdout, stderr } = spawnSync(PROMTOOL, args, { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain('SUCCESS')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the file names the counts that /metrics does not have', () => {
  const rules = toPrometheusRules(SLOS)
  expect(rules).toContain('# Labels are not sent to the URL')
  expect(rules).toContain('# Within 50 ms, the next smaller bucket')
  expect(rules).not.toContain('# Within 150 ms')
})
