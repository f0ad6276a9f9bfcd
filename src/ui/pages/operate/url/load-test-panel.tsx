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
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Segmented } from '../../../kit/segmented'
import { useStudio } from '../../../studio-context'
import { SvgPlot } from '../svg-plot'
import { firstValues, inferPath, loadBodies, useUrl } from './infer-request'
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
    <section className={styles.card} aria-labelledby="url-load">
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
      <p className={styles.hint}>{sends === 'rows' ? text.aboutRows : text.aboutForm}</p>
    </section>
  )
}

function Results({ results, inFlight }: { readonly results: LoadResults; readonly inFlight: number }) {
  const { latency, late, throughput, requests, errors, notSent, coldStarts } = results
  const failed = Object.entries(errors).map(([status, n]) => ({ status: status === '0' ? text.noAnswer : status, n }))
  return (
    <dl className={styles.results} aria-live="polite">
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

/** The latency axis is logarithmic and starts at 0.1 ms, so that both normal requests and stalls are visible. */
function LatencyChart({ samples, results, seconds }: LatencyChartProps) {
  const { p50, p95, p99, most } = results.latency
  const high = 10 ** Math.ceil(Math.log10(Math.max(10, most || 0)))
  const decades = Array.from({ length: Math.round(Math.log10(high)) + 2 }, (_, i) => 10 ** (i - 1))
  return (
    <SvgPlot
      label={text.chart({ requests: samples.length, p50, p95, p99 })}
      height={170}
      margin={{ left: 54 }}
      x={{ low: 0, high: 1000 * seconds }}
      y={{ low: 0.1, high, log: true }}
      yTicks={decades.map((at) => ({ at, text: text.axis({ ms: at }) }))}
      xTicks={() => []}
      className={styles.chart}
    >
      {({ left, right, bottom, x, y }) => {
        // One path per outcome, because there may be thousands of requests.
        const dots = (belongs: (status: number) => boolean) =>
          samples
            .filter(({ status }) => belongs(status))
            .map(({ status, intended, done }) => {
              const place = status === 200 ? `${(y(done - intended) - 1).toFixed(1)}v2` : `${bottom + 4}v8`
              return `M${x(intended).toFixed(1)} ${place}`
            })
            .join('')
        return (
          <>
            {[p50, p95, p99]
              .filter((at) => !Number.isNaN(at))
              .map((at) => (
                <line key={at} x1={left} x2={right} y1={y(at)} y2={y(at)} className={styles.quantile} />
              ))}
            <path className={styles.answered} d={dots((status) => status === 200)} />
            <path className={styles.notSent} d={dots((status) => status === NOT_SENT)} />
            <path className={styles.failed} d={dots((status) => status !== 200 && status !== NOT_SENT)} />
          </>
        )
      }}
    </SvgPlot>
  )
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
