/** @file LabelsTab: requests that wait for a person, one at a time, answered by keys; what was said becomes a set of one's own. */
import { useEffect, useState } from 'react'
import { count, counted } from '../../../../messages/format'
import { type Reason, REASONS, STRATEGIES, type Strategy } from '../../../../ops/label-queue'
import { Button } from '../../../kit/button'
import { Select } from '../../../kit/select'
import { useRun } from '../../../studio-context'
import { Empty } from '../../empty'
import { useDesk, useOperate } from '../use-operate'
import { AnswerForm } from './answer-form'
import { ComparePart } from './compare-part'
import styles from './labels.module.css'
import { REASON_WORDS, STRATEGY_WORDS } from './reason-words'
import { RingStrip } from './retraining-strip'
import { Sample } from './request-input'
import { SetPart } from './dataset-part'
import { type Queue, useQueue } from './use-queue'

const WORDS =
  'Requests whose answer somebody should look at come here: those the service abstained from, where versions disagree, that are unlike the rest, or of which the model is least sure. You say what they are by one key.'

export default function LabelsTab() {
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving.tag)
  const playing = useOperate((state) => state.clock.playing)
  const requests = useRequests()
  const [strategy, setStrategy] = useState<Strategy>('margin')
  const [wanted, setWanted] = useState<Reason | 'all'>('all')
  const [reasons, setReasons] = useState<readonly Reason[]>()
  const queue = useQueue(strategy, reasons)
  const run = useRun()
  const want = (reason: Reason | 'all') => {
    setWanted(reason)
    setReasons(reason === 'all' ? undefined : [reason])
  }
  if (requests === 0)
    return (
      <div className={styles.tab}>
        {/* A turn that waits for requests is there before any has come, with its way out. */}
        {service !== null && <RingStrip />}
        <div className={styles.nothing}>
          <Empty title="Nothing to label yet" words={WORDS}>
            <Button tone="primary" icon="play" disabled={playing} onClick={() => run('service.play')}>
              {playing ? 'Playing…' : 'Play the score'}
            </Button>
          </Empty>
        </div>
      </div>
    )
  return (
    <div className={styles.tab}>
      <RingStrip />
      <section className={styles.hand} aria-label="Request to label">
        {queue.asked === undefined && <p className={styles.soft}>Looking through the log…</p>}
        {queue.asked === null && (
          <p className={styles.soft}>
            {wanted === 'all'
              ? 'Every request that is kept has its label, or was put aside. As the score plays on, more come.'
              : `No request waits for this reason: ${REASON_WORDS[wanted].about.toLowerCase()}.`}
          </p>
        )}
        {queue.asked && (
          <>
            <Sample request={queue.asked.request} />
            <AnswerForm queue={queue} asked={queue.asked} serving={serving === 'on'} />
          </>
        )}
        {serving !== 'on' && (
          <p className={styles.soft}>
            Labels go into the log of what serves.{' '}
            <Button size="small" icon="play" disabled={serving === 'opening'} onClick={() => run('service.start')}>
              Serve
            </Button>
          </p>
        )}
        {queue.problem && (
          <p role="alert" className={styles.bad}>
            {queue.problem}
          </p>
        )}
      </section>
      <aside className={styles.side} aria-label="The queue">
        <Progressed queue={queue} />
        <Select
          label="Ordered by"
          layout="stack"
          value={strategy}
          options={STRATEGIES.map((value) => ({ value, title: value, about: STRATEGY_WORDS[value] }))}
          onChange={setStrategy}
        />
        <Select
          label="Because"
          layout="stack"
          value={wanted}
          options={[
            { value: 'all' as const, title: 'any reason' },
            ...REASONS.map((value) => ({ value, title: REASON_WORDS[value].title, about: REASON_WORDS[value].about })),
          ]}
          onChange={want}
        />
        <SetPart said={queue.counts.said} />
        <ComparePart />
      </aside>
    </div>
  )
}

/** Requests of the log, told as it grows. */
function useRequests(): number {
  const desk = useDesk()
  const service = useOperate((state) => state.service)
  useOperate((state) => state.grown)
  const [count, setCount] = useState(0)
  const now = service === null ? 0 : desk.log().requests()
  useEffect(() => setCount(now), [now])
  return count
}

function Progressed({ queue: { counts, behind, done } }: { readonly queue: Queue }) {
  const here = done.filter(({ did }) => did === 'said').length
  return (
    <p className={styles.progress} role="status">
      <b>{count(counts.said)}</b> labelled by hand
      {here > 0 && `, ${count(here)} of them since this was opened`}
      {behind > 0 && `; ${behind >= 30 ? 'more than 30' : count(behind)} wait behind this one`}
      {counts.skipped + counts.unclear > 0 &&
        `; ${counted(counts.skipped, 'skipped', 'skipped')}, ${count(counts.unclear)} unclear`}
      .
    </p>
  )
}
