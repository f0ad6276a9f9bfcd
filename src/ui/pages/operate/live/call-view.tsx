/** @file CallView: what who is on call looks at: how long, how many, how they ended, who answered, where the time went. */
import { useState } from 'react'
import { count } from '../../../../messages/format'
import { latencyOf } from '../../../../ops/reducers/latency'
import { replicasOf } from '../../../../ops/reducers/replicas'
import { FIELD } from '../../../../ops/log/fields'
import table from '../../../kit/table.module.css'
import { virtualTime } from '../../../../messages/format'
import { bookStages } from './book-stages'
import { clockStepMs } from './clock-step'
import { factsOf, figure, msWords, share, timeWords } from './log-summary'
import styles from './live.module.css'
import type { DepthProps } from './owner-view'
import { sentenceOf } from './plot/marks'
import { TimePlot } from './plot/time-plot'
import {
  latencySeriesOf,
  replicaSeriesOf,
  rolloutSeriesOf,
  statusSeriesOf,
  trafficSeriesOf,
  waitingSeriesOf,
} from './series'
import { useStages } from './use-stages'

export default function CallView({ reading, marks }: DepthProps) {
  const [clockStep] = useState(() => clockStepMs())
  const at = reading.steps.map((step) => step.at)
  const same = { reading, at, marks, height: 132 }
  const { waited, inLine } = waitingSeriesOf(reading)
  const { latency, statuses } = factsOf(reading.sum, 0)
  const { warm, cold } = replicaSeriesOf(reading, reading.book)
  const starts = replicasOf(reading.sum.all).cold
  const errors = statuses.failed + statuses.unready
  return (
    <>
      <dl className={styles.strip}>
        <Figure title="P50" words={msWords(latency.p50)} />
        <Figure title="P95" words={msWords(latency.p95)} />
        <Figure title="P99" words={msWords(latency.p99)} />
        <Figure title="waited" words={msWords(latency.waited)} sim />
        <Figure title="cold starts" words={count(starts)} sim />
        <Figure title="errors" words={count(errors)} bad={errors > 0} />
        <Figure title="limited" words={count(statuses.limited)} bad={statuses.limited > 0} />
        <Figure title="invalid" words={count(statuses.invalid)} />
        <Figure title="abstained" words={count(statuses.abstained)} />
        <Figure title="by a fallback" words={count(statuses.fallback)} />
      </dl>
      <p className={styles.where}>
        {`P50, P95 and P99 are within 1 %; a model’s time is known to the steps of this browser’s clock, ${figure(clockStep)} ms.`}
      </p>
      <div className={styles.charts}>
        <TimePlot {...same} title="Latency, ms" origin="sim" series={latencySeriesOf(reading)} words={figure} log />
        <TimePlot
          {...same}
          title="Requests a minute"
          origin="sim"
          series={trafficSeriesOf(reading)}
          words={figure}
          least={0}
        />
        <TimePlot
          {...same}
          title="Ended otherwise"
          series={statusSeriesOf(reading)}
          words={share}
          least={0}
          most={1}
          none="All were answered plainly."
        />
        <TimePlot
          {...same}
          title="Who answered"
          series={rolloutSeriesOf(reading, reading.book)}
          words={share}
          least={0}
          most={1}
        />
        <TimePlot {...same} title="Waited for a replica, ms" origin="sim" series={waited} words={figure} least={0} />
        <TimePlot {...same} title="Requests in line" origin="sim" series={inLine} words={figure} least={0} />
        <TimePlot
          {...same}
          title="Replicas found warm"
          origin="sim"
          series={warm}
          words={figure}
          least={0}
          none="No request came to a model."
        />
        <TimePlot
          {...same}
          title="Cold starts"
          origin="sim"
          series={cold}
          words={figure}
          least={0}
          none="No request came in this stretch."
        />
      </div>
      <div className={styles.halves}>
        <StageTable reading={reading} marks={marks} />
        <Happened reading={reading} marks={marks} />
      </div>
    </>
  )
}

function Figure({
  title,
  words,
  sim,
  bad,
}: {
  readonly title: string
  readonly words: string
  readonly sim?: true
  readonly bad?: boolean
}) {
  return (
    <div data-bad={bad ? '' : undefined}>
      <dt>
        {title}
        {sim && <span className={styles.sim}>sim</span>}
      </dt>
      <dd>{words}</dd>
    </div>
  )
}

/** Time in each stage, as it was measured on this device: what they waited for is not in it. */
function StageTable({ reading: { book, hourly } }: DepthProps) {
  const rows = bookStages(book, useStages()).flatMap(({ id, place, title, kind, drawn }) => {
    const counters = hourly.stages.get(place)
    const replicas = kind === 'model' && drawn ? count(Number(drawn.node.params.replicas ?? 1)) : ''
    return counters
      ? [{ id, title, replicas, latency: latencyOf(counters), passed: counters.get(FIELD.passed) ?? 0 }]
      : []
  })
  const cold = Math.max(0, ...Object.values(book.timing.models).map((one) => one.cold ?? 0))
  return (
    <section className={styles.part} aria-label="Stages">
      <h3>Stages, by the hour</h3>
      <div className={styles.scroll}>
        <table className={table.figures}>
          <thead>
            <tr>
              <th scope="col">stage</th>
              <th scope="col">passed</th>
              <th scope="col">mean</th>
              <th scope="col">P50</th>
              <th scope="col">P95</th>
              <th scope="col">P99</th>
              <th scope="col">replicas</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, title, replicas, latency, passed }) => (
              <tr key={id}>
                <th scope="row" title={title}>
                  {title}
                </th>
                <td>{count(passed)}</td>
                <td>{timeWords(latency.mean)}</td>
                <td>{timeWords(latency.p50)}</td>
                <td>{timeWords(latency.p95)}</td>
                <td>{timeWords(latency.p99)}</td>
                <td>{replicas}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {cold > 0 && (
        <p className={styles.note}>
          {`A cold replica takes ${timeWords(cold)} to be ready, as measured when the service was opened.`}
        </p>
      )}
    </section>
  )
}

/** The latest of what was changed, by whom, and why. */
function Happened({ reading: { changes, window } }: DepthProps) {
  const within = changes.filter(({ at }) => at >= window.from && at <= window.to).slice(-MOST)
  return (
    <section className={styles.part} aria-label="What happened">
      <h3>What happened</h3>
      {within.length === 0 && <p className={styles.note}>Nothing was changed in this stretch.</p>}
      <ol className={styles.happened}>
        {within.toReversed().map((change, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several may happen at once; a list of the latest is read from its beginning
          <li key={i}>
            <time>{virtualTime(change.at)}</time>
            <span>{sentenceOf(change)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Changes that are listed. */
const MOST = 40
