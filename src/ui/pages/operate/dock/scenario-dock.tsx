/** @file The scenario dock: the scenario of the open service below the page: playback controls and tracks, or a strip of 36 px when collapsed. */
import { type CSSProperties, useState } from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { formatMessage } from '../../../../messages/message'
import type { ScoreProblem } from '../../../../ops/scenario/check-scenario'
import type { Score } from '../../../../ops/scenario/scenario'
import { DockHandle } from '../../../dock/dock-handle'
import { clampHeight } from '../../../dock/dock-memory'
import { useMedia } from '../../../dock/use-media'
import { IconButton } from '../../../kit/icon-button'
import { useKept } from '../../../shell/use-kept'
import { EmptyScenario } from './empty-scenario'
import { EventForm } from './event-form'
import { Overview } from './overview'
import styles from './scenario-dock.module.css'
import { ScenarioMenu } from './scenario-menu'
import { Tracks } from './tracks'
import { Transport } from './transport'
import { useIdleNotes, useScore, useScoreProblems } from './use-score'
import { useSpan } from './use-span'

/** On a low page the dock has room for the five tracks only, so that the page above stays readable. */
const [HEIGHT, LOW_HEIGHT] = [236, 176]

/** The dock. It takes its room from the page above and never covers it. */
export function ScoreDock() {
  const low = useMedia('(max-height: 700px)')
  const [usual, keepUsual] = useKept<number>('score-height', HEIGHT)
  const [lowHeight, keepLowHeight] = useKept<number>('score-height-low', LOW_HEIGHT)
  const [height, keepHeight, first] = low
    ? ([lowHeight, keepLowHeight, LOW_HEIGHT] as const)
    : ([usual, keepUsual, HEIGHT] as const)
  const [folded, keepFolded] = useKept<boolean>('score-folded', false)
  // On a low page it is open only for this visit.
  const [openLow, setOpenLow] = useState(false)
  const score = useScore()
  const problems = useScoreProblems(score)
  const idle = useIdleNotes(score)
  const isFolded = low ? !openLow : folded
  // A dock that was collapsed stays so when the page is resized.
  const fold = () => {
    setOpenLow(false)
    keepFolded(true)
  }
  const unfold = () => (low ? setOpenLow(true) : keepFolded(false))
  const trouble = problems[0] && formatMessage(problems[0].said)

  if (isFolded)
    return (
      <section className={styles.strip} aria-label={text.title} data-score="folded" data-clear="">
        <Transport durationMs={score.durationMs} trouble={trouble} />
        <Overview score={score} />
        {trouble && <p className={styles.trouble}>{trouble}</p>}
        <IconButton label={text.unfold} icon="fold" tone="quiet" size="small" tip="left" onClick={unfold} />
      </section>
    )
  const shown = clampHeight(height, innerHeight)
  return (
    <section
      className={styles.dock}
      style={{ '--dock': `${shown}px` } as CSSProperties}
      aria-label={text.title}
      data-score="open"
      data-clear=""
    >
      <DockHandle height={shown} onChange={keepHeight} onReset={() => keepHeight(first)} />
      <Open score={score} problems={problems} idle={idle} trouble={trouble} />
      <div className={styles.fold}>
        <IconButton label={text.fold} icon="fold" tone="quiet" size="small" tip="left" onClick={fold} />
      </div>
    </section>
  )
}

interface OpenProps {
  readonly score: Score
  readonly problems: readonly ScoreProblem[]
  /** Events that have no effect in this service. The scenario plays anyway. */
  readonly idle: readonly ScoreProblem[]
  /** Why it cannot be played; undefined where it can. */
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
          <ScenarioMenu score={score} />
        </div>
        {first && (
          <button
            type="button"
            className={styles.trouble}
            disabled={first.note === undefined}
            onClick={() => setOpen(first.note)}
          >
            {problems.length > 1
              ? text.problemAndMore({ problem: trouble ?? formatMessage(first.said), more: problems.length - 1 })
              : (trouble ?? formatMessage(first.said))}
          </button>
        )}
      </div>
      <div className={styles.right}>
        <Tracks score={score} problems={problems} control={control} open={note?.id} onOpen={setOpen} />
        {score.notes.length === 0 && <EmptyScenario />}
      </div>
      {note && (
        <EventForm
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
