/**
 * @file LoadPanel: a load test with open-loop arrivals against the URL, or directly against the worker for comparison.
 */

import { useEffect, useRef, useState } from 'react'
import { loadTestText as text } from '../../../../messages/en/operate/url'
import { Refusal } from '../../../../messages/message'
import {
  type LoadPlan,
  type LoadResults,
  MOST_PER_SECOND,
  MOST_SECONDS,
  NOT_SENT,
  runLoad,
  type Sample,
  summarizeLoad,
} from '../../../../ops/load-test'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import type { CallRoute, UrlCall } from '../../../../studio/operate/url-controller'
import { Chart, useLiveSource } from '../../../charts/chart'
import type { ChartData, Series } from '../../../charts/chart-data'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Segmented } from '../../../kit/segmented'
import { useStudio } from '../../../studio-context'
import { firstValues, inferPath, loadBodies, useUrl } from './infer-request'
import kit from '../../../kit/kit.module.css'
import styles from './url.module.css'

const PLAN_FIELDS = [
  { key: 'perSecond', label: text.perSecond, min: 1, max: MOST_PER_SECOND },
  { key: 'seconds', label: text.seconds, min: 1, max: MOST_SECONDS },
  { key: 'maxInFlight', label: text.inFlight, min: 1, max: 2000 },
  { key: 'seed', label: text.seed, min: 0, max: 2 ** 31 - 1, isIdentifier: true },
] as const

/** The settings, progress and results of a load test. */
export function LoadPanel({ meta }: { readonly meta: ModelMeta }) {
  const studio = useStudio()
  const { base } = useUrl()
  const load = useLoadTest()
  const [plan, setPlan] = useState<LoadPlan>({ perSecond: 200, seconds: 5, maxInFlight: 64, seed: 1 })
  const [target, setWay] = useState<CallRoute>('url')
  const through = base === null ? 'direct' : target
  const [sends, setSends] = useState<'rows' | 'form'>('rows')
  const start = async () => {
    const rows = await studio.run('service.rows').catch((error: unknown) => {
      if (error instanceof Refusal) return []
      throw error
    })
    setSends(rows.length > 0 ? 'rows' : 'form')
    const bodyAt = loadBodies(meta, rows.length > 0 ? rows : [firstValues(meta)])
    const path = inferPath(meta.name)
    load.start(plan, (index) => ({ method: 'POST', path, body: bodyAt(index) }), through)
  }
  return (
    <section className={kit.section} aria-labelledby="url-load">
      <h2 id="url-load">{text.title}</h2>
      <div className={styles.plan}>
        {PLAN_FIELDS.map(({ key, ...field }) => (
          <NumberField
            key={key}
            {...field}
            layout="stack"
            integer
            value={plan[key]}
            onChange={(value) => setPlan({ ...plan, [key]: value })}
          />
        ))}
        <Segmented<CallRoute>
          label={text.target}
          layout="stack"
          value={through}
          options={[
            ...(base === null ? [] : [{ value: 'url' as const, ...text.url }]),
            { value: 'direct', ...text.worker },
          ]}
          onChange={setWay}
        />
        {load.running ? (
          <Button icon="stop" onClick={load.stop}>
            {text.stop}
          </Button>
        ) : (
          <Button icon="play" onClick={() => void start()}>
            {text.start}
          </Button>
        )}
      </div>
      {load.results && (
        <>
          <Results results={load.results} inFlight={plan.maxInFlight} />
          <LatencyChart samples={load.samples} results={load.results} seconds={plan.seconds} />
        </>
      )}
      <p className={kit.caption}>{sends === 'rows' ? text.aboutRows : text.aboutForm}</p>
    </section>
  )
}

function Results({ results, inFlight }: { readonly results: LoadResults; readonly inFlight: number }) {
  const { latency, late, throughput, requests, errors, notSent, coldStarts } = results
  const failed = Object.entries(errors).map(([status, n]) => ({ status: status === '0' ? text.noAnswer : status, n }))
  return (
    <dl className={`${kit.figures} ${kit.below}`} aria-live="polite">
      <Result name={text.p50} value={text.milliseconds({ ms: latency.p50 })} />
      <Result name={text.p95} value={text.milliseconds({ ms: latency.p95 })} />
      <Result name={text.p99} value={text.milliseconds({ ms: latency.p99 })} />
      <Result name={text.max} value={text.milliseconds({ ms: latency.most })} />
      <Result name={text.throughput} value={text.count({ n: throughput })} />
      <Result name={text.errors} value={failed.length === 0 ? text.noErrors : text.errorCounts({ errors: failed })} />
      {notSent > 0 && <Result name={text.notSent} value={text.notSentOf({ requests: notSent, inFlight })} />}
      <Result name={text.coldStarts} value={text.count({ n: coldStarts })} />
      <Result name={text.senderLate} value={text.milliseconds({ ms: late.p99 })} />
      <Result name={text.total} value={text.requests({ n: requests })} />
    </dl>
  )
}

