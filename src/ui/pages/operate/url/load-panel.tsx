/** @file LoadPanel: a load test with open-loop arrivals against the URL, or straight to the worker: what of the time is the way there. */
import { useState } from 'react'
import { Refusal } from '../../../../messages/message'
import { count, counted } from '../../../../messages/format'
import { MOST_PER_SECOND, MOST_SECONDS } from '../../../../ops/load/plan'
import type { LoadResults } from '../../../../ops/load/results'
import type { ModelMeta } from '../../../../serving/http/schema'
import type { Workshop } from '../../../../studio/context'
import { loadRows } from '../../../../studio/operate/load-rows'
import type { Way } from '../../../../studio/operate/url-controller'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Segmented } from '../../../kit/segmented'
import { useStudio } from '../../../studio-context'
import { useDesk } from '../use-operate'
import { firstValues, inferPath, loadBodies } from './call'
import { LatencyChart } from './latency-chart'
import styles from './url.module.css'
import { useLoad } from './use-load'
import { useUrl } from './use-url'

/** The plan, its run and what came of it. */
export function LoadPanel({ meta }: { readonly meta: ModelMeta }) {
  const studio = useStudio() as Workshop
  const desk = useDesk()
  const { base } = useUrl()
  const load = useLoad()
  const [perSecond, setPerSecond] = useState(200)
  const [seconds, setSeconds] = useState(5)
  const [mostInFlight, setMostInFlight] = useState(64)
  const [seed, setSeed] = useState(1)
  const [way, setWay] = useState<Way>('url')
  const through = base === null ? 'direct' : way
  const [sends, setSends] = useState<'rows' | 'form'>('rows')
  const start = async () => {
    const plan = { perSecond, seconds, seed, mostInFlight }
    const rows = await loadRows(studio, desk).catch((error: unknown) => {
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
      <h2 id="url-load">Load test</h2>
      <div className={styles.plan}>
        <NumberField
          label="Requests a second"
          layout="stack"
          integer
          min={1}
          max={MOST_PER_SECOND}
          value={perSecond}
          onChange={setPerSecond}
        />
        <NumberField
          label="Seconds"
          layout="stack"
          integer
          min={1}
          max={MOST_SECONDS}
          value={seconds}
          onChange={setSeconds}
        />
        <NumberField
          label="In flight at most"
          layout="stack"
          integer
          min={1}
          max={2000}
          value={mostInFlight}
          onChange={setMostInFlight}
        />
        <NumberField label="Seed" layout="stack" integer min={0} max={2 ** 31 - 1} value={seed} onChange={setSeed} />
        <Segmented<Way>
          label="Against"
          layout="stack"
          value={through}
          options={[
            ...(base === null
              ? []
              : [{ value: 'url' as const, title: 'The URL', about: 'HTTP and the service worker' }]),
            { value: 'direct', title: 'The worker', about: 'Straight to the serving worker, without HTTP' },
          ]}
          onChange={setWay}
        />
        {load.running ? (
          <Button icon="stop" onClick={load.stop}>
            End the test
          </Button>
        ) : (
          <Button tone="primary" icon="play" onClick={() => void start()}>
            Run the test
          </Button>
        )}
      </div>
      {load.results && (
        <>
          <Figures results={load.results} most={mostInFlight} />
          <LatencyChart samples={load.samples} results={load.results} seconds={seconds} />
        </>
      )}
      <p className={styles.hint}>
        Requests leave when they are meant to, whether those before them were answered or not, and latency counts from
        then: a stall is in every request that was due meanwhile.{' '}
        {sends === 'rows'
          ? 'They are held-out rows of the set in turn.'
          : 'All are the input above as it first stands: the set that the model learnt from is not here.'}{' '}
        The log has them as a load test’s: figures, drift, objectives and the label queue leave them out.
      </p>
    </section>
  )
}

function Figures({ results, most }: { readonly results: LoadResults; readonly most: number }) {
  const { latency, late, throughput, requests, errors, notSent, coldStarts } = results
  const failed = Object.entries(errors)
    .map(([status, n]) => `${n} × ${status === '0' ? 'no answer' : status}`)
    .join(', ')
  return (
    <dl className={styles.figures} aria-live="polite">
      <Figure name="P50" value={ms(latency.p50)} />
      <Figure name="P95" value={ms(latency.p95)} />
      <Figure name="P99" value={ms(latency.p99)} />
      <Figure name="Most" value={ms(latency.most)} />
      <Figure name="Answered a second" value={throughput.toFixed(0)} />
      <Figure name="Errors" value={failed === '' ? 'none' : failed} />
      {notSent > 0 && (
        <Figure
          name="Not sent"
          value={`${count(notSent)}: ${most === 1 ? '1 was' : `${count(most)} were`} in flight`}
        />
      )}
      <Figure name="Cold starts" value={String(coldStarts)} />
      <Figure name="Sender late, P99" value={ms(late.p99)} />
      <Figure name="In all" value={counted(requests, 'request')} />
    </dl>
  )
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function ms(value: number): string {
  return Number.isNaN(value) ? '–' : `${value.toFixed(value < 10 ? 2 : 0)} ms`
}
