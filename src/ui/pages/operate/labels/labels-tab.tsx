/**
 * @file LabelsTab: requests that need a label, shown one at a time and labeled with shortcut keys, and a dataset built
 * from those labels.
 */

import { useEffect, useState } from 'react'
import { errorMessage } from '../../../../base/result'
import { labelsText as text } from '../../../../messages/en/operate/labels'
import { LABEL_REASONS, type LabelReason } from '../../../../ops/label-queue'
import type { StrategyReport } from '../../../../ops/labeling-strategies'
import { STRATEGIES, type Strategy } from '../../../../ops/labeling-strategies'
import type { LabeledDataset } from '../../../../studio/operate/labels'
import { serviceKey } from '../../../../studio/operate/state'
import { Button } from '../../../kit/button'
import { DataTable } from '../../../kit/data-table'
import { Progress } from '../../../kit/progress'
import { Rich } from '../../../kit/rich-text'
import { Select } from '../../../kit/select'
import { useRunCommand, useSelect, useStudio } from '../../../studio-context'
import { EmptyPage } from '../../section'
import { PlayScenarioButton } from '../scenario-timeline'
import { useLog, useOperate } from '../use-operate'
import { AnswerForm, RequestSample } from './label-form'
import kit from '../../../kit/kit.module.css'
import styles from './labels.module.css'
import { RetrainingStrip } from './retraining-strip'
import { type Queue, useQueue } from './use-label-queue'

export default function LabelsTab() {
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving.tag)
  const requests = useRequests()
  const [strategy, setStrategy] = useState<Strategy>('margin')
  const [chosenReason, setChosenReason] = useState<LabelReason | 'all'>('all')
  const [reasons, setReasons] = useState<readonly LabelReason[]>()
  const queue = useQueue(strategy, reasons)
  const run = useRunCommand()
  const want = (reason: LabelReason | 'all') => {
    setChosenReason(reason)
    setReasons(reason === 'all' ? undefined : [reason])
  }
  if (requests === 0)
    return (
      <div className={styles.tab}>
        {/* A round can wait for requests before the first one arrives, and can be stopped then. */}
        {service !== null && <RetrainingStrip />}
        <div className={styles.empty}>
          <EmptyPage title={text.empty.title} about={text.empty.body}>
            <PlayScenarioButton />
          </EmptyPage>
        </div>
      </div>
    )
  return (
    <div className={styles.tab}>
      <RetrainingStrip />
      <section className={styles.request} aria-label={text.request}>
        {queue.current === undefined && <p className={kit.caption}>{text.loading}</p>}
        {queue.current === null && (
          <p className={kit.caption}>
            {chosenReason === 'all' ? text.done : text.doneForReason({ reason: text.reasons[chosenReason].title })}
          </p>
        )}
        {queue.current && (
          <>
            <RequestSample request={queue.current.request} />
            <AnswerForm queue={queue} asked={queue.current} serving={serving === 'on'} />
          </>
        )}
        {serving !== 'on' && (
          <p className={kit.caption}>
            {text.notServing}{' '}
            <Button size="small" icon="play" disabled={serving === 'opening'} onClick={() => run('service.start')}>
              {text.serve}
            </Button>
          </p>
        )}
        {queue.problem && (
          <p role="alert" className={kit.bad}>
            {queue.problem}
          </p>
        )}
      </section>
      <aside className={kit.stackWide} aria-label={text.queue.label}>
        <QueueProgress queue={queue} />
        <p className={kit.caption}>{text.queue.notCounted}</p>
        <Select
          label={text.queue.order}
          layout="stack"
          value={strategy}
          options={STRATEGIES.map((value) => ({ value, ...text.strategies[value] }))}
          onChange={setStrategy}
        />
        <Select
          label={text.queue.reason}
          layout="stack"
          value={chosenReason}
          options={[
            { value: 'all' as const, title: text.queue.anyReason },
            ...LABEL_REASONS.map((value) => ({ value, ...text.reasons[value] })),
          ]}
          onChange={want}
        />
        <DatasetSection labels={queue.counts.labeled} />
        <CompareSection />
      </aside>
    </div>
  )
}

/** The number of requests in the log; re-renders as the log grows. */
function useRequests(): number {
  const [count, setCount] = useState(0)
  const now = useLog()?.requests() ?? 0
  useEffect(() => setCount(now), [now])
  return count
}