function Result({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

interface LatencyChartProps {
  readonly samples: readonly Sample[]
  readonly results: LoadResults
  readonly seconds: number
}

/** The latency of each request by the time at which it was due. */
function LatencyChart(props: LatencyChartProps) {
  const { p50, p95, p99 } = props.results.latency
  const source = useLiveSource(latencyData(props))
  return (
    <Chart
      title={text.latency}
      label={text.chart({ requests: props.samples.length, p50, p95, p99 })}
      height={190}
      source={source}
    />
  )
}

/** The shortest latency on the axis, in ms: it is logarithmic, so that both normal requests and stalls are visible. */
const LEAST_MS = 0.1

/** The chart of a load test. Requests that were not sent have no latency; they are at the bottom. */
export function latencyData({ samples, results, seconds }: LatencyChartProps): ChartData {
  const { p50, p95, p99, most } = results.latency
  const high = 10 ** Math.ceil(Math.log10(Math.max(10, most || 0)))
  const format = (ms: number) => text.axis({ ms })
  const sorted = samples.toSorted((a, b) => a.intended - b.intended)
  const points = (name: string, token: string, belongs: (status: number) => boolean): Series => {
    const used = sorted.filter(({ status }) => belongs(status))
    return {
      ...{ name, token, kind: 'points', x: used.map(({ intended }) => intended) },
      y: used.map(({ intended, done }) => Math.max(LEAST_MS, done - intended)),
    }
  }
  const notSent = sorted.filter(({ status }) => status === NOT_SENT).map(({ intended }) => intended)
  return {
    x: {
      ...{ name: text.due, domain: [0, 1000 * seconds], format },
      formatTick: (ms) => text.axis({ ms }),
    },
    y: {
      ...{ name: text.latency, unit: 'ms', log: true, domain: [LEAST_MS, high], format },
      formatTick: (ms) => text.axis({ ms }),
    },
    series: [
      points(text.answered, 'data-1', (status) => status === 200),
      {
        ...{ name: text.notSent, token: 'warn', kind: 'points', valueless: true },
        ...{ x: notSent, y: notSent.map(() => LEAST_MS) },
      },
      points(text.errors, 'bad', (status) => status !== 200 && status !== NOT_SENT),
    ],
    marks: [[text.p50, p50] as const, [text.p95, p95] as const, [text.p99, p99] as const].flatMap(([name, at]) =>
      Number.isNaN(at) ? [] : [{ axis: 'y' as const, at, text: name, token: 'edge' }],
    ),
  }
}

// useLoadTest: runs a load test and provides its samples, which are updated a few times per second, and its results.

export interface LoadTest {
  readonly running: boolean
  readonly samples: readonly Sample[]
  readonly results: LoadResults | undefined
  /** Starts a load test that sends the call returned by `callOf` for each request index. */
  start(plan: LoadPlan, callOf: (index: number) => UrlCall, target: CallRoute): void
  stop(): void
}

const REPORT_MS = 250

/** Only one test runs at a time; leaving the tab stops it. */
function useLoadTest(): LoadTest {
  const studio = useStudio()
  const active = useRef<AbortController>(undefined)
  const [state, setState] = useState<Pick<LoadTest, 'running' | 'samples' | 'results'>>({
    running: false,
    samples: [],
    results: undefined,
  })
  useEffect(() => () => active.current?.abort(), [])

  async function run(
    plan: LoadPlan,
    callOf: (index: number) => UrlCall,
    target: CallRoute,
    own: AbortController,
  ): Promise<void> {
    const samples: Sample[] = []
    const report = (running: boolean) => {
      if (active.current === own) setState({ running, samples: [...samples], results: summarizeLoad(samples) })
    }
    const reporting = setInterval(() => report(true), REPORT_MS)
    try {
      await runLoad(
        plan,
        {
          now: () => performance.now(),
          until: (time) => sleepUntil(time),
          send: async (index) => {
            const { status, body } = await studio.run('service.call', { ...callOf(index), way: target })
            return { status, cold: body.includes('"cold_ms"') }
          },
        },
        { signal: own.signal, onSample: (sample) => samples.push(sample) },
      )
    } finally {
      clearInterval(reporting)
      report(false)
    }
  }
  return {
    ...state,
    start(plan, callOf, target) {
      active.current?.abort()
      const own = new AbortController()
      active.current = own
      setState({ running: true, samples: [], results: undefined })
      void run(plan, callOf, target, own)
    },
    stop: () => active.current?.abort(),
  }
}

/**
 * Requests that are due within the timer resolution are sent immediately, because a timer of 0 to 4 ms would make a
 * rate of a thousand requests per second impossible.
 */
function sleepUntil(time: number): Promise<void> {
  const ms = time - performance.now()
  if (ms <= 0) return Promise.resolve()
  if (ms < 1) return new Promise((resolve) => channelTurn(resolve))
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Continues in the next turn of the event loop, avoiding the minimum delay of 4 ms for nested timers. */
function channelTurn(then: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    then()
  }
  port2.postMessage(null)
}
