/**
 * @file ScoreCard: the score of a drill, broken down into its parts and compared with doing nothing and with the best
 * known solution; it can be exported as a result file.
 */

import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { errorMessage } from '../../../../base/result'
import { drills } from '../../../../gallery/drills'
import type { Drill } from '../../../../gallery/drills/define-drill'
import { drillsText as text } from '../../../../messages/en/operate/drills'
import { formatMessage } from '../../../../messages/message'
import { actionsText } from '../../../../ops/change-text'
import type { DrillPart } from '../../../../ops/drill-grade'
import { drillPartText } from '../../../../ops/drill-grade'
import { actionsTaken } from '../../../../studio/operate/drills/drill-session'
import type { VerifiedScore } from '../../../../studio/operate/drills/drill-verify'
import type { DrillState } from '../../../../studio/operate/state'
import { Button } from '../../../kit/button'
import { DataTable } from '../../../kit/data-table'
import { Progress } from '../../../kit/progress'
import { Rich } from '../../../kit/rich-text'
import { fileName, pickFile, saveBytes } from '../../../shell/browser-files'
import { useRunCommand, useStudio } from '../../../studio-context'
import { momentParts } from '../scenario-timeline'
import { useLog, useOperate } from '../use-operate'
import { useDrill } from './drills'
import kit from '../../../kit/kit.module.css'
import styles from './drills.module.css'

type Over = Extract<DrillState, { tag: 'over' }>

export function ScoreCard({ drill, over }: { readonly drill: Drill; readonly over: Over }) {
  const run = useRunCommand()
  const { result, file } = over
  const next = drillAfter(drill)
  return (
    <div className={kit.columns}>
      <section className={`${kit.section} ${kit.stack} ${styles.card}`} aria-label={text.result.title}>
        <h2>{drill.title}</h2>
        <p className={styles.score}>
          <Rich text={text.result.score({ score: result.score })} marks={{ b: (inner) => <b>{inner}</b> }} />
        </p>
        <DataTable
          className={styles.parts}
          columns={[
            { cell: ({ id }) => partTitle(id, drill.service.scenario.durationMs), heading: true },
            {
              cell: ({ points, of }) => text.result.points({ points, of }),
              attributes: () => ({ className: styles.points }),
            },
            { cell: ({ id }) => drillPartText(result, id) },
          ]}
          rows={result.parts}
          rowKey={({ id }) => id}
        />
        <p className={kit.soft}>{text.result.counts({ requests: result.requests, ...result.counts })}</p>
        <div className={kit.wrap}>
          <Button size="small" icon="play" onClick={() => run('drill.start', { id: drill.id })}>
            {text.result.again}
          </Button>
          {next && (
            <Button size="small" onClick={() => run('drill.start', { id: next.id })}>
              {text.result.next({ title: next.title })}
            </Button>
          )}
        </div>
      </section>
      <section className={`${kit.section} ${kit.stack} ${styles.card}`} aria-label={text.file.title}>
        <h3>{text.file.title}</h3>
        {file instanceof Uint8Array ? (
          <p className={kit.soft}>{text.file.about}</p>
        ) : (
          <p className={kit.soft}>{formatMessage(file.why)}</p>
        )}
        <Files drill={drill} over={over} />
        <h3>{text.taken.title}</h3>
        <ActionsTaken />
      </section>
    </div>
  )
}

