/** @file ScoreCard: what a hand came to, part by part, beside nobody's and the best we know; its file, and files of others. */
import { useStore } from 'zustand'
import { say } from '../../../../messages/message'
import { list } from '../../../../messages/format'
import { type Drill, drillAfter, titleOf } from './next-drill'
import type { DrillState } from '../../../../studio/operate/drill-session'
import type { Verified } from '../../../../studio/operate/drill-verify'
import { Button } from '../../../kit/button'
import { fileName, pickFile, saveBytes } from '../../../shell/files'
import { useRun, useStudio } from '../../../studio-context'
import { Acts } from './actions-taken'
import styles from './drills.module.css'
import { partTitle } from './part-words'
import { type Verdict, verdictStore, verifyBeside } from './verification'

type Over = Extract<DrillState, { tag: 'over' }>

export function ScoreCard({ drill, over }: { readonly drill: Drill; readonly over: Over }) {
  const run = useRun()
  const { result, file } = over
  const next = drillAfter(drill)
  return (
    <div className={styles.drill}>
      <section className={styles.card} aria-label="What it came to">
        <h2>{drill.title}</h2>
        <p className={styles.score}>
          <b>{result.score}</b> of 100
        </p>
        <table className={styles.parts}>
          <tbody>
            {result.parts.map(({ id, points, of, said }) => (
              <tr key={id}>
                <th scope="row">{partTitle(id, drill.service.score.durationMs)}</th>
                <td className={styles.points}>
                  {Math.round(points * 10) / 10}
                  {of > 0 && ` of ${of}`}
                </td>
                <td>{said}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles.soft}>
          Of {result.requests.toLocaleString('en-US')} requests {result.counts.wrong.toLocaleString('en-US')} were
          answered wrongly, {result.counts.failed.toLocaleString('en-US')} failed,{' '}
          {result.counts.late.toLocaleString('en-US')} were late and {result.counts.unsure.toLocaleString('en-US')} were
          not answered for doubt. Nobody’s hand and the best we know were played in the same world just now.
        </p>
        <div className={styles.buttons}>
          <Button size="small" icon="play" onClick={() => run('drill.start', { id: drill.id })}>
            Play it again
          </Button>
          {next && (
            <Button size="small" onClick={() => run('drill.start', { id: next.id })}>
              Next: {next.title}
            </Button>
          )}
        </div>
      </section>
      <section className={styles.card} aria-label="Result as a file">
        <h3>The result as a file</h3>
        {file instanceof Uint8Array ? (
          <p className={styles.soft}>
            Your hand, the weights of the models and the times of this device: whoever has it plays it again and sees
            whether it is so.
          </p>
        ) : (
          <p className={styles.soft}>{say(file.why)}</p>
        )}
        <Files drill={drill} over={over} />
        <h3>What you did</h3>
        <Acts />
      </section>
    </div>
  )
}

function Files({ drill, over }: { readonly drill: Drill; readonly over: Over }) {
  const studio = useStudio()
  const store = verdictStore(over)
  const verdict = useStore(store)
  const busy = verdict.tag === 'playing'
  const file = over.file instanceof Uint8Array ? over.file : undefined
  async function verify(bytes: Uint8Array | null | undefined): Promise<void> {
    if (bytes) await verifyBeside(store, async () => (await studio.run('drill.verify', { bytes })) as Verified)
  }
  return (
    <>
      <div className={styles.buttons}>
        <Button
          size="small"
          icon="download"
          disabled={!file}
          onClick={() => file && saveBytes(fileName(`${drill.id} result`, 'json'), file, 'application/json')}
        >
          Save
        </Button>
        <Button size="small" disabled={!file || busy} onClick={() => void verify(file)}>
          Replay my hand
        </Button>
        <Button
          size="small"
          icon="upload"
          disabled={busy}
          onClick={() => void pickFile('.json,application/json').then(verify)}
        >
          Verify a file
        </Button>
      </div>
      <p role="status" className={styles.soft}>
        {verdictWords(verdict)}
      </p>
    </>
  )
}

const PARTS: Readonly<Record<Verified['differs'][number], string>> = {
  file: 'the bytes of the file',
  log: 'the log',
  acts: 'what was done',
  score: 'the score',
}

function verdictWords(verdict: Verdict): string {
  switch (verdict.tag) {
    case 'none':
      return ''
    case 'playing':
      return 'Playing it again…'
    case 'told':
      return verifiedWords(verdict.verified)
    case 'failed':
      return verdict.why
    default:
      return verdict satisfies never
  }
}

/** A verification in a sentence. */
function verifiedWords({ same, drill, differs, differsInMinute, result }: Verified): string {
  if (same) return `The same: ${titleOf(drill)}, ${result.score} of 100, every request answered alike.`
  const where = differsInMinute === undefined ? '' : ` The log differs first in minute ${differsInMinute}.`
  const parts = differs.map((part) => PARTS[part])
  return `Not the same: ${list(parts)} ${parts.length === 1 ? 'differs' : 'differ'}.${where} What comes of it is ${result.score} of 100.`
}
