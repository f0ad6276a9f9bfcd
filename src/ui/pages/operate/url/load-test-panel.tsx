/**
 * @file LoadPanel: a load test with open-loop arrivals against the URL, or directly against the worker for comparison.
 */
import { useState } from 'react'
import { loadTestText as text } from '../../../../messages/en/operate/load-test'
import { Refusal } from '../../../../messages/message'
import { MOST_PER_SECOND, MOST_SECONDS } from '../../../../ops/load-test/load-plan'
import type { LoadResults } from '../../../../ops/load-test/load-results'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import type { AppContext } from '../../../../studio/context'
import { loadTestRows } from '../../../../studio/operate/load-test-rows'
import type { CallRoute } from '../../../../studio/operate/url-controller'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Segmented } from '../../../kit/segmented'
import { useStudio } from '../../../studio-context'
import { useOperateController } from '../use-operate'
import { firstValues, inferPath, loadBodies } from './infer-request'
import { LatencyChart } from './latency-chart'
import styles from './url.module.css'
import { useLoadTest } from './use-load-test'
import { useUrl } from './use-url'

/** The settings, progress and results of a load test. */
export function LoadPanel({ meta }: { readonly meta: ModelMeta }) {
  const studio = useStudio() as AppContext
  const controller = useOperateController()
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
    const rows = await loadTestRows(studio, controller).catch((error: unknown) => {
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
