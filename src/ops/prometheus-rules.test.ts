import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeMetrics } from '../serving/http/metrics'
import { toPrometheusRules } from './prometheus-rules'
import { lacksPromtool, PROMTOOL, SERVICE } from './promtool.test-help'
import type { Slo } from './slo'
import { BURN_RULES } from './slo-burn'

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
      writeFileSync(join(folder, 'rules.yml'), toPrometheusRules(SLOS, { ...SERVICE, models: [MODEL] }))
      const minute = (gauge: string, slo: string, value: number) => ({
        expr: `round(${gauge}:minute{slo="${slo}"}, 0.01)`,
        eval_time: '8m',
        exp_samples: [{ labels: `{service=${JSON.stringify(SERVICE.name)},slo="${slo}"}`, value }],
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
    writeFileSync(join(folder, 'rules.yml'), toPrometheusRules(SLOS, SERVICE))
    const args = ['check', 'rules', '--lint=all', '--lint-fatal', join(folder, 'rules.yml')]
    const { status, stdout, stderr } = spawnSync(PROMTOOL, args, { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain('SUCCESS')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the file names the counts that /metrics does not have', () => {
  const rules = toPrometheusRules(SLOS, SERVICE)
  expect(rules).toContain('# Labels are not sent to the URL')
  expect(rules).toContain('# Within 50 ms, the next smaller bucket')
  expect(rules).not.toContain('# Within 150 ms')
})

test('the rule file contains the rules, for one service', () => {
  const three: Slo = { id: 'up', kind: 'availability', targetPercent: 99.9, overDays: 30 }
  const penguins = { name: 'penguins', models: ['species'] }
  expect(toPrometheusRules([three], penguins, BURN_RULES.slice(0, 1))).toMatchInlineSnapshot(`
    "# Written by Netloom.
    # Each objective uses two counts per minute: all requests (netloom_requests:minute) and bad ones (netloom_requests_bad:minute).
    # For requests to the URL, both are recorded here from /metrics. Scenario traffic is not included: it runs in simulated time,
    # which Prometheus cannot store. Netloom evaluates these rules for it.
    # Scrape /metrics at least once a minute (scrape_interval: 1m or less). A count is the mean of two minutes.
    groups:
      - name: "netloom penguins up"
        interval: 1m
        rules:
          - record: netloom_requests:minute
            expr: |-
              sum(increase(netloom_requests_total{model=~"penguins|species",code=~"200|429|5.."}[2m])) / 2
            labels: {service: "penguins", slo: "up"}
          - record: netloom_requests_bad:minute
            expr: |-
              sum(increase(netloom_requests_total{model=~"penguins|species",code=~"429|5.."}[2m])) / 2 or 0 * (sum(increase(netloom_requests_total{model=~"penguins|species",code=~"200|429|5.."}[2m])) / 2)
            labels: {service: "penguins", slo: "up"}
          - record: netloom_requests_bad:sum5m
            expr: |-
              sum_over_time(netloom_requests_bad:minute{service="penguins",slo="up"}[4m30s])
            labels: {service: "penguins", slo: "up"}
          - record: netloom_requests:sum5m
            expr: |-
              sum_over_time(netloom_requests:minute{service="penguins",slo="up"}[4m30s])
            labels: {service: "penguins", slo: "up"}
          - record: netloom_requests_bad:sum1h
            expr: |-
              sum_over_time(netloom_requests_bad:minute{service="penguins",slo="up"}[59m30s])
            labels: {service: "penguins", slo: "up"}
          - record: netloom_requests:sum1h
            expr: |-
              sum_over_time(netloom_requests:minute{service="penguins",slo="up"}[59m30s])
            labels: {service: "penguins", slo: "up"}
          - alert: NetloomBudgetBurnFast
            expr: |-
              10000 * netloom_requests_bad:sum1h{service="penguins",slo="up"} > 144 * netloom_requests:sum1h{service="penguins",slo="up"}
              and 10000 * netloom_requests_bad:sum5m{service="penguins",slo="up"} > 144 * netloom_requests:sum5m{service="penguins",slo="up"}
              and netloom_requests_bad:sum1h{service="penguins",slo="up"} >= 5
              and 1000 * netloom_requests_bad:sum1h{service="penguins",slo="up"} - 1 * netloom_requests:sum1h{service="penguins",slo="up"} > 61.94850572752688 * sqrt(netloom_requests:sum1h{service="penguins",slo="up"})
            labels:
              severity: page
              service: "penguins"
              slo: "up"
            annotations:
              summary: "penguins: 99.9% of requests answered over 30 days: burn rate above 14.4 in both windows (1 h and 5 m)"
    "
  `)
  expect(toPrometheusRules([three], penguins)).toContain('        for: 15m')
})
