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
import { useSize } from '../../../charts/canvas-hooks'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Segmented } from '../../../kit/segmented'
import { useStudio } from '../../../studio-context'
import { firstValues, inferPath, loadBodies, useUrl } from './infer-request'
import styles from './url.module.css'

/** The settings, progress and results of a load test. */
export function LoadPanel({ meta }: { readonly meta: ModelMeta }) {
  const studio = useStudio()
  const { base } = useUrl()
  const load = useLoadTest()
  const [perSecond, setPerSecond] = useState(200)
  const [seconds, setSeconds] = useState(5)
  const [maxInFlight, setMaxInFlight] = useState(64)
  const [seed, setSeed] = useState(1)
  const [target, setWay] = useState<CallRoute>('url')
  const through = base === null ? 'direct' : target
  const [sends, setSends] = useState<'rows' | 'form'>('rows')
  const start = async () => {
    const plan = { perSecond, seconds, seed, maxInFlight }
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
        <NumberField
          label={text.perSecond}
          layout="stack"
          integer
          min={1}
          max={MOST_PER_SECOND}
          value={perSecond}
          onChange={setPerSecond}
        />
        <NumberField
          label={text.seconds}
          layout="stack"
          integer
          min={1}
          max={MOST_SECONDS}
          value={seconds}
          onChange={setSeconds}
        />
        <NumberField
          label={text.inFlight}
          layout="stack"
          integer
          min={1}
          max={2000}
          value={maxInFlight}
          onChange={setMaxInFlight}
        />
        <NumberField
          isIdentifier
          label={text.seed}
          layout="stack"
          integer
          min={0}
          max={2 ** 31 - 1}
          value={seed}
          onChange={setSeed}
        />
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
          <Button tone="primary" icon="play" onClick={() => void start()}>
            {text.start}
          </Button>
        )}
      </div>
      {load.results && (
        <>
          <Results results={load.results} inFlight={maxInFlight} />
          <LatencyChart samples={load.samples} results={load.results} seconds={seconds} />
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

const HEIGHT = 170
/** Space, in pixels, on the left for axis labels (`LEFT`) and below the chart for errors (`BELOW`). */
const LEFT = 54
const BELOW = 16

interface LatencyChartProps {
  readonly samples: readonly Sample[]
  readonly results: LoadResults
  readonly seconds: number
}

/** The latency axis is logarithmic and starts at 0.1 ms, so that both normal requests and stalls are visible. */
function LatencyChart({ samples, results, seconds }: LatencyChartProps) {
  const [frame, { width }] = useSize<HTMLDivElement>()
  const most = Math.max(10, results.latency.most || 0)
  const top = 10 ** Math.ceil(Math.log10(most))
  const decades = Array.from({ length: Math.round(Math.log10(top)) + 2 }, (_, i) => 10 ** (i - 1))
  const y = (ms: number) => 6 + (HEIGHT - BELOW - 6) * (1 - (Math.log10(Math.max(ms, 0.1)) + 1) / (Math.log10(top) + 1))
  useEffect(() => {
    const canvas = frame.current?.querySelector('canvas')
    const pen = canvas?.getContext('2d')
    if (!canvas || !pen || width === 0) return
    canvas.width = width * devicePixelRatio
    canvas.height = HEIGHT * devicePixelRatio
    pen.scale(devicePixelRatio, devicePixelRatio)
    const color = (name: string) => getComputedStyle(canvas).getPropertyValue(name)
    const [good, bad, faint] = [color('--accent'), color('--bad'), color('--faint')]
    for (const { intended, done, status } of samples) {
      const x = LEFT + ((width - LEFT - 4) * intended) / (1000 * seconds)
      pen.fillStyle = status === 200 ? good : status === NOT_SENT ? faint : bad
      pen.globalAlpha = status === 200 ? 0.55 : 1
      pen.fillRect(x - 1, status === 200 ? y(done - intended) - 1 : HEIGHT - BELOW + 4, 2, status === 200 ? 2 : 8)
    }
  })
  const { p50, p95, p99 } = results.latency
  const label = text.chart({ requests: samples.length, p50, p95, p99 })
  return (
    <div ref={frame} className={styles.chart} dir="ltr" role="img" aria-label={label}>
      <svg width="100%" height={HEIGHT} aria-hidden="true">
        {decades.map((at) => (
          <g key={at}>
            <line x1={LEFT} x2="100%" y1={y(at)} y2={y(at)} className={styles.grid} />
            <text x={LEFT - 6} y={y(at) + 4} textAnchor="end">
              {text.axis({ ms: at })}
            </text>
          </g>
        ))}
        {[p50, p95, p99].map((at, i) =>
          Number.isNaN(at) ? null : (
            <line
              key={['p50', 'p95', 'p99'][i]}
              x1={LEFT}
              x2="100%"
              y1={y(at)}
              y2={y(at)}
              className={styles.quantile}
            />
          ),
        )}
      </svg>
      <canvas style={{ width: '100%', height: HEIGHT }} />
    </div>
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
