/**
 * @file Request metrics in the Prometheus text exposition format 0.0.4: the number of requests, fallbacks, abstentions, and
 * flagged inputs, labeled by model, version and status code, and a histogram of durations.
 */

import { metricsHelp } from '../../messages/en/serving'
import { BUCKETS } from '../../ops/prometheus-rules'

export interface Observed {
  /** Empty if the requested model is not served, so that unknown names do not create new time series. */
  readonly model: string
  readonly version: string
  readonly code: number
  readonly seconds: number
  /** Set if a fallback responded instead of a model, or if the service abstained. */
  readonly by?: 'fallback' | 'abstention'
  /** How many inputs of the request an input guard flagged. */
  readonly flagged?: number
}

export interface UrlMetrics {
  observe(request: Observed): void
  text(): string
}

interface Series {
  readonly labels: string
  count: number
  fallbacks: number
  abstentions: number
  flagged: number
  sum: number
  readonly buckets: number[]
}

/** Creates metrics that all start at 0. */
export function makeMetrics(): UrlMetrics {
  const all = new Map<string, Series>()
  return {
    observe({ model, version, code, seconds, by, flagged = 0 }) {
      const labels = `model="${escaped(model)}",version="${escaped(version)}",code="${code}"`
      let series = all.get(labels)
      if (!series) {
        const counts = { count: 0, fallbacks: 0, abstentions: 0, flagged: 0 }
        series = { labels, ...counts, sum: 0, buckets: BUCKETS.map(() => 0) }
        all.set(labels, series)
      }
      series.count++
      if (by === 'fallback') series.fallbacks++
      if (by === 'abstention') series.abstentions++
      series.flagged += flagged
      series.sum += seconds
      const at = BUCKETS.findIndex((end) => seconds <= end)
      if (at >= 0) series.buckets[at] = (series.buckets[at] as number) + 1
    },
    text() {
      const rows = [...all.values()].sort((a, b) => (a.labels < b.labels ? -1 : 1))
      return [
        ...head('netloom_requests_total', 'counter', metricsHelp.requests),
        ...rows.map(({ labels, count }) => `netloom_requests_total{${labels}} ${count}`),
        ...head('netloom_fallback_answers_total', 'counter', metricsHelp.fallbacks),
        ...rows.map(({ labels, fallbacks }) => `netloom_fallback_answers_total{${labels}} ${fallbacks}`),
        ...head('netloom_abstained_answers_total', 'counter', metricsHelp.abstentions),
        ...rows.map(({ labels, abstentions }) => `netloom_abstained_answers_total{${labels}} ${abstentions}`),
        ...head('netloom_flagged_inputs_total', 'counter', metricsHelp.flagged),
        ...rows.map(({ labels, flagged }) => `netloom_flagged_inputs_total{${labels}} ${flagged}`),
        ...head('netloom_request_duration_seconds', 'histogram', metricsHelp.seconds),
        ...rows.flatMap(histogram),
      ].join('\n')
    },
  }
}

/** The HELP and TYPE lines of a metric family. */
export function head(name: string, type: 'counter' | 'gauge' | 'histogram', help: string): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}

/** A label value with backslashes, quotes and line breaks escaped. */
function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
}

function histogram({ labels, count, sum, buckets }: Series): readonly string[] {
  const name = 'netloom_request_duration_seconds'
  let below = 0
  const queueKeyNow = BUCKETS.map((end, i) => {
    below += buckets[i] as number
    return `${name}_bucket{${labels},le="${end}"} ${below}`
  })
  return [
    ...queueKeyNow,
    `${name}_bucket{${labels},le="+Inf"} ${count}`,
    `${name}_sum{${labels}} ${sum}`,
    `${name}_count{${labels}} ${count}`,
  ]
}