function QueueProgress({ queue: { counts, waiting: behind, done } }: { readonly queue: Queue }) {
  const now = done.filter(({ did }) => did === 'labeled').length
  const { labeled, skipped, unclear } = counts
  return (
    <p role="status">
      <Rich
        text={text.queue.progress({ labeled, now, waiting: behind, skipped, unclear })}
        marks={{ b: (inner) => <b>{inner}</b> }}
      />
    </p>
  )
}

type Made =
  | { readonly tag: 'busy' }
  | { readonly tag: 'made'; readonly made: LabeledDataset }
  | { readonly tag: 'failed'; readonly why: string }

function DatasetSection({ labels }: { readonly labels: number }) {
  const studio = useStudio()
  const run = useRunCommand()
  const [state, setState] = useState<Made>()
  const make = () => {
    setState({ tag: 'busy' })
    studio.run('labels.dataset', {}).then(
      (made) => setState({ tag: 'made', made: made as LabeledDataset }),
      (error: unknown) => setState({ tag: 'failed', why: errorMessage(error) }),
    )
  }
  return (
    <div className={`${kit.stack} ${styles.part}`}>
      <h3>{text.dataset.title}</h3>
      <p className={kit.caption}>{text.dataset.about}</p>
      <Button size="small" disabled={labels === 0 || state?.tag === 'busy'} onClick={make}>
        {state?.tag === 'busy' ? text.dataset.creating : text.dataset.create({ labels })}
      </Button>
      {state?.tag === 'made' && (
        <p role="status">
          {state.made.left > 0
            ? text.dataset.createdWithout({ added: state.made.rows, without: state.made.left })
            : text.dataset.created({ added: state.made.rows })}{' '}
          <Button
            size="small"
            onClick={() => run('data.use', { dataset: state.made.dataset })}
            title={text.dataset.use.about}
          >
            {text.dataset.use.label}
          </Button>
        </p>
      )}
      {state?.tag === 'failed' && (
        <p role="alert" className={kit.bad}>
          {state.why}
        </p>
      )}
    </div>
  )
}

function CompareSection() {
  const studio = useStudio()
  const compared = useOperate(({ strategies }) => strategies)
  // Ignore a measurement that was made for another service.
  const here = useSelect(({ project, operate }) => serviceKey(project.id, operate.service))
  const state = compared.tag === 'found' && compared.service !== here ? { tag: 'none' as const } : compared
  // If the command fails, the error is stored in the state.
  const start = () => void studio.run('labels.compare').catch(() => undefined)
  return (
    <div className={`${kit.stack} ${styles.part}`}>
      <h3>{text.compare.title}</h3>
      {state.tag === 'looking' ? (
        <>
          <Progress
            label={text.compare.comparing}
            share={state.done}
            text={text.compare.progress({ share: state.done })}
          />
          <Button size="small" onClick={() => void studio.run('labels.stopComparing')}>
            {text.compare.stop}
          </Button>
        </>
      ) : (
        <Button size="small" onClick={start}>
          {state.tag === 'found' ? text.compare.measureAgain : text.compare.measure}
        </Button>
      )}
      {state.tag === 'failed' && (
        <p role="alert" className={kit.bad}>
          {state.why}
        </p>
      )}
      {state.tag === 'found' && <Found title={state.title} report={state.report} />}
    </div>
  )
}

function Found({ title, report }: { readonly title: string; readonly report: StrategyReport }) {
  const { curves, labels, seeds, evaluatedOn } = report
  const all = labels.at(-1) ?? 0
  return (
    <>
      <DataTable
        look="figures"
        className={`${kit.small} ${styles.table}`}
        columns={[
          { head: text.compare.strategy, cell: ({ strategy }) => text.strategies[strategy].title, heading: true },
          {
            head: text.compare.gain.head,
            about: text.compare.gain.about,
            cell: ({ strategy, gain }) => (strategy === 'random' ? text.compare.noGain : text.compare.gained(gain)),
          },
          {
            head: text.compare.needed.head,
            about: text.compare.needed.about({ all }),
            cell: ({ enough }) =>
              enough === undefined
                ? text.compare.needed.moreThan({ labels: all })
                : text.compare.needed.some({ labels: enough }),
          },
        ]}
        rows={curves}
        rowKey={({ strategy }) => strategy}
      />
      <p className={kit.caption}>
        {text.compare.about({ dataset: title, from: labels[0] ?? 0, to: all, seeds, tested: evaluatedOn })}
      </p>
    </>
  )
}
