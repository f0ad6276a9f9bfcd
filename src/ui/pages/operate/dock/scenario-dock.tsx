/** @file ScoreDock: the score of the open service below what is shown of it: transport and lanes; a strip of 36 px where it is folded. */
import { type CSSProperties, useState } from 'react'
import { say } from '../../../../messages/message'
import type { ScoreProblem } from '../../../../ops/scenario/check-scenario'
import type { Score } from '../../../../ops/scenario/scenario'
import { DockHandle } from '../../../dock/dock-handle'
import { clampHeight } from '../../../dock/dock-memory'
import { useMedia } from '../../../dock/use-media'
import { IconButton } from '../../../kit/icon-button'
import { useKept } from '../../../shell/use-kept'
import { Lanes } from './tracks'
import { NoScore } from './no-score'
import { NoteForm } from './event-form'
import { Overview } from './overview'
import styles from './score-dock.module.css'
import { ScoreMenu } from './scenario-menu'
import { Transport } from './transport'
import { useIdleNotes, useScore, useScoreProblems } from './use-score'
import { useSpan } from './use-span'

/** Of a page that is low the five lanes alone, so that what is above them can still be read. */
const [HEIGHT, LOW_HEIGHT] = [236, 176]

/** The dock; takes its room from what is above it and never lies on it. */
export function ScoreDock() {
  const low = useMedia('(max-height: 700px)')
  const [usual, keepUsual] = useKept<number>('score-height', HEIGHT)
  const [lowHeight, keepLowHeight] = useKept<number>('score-height-low', LOW_HEIGHT)
  const [height, keepHeight, first] = low
    ? ([lowHeight, keepLowHeight, LOW_HEIGHT] as const)
    : ([usual, keepUsual, HEIGHT] as const)
  const [folded, keepFolded] = useKept<boolean>('score-folded', false)
  // Where height is short it is opened for a while alone.
  const [openLow, setOpenLow] = useState(false)
  const score = useScore()
  const problems = useScoreProblems(score)
  const idle = useIdleNotes(score)
  const isFolded = low ? !openLow : folded
  // What was folded stays so when the page has another size.
  const fold = () => {
    setOpenLow(false)
    keepFolded(true)
  }
  const unfold = () => (low ? setOpenLow(true) : keepFolded(false))
  const trouble = problems[0] && say(problems[0].said)

  if (isFolded)
    return (
      <section className={styles.strip} aria-label="Score" data-score="folded" data-clear="">
        <Transport durationMs={score.durationMs} trouble={trouble} />
        <Overview score={score} />
        {trouble && <p className={styles.trouble}>{trouble}</p>}
        <IconButton label="Unfold the score" icon="fold" tone="quiet" size="small" tip="left" onClick={unfold} />
      </section>
    )
  const shown = clampHeight(height, innerHeight)
  return (
    <section
      className={styles.dock}
      style={{ '--dock': `${shown}px` } as CSSProperties}
      aria-label="Score"
      data-score="open"
      data-clear=""
    >
      <DockHandle height={shown} onChange={keepHeight} onReset={() => keepHeight(first)} />
      <Open score={score} problems={problems} idle={idle} trouble={trouble} />
      <div className={styles.fold}>
        <IconButton label="Fold the score" icon="fold" tone="quiet" size="small" tip="left" onClick={fold} />
      </div>
    </section>
  )
}

interface OpenProps {
  readonly score: Score
  readonly problems: readonly ScoreProblem[]
  /** Notes that can do nothing here; the score plays all the same. */
  readonly idle: readonly ScoreProblem[]
  /** Why it cannot be played. */
  readonly trouble: string | undefined
}

function Open({ score, problems: wrong, idle, trouble }: OpenProps) {
  const control = useSpan(score.durationMs)
  const [open, setOpen] = useState<string>()
  const note = score.notes.find(({ id }) => id === open)
  const problems = [...wrong, ...idle]
  const [first] = problems
  return (
    <>
      <div className={styles.left}>
        <div className={styles.transport} data-transport="">
          <Transport durationMs={score.durationMs} trouble={trouble} />
        </div>
        <div className={styles.whole}>
          <ScoreMenu score={score} />
        </div>
        {first && (
          <button
            type="button"
            className={styles.trouble}
            disabled={first.note === undefined}
            onClick={() => setOpen(first.note)}
          >
            {trouble ?? say(first.said)}
            {problems.length > 1 && ` And ${problems.length - 1} more.`}
          </button>
        )}
      </div>
      <div className={styles.right}>
        <Lanes score={score} problems={problems} control={control} open={note?.id} onOpen={setOpen} />
        {score.notes.length === 0 && <NoScore />}
      </div>
      {note && (
        <NoteForm
          key={note.id}
          score={score}
          note={note}
          problems={problems.filter((problem) => problem.note === note.id)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  )
}
