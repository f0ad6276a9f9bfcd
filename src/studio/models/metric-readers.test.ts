/** @file Tests that every metric of the catalog reaches what shows metrics: results, artifacts, the console, and cards. */
import { beforeAll, expect, test } from 'vitest'
import { METRICS } from '../../metrics/catalog'
import { HEADS } from '../../metrics/catalog/evaluated-outputs.test-help'
import { type EvidenceKind, OUTPUT_OF, type OutputKind } from '../../metrics/define-metric'
import type { Evaluation, HeadEvaluation } from '../../metrics/evaluation'
import { formatWithUnit, textFor, unitOf } from '../../metrics/format-metric'
import { metricsOf } from '../../metrics/metrics-of'
import { evaluationShape } from '../../storage/model-artifact/format'
import type { ModelRecord } from '../../storage/records'
import { conform } from '../../storage/shared-schemas'
import { metricsPart } from '../console/loaded-metrics'
import { loadMetrics } from '../console/loaded-metrics'
import { cardEvidence } from '../operate/registry/card-evidence'

beforeAll(loadMetrics)

const cases = METRICS.flatMap((metric) => {
  const kinds = Object.keys(metric.formulas) as EvidenceKind[]
  return [...new Set(kinds.map((kind) => OUTPUT_OF[kind]))].map((output) => [metric.id, output, metric] as const)
})

function evaluated(kind: OutputKind): Evaluation {
  return { split: 'test', rows: 60, loss: 0.1, heads: [HEADS[kind]] }
}

test.each(cases)('%s of an output of the kind %s is everywhere, with its interval', (id, output, metric) => {
  const evaluation = evaluated(output)
  const result = metricsOf(HEADS[output]).find((one) => one.metric === metric)
  if (!result) return expect.unreachable()
  expect(metricsPart(evaluation)).toMatchObject({ [id]: result.value })
  expect(metricsPart(evaluation)?.intervals?.[id]).toEqual(result.interval)

  const read = conform(evaluationShape, JSON.parse(JSON.stringify(evaluation)), 'metrics.json')
  if (!read.ok) return expect.unreachable()
  const again = metricsOf(read.value.heads[0] as HeadEvaluation).find((one) => one.metric === metric)
  expect(again?.value).toBeCloseTo(result.value, 12)
  expect(again?.interval).toEqual(result.interval)

  const facts = cardEvidence(record(evaluation), { fingerprint: undefined }, []).flatMap((list) => list.facts)
  const shown = formatWithUnit(metric, result.value, unitOf(output))
  expect(new Map(facts).get(textFor(metric, output).name)).toContain(shown)

  const hasMethod = Object.keys(metric.interval ?? {}).some(
    (kind) => kind !== 'method' && OUTPUT_OF[kind as EvidenceKind] === output,
  )
  expect(result.interval !== undefined).toBe(hasMethod)
  if (!result.interval) return
  expect(result.interval.low).toBeLessThan(result.value)
  expect(result.interval.high).toBeGreaterThan(result.value)
})

/** A model with this evaluation, with only what the evidence of a card reads. */
function record(metrics: Evaluation): ModelRecord {
  const content = { name: 'p', networks: [], data: {}, plan: { loss: 'x', optimizer: {}, split: {} } }
  return { content, metrics, pipeline: { inputs: [], outputs: [] }, weights: { specs: [] } } as unknown as ModelRecord
}