function Files({ drill, over }: { readonly drill: Drill; readonly over: Over }) {
  const studio = useStudio()
  const store = verificationStore(over)
  const verification = useStore(store)
  const busy = verification.tag === 'playing'
  const run = useRunCommand()
  const step = useOperate((state) => state.verification)
  const file = over.file instanceof Uint8Array ? over.file : undefined
  async function verify(bytes: Uint8Array | null | undefined): Promise<void> {
    if (bytes) await verifyInto(store, async () => await studio.run('drill.verify', { bytes }))
  }
  return (
    <>
      <div className={kit.wrap}>
        <Button
          size="small"
          icon="download"
          disabled={!file}
          onClick={() =>
            file && saveBytes(fileName(text.file.fileName({ drill: drill.id }), 'json'), file, 'application/json')
          }
        >
          {text.file.save}
        </Button>
        <Button size="small" disabled={!file || busy} onClick={() => void verify(file)}>
          {text.file.replay}
        </Button>
        <Button
          size="small"
          icon="upload"
          disabled={busy}
          onClick={() => void pickFile('.json,application/json').then(verify)}
        >
          {text.file.verify}
        </Button>
      </div>
      {busy && step && (
        <div className={kit.wrap}>
          <Progress label={text.file.verifying} share={step.share} text={step.what} />
          <Button size="small" onClick={() => run('drill.cancelVerify')}>
            {text.file.cancel}
          </Button>
        </div>
      )}
      <p role="status" className={kit.soft}>
        {outcomeText(verification)}
      </p>
      {verification.tag === 'done' && <p className={kit.soft}>{text.file.unproven}</p>}
    </>
  )
}

function outcomeText(verification: Verification): string {
  switch (verification.tag) {
    case 'none':
      return ''
    case 'playing':
      return text.file.replaying
    case 'done':
      return verifiedText(verification.verified)
    case 'failed':
      return verification.why
    default:
      return verification satisfies never
  }
}

function verifiedText({ same, drill, grading, differs, differsInMinute: minute, result }: VerifiedScore): string {
  const { score } = result
  if (same) return text.file.same({ drill: titleOf(drill), score, grading })
  const parts = differs.map((part) => text.file.parts[part])
  return minute === undefined ? text.file.differs({ parts, score }) : text.file.differsFrom({ parts, score, minute })
}

/** The drill after this one; undefined after the last. */
function drillAfter({ id }: Pick<Drill, 'id'>): Drill | undefined {
  return drills[drills.findIndex((drill) => drill.id === id) + 1]
}

/** The title of the drill with this id. */
function titleOf(id: string): string {
  return drills.find((drill) => drill.id === id)?.title ?? id
}

// ActionsTaken: the actions that were taken in a drill, with times.

function shownAction(kind: string, what: string): string {
  if (kind === 'label') return text.taken.label({ request: what })
  return kind === 'change' ? actionsText(what) : what
}

export function ActionsTaken() {
  const acts = useActs()
  if (acts.length === 0) return <p className={kit.soft}>{text.taken.none}</p>
  return (
    <ol className={kit.steps} aria-label={text.taken.title}>
      {acts.map(({ at, kind, what }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows
        <li key={i}>
          <b>{momentParts(at, 1).time.slice(0, 5)}</b> {shownAction(kind, what)}
        </li>
      ))}
    </ol>
  )
}

/** The actions taken so far, re-read as the log grows. */
function useActs() {
  const drill = useDrill()
  return actionsTaken(drill, useLog())
}

// Verifies a result file by replaying the drill. Verification continues in the background while the user visits other
// pages.

export type Verification =
  | { readonly tag: 'none' }
  | { readonly tag: 'playing' }
  | { readonly tag: 'done'; readonly verified: VerifiedScore }
  | { readonly tag: 'failed'; readonly why: string }

const stores = new WeakMap<object, StoreApi<Verification>>()

/**
 * The store for the latest verification of a displayed result. There is one store per result object, and it is
 * garbage-collected together with that object.
 */
export function verificationStore(shown: object): StoreApi<Verification> {
  const known = stores.get(shown) ?? createStore<Verification>(() => ({ tag: 'none' }))
  stores.set(shown, known)
  return known
}

/** Replays a result file and stores the outcome, even if the file is rejected. */
export async function verifyInto(store: StoreApi<Verification>, play: () => Promise<VerifiedScore>): Promise<void> {
  store.setState({ tag: 'playing' }, true)
  try {
    store.setState({ tag: 'done', verified: await play() }, true)
  } catch (error) {
    store.setState({ tag: 'failed', why: errorMessage(error) }, true)
  }
}

/**
 * The title of a part of the score. A drill's error budget covers the duration of the drill, which is shorter than the
 * period of an ordinary objective.
 */
export function partTitle(id: DrillPart['id'], durationMs: number): string {
  return id === 'budget' ? text.parts.budget({ ms: durationMs }) : text.parts[id]
}
