/** @file LessonBar: the goal of the lesson that is open, how far it is met, and the buttons to start over and to leave. Loaded with the first lesson. */
import { useState } from 'react'
import { lessonText } from '../../messages/en/shell/lesson'
import '../../messages/en/project-notices'
import { message } from '../../messages/message'
import { consoleState } from '../../studio/console-state'
import { type GoalNow, lessonPart } from '../../studio/lesson-goal'
import { errorNotice } from '../../studio/notice'
import { Button, join } from '../kit/button'
import { Icon } from '../kit/icon'
import { useRun, useSelect, useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import styles from './lesson.module.css'
import { conditionText } from './lesson-condition'

const { bar: text } = lessonText

/** Characters of a goal that nearly always fit in its two lines. */
const FITS = 150

/** The bar above the page, while a lesson is open. */
export default function LessonBar() {
  // As JSON, so that an unchanged lesson is the same value.
  const json = useSelect((state) => JSON.stringify(lessonPart(state, consoleState(state))))
  const lesson = JSON.parse(json) as ReturnType<typeof lessonPart>
  if (!lesson) return null
  const preview = lesson.on === 'preview'
  return (
    <section
      className={join(styles.bar, lesson.reached && styles.reached)}
      aria-label={preview ? text.previewLabel : text.label}
    >
      <span className={styles.tag}>{preview ? text.preview : text.label}</span>
      <div className={styles.middle}>
        <Goal goal={lesson.goal} />
        <Conditions {...lesson} />
      </div>
      <Actions preview={preview} />
      <span className="only-spoken" role="status">
        {lesson.reached ? text.reachedGoal({ goal: lesson.goal }) : ''}
      </span>
    </section>
  )
}

function Goal({ goal }: { readonly goal: string }) {
  const [whole, setWhole] = useState(false)
  const long = goal.length > FITS || goal.includes('\n')
  return (
    <div className={styles.goal}>
      <p className={whole ? undefined : styles.clamped}>{goal}</p>
      {long && (
        <Button size="small" tone="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? text.less : text.more}
        </Button>
      )}
    </div>
  )
}

function Conditions({ conditions, reached }: GoalNow) {
  if (conditions.length === 0) return null
  return (
    <ul className={styles.conditions} aria-label={text.conditions}>
      {reached && (
        <li className={styles.done}>
          <Icon name="check" size={14} />
          {text.reached}
        </li>
      )}
      {conditions.map((condition, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place in the check.
        <li key={i} data-met={condition.met} title={condition.written}>
          {condition.met ? <Icon name="check" size={12} /> : <i className={styles.unmet} aria-hidden="true" />}
          <span className="only-spoken">{condition.met ? text.met : text.notMet} </span>
          {conditionText(condition)}
        </li>
      ))}
    </ul>
  )
}

function Actions({ preview }: { readonly preview: boolean }) {
  const run = useRun()
  const studio = useStudio()
  const open = useOpenDialog()
  const restart = () => {
    studio
      .run('lesson.restart')
      .then((kept) => {
        const { name, number } = (kept ?? {}) as { name?: string; number?: number }
        if (name === undefined || number === undefined) return
        run('notice.show', {
          tone: 'info',
          said: message('lesson-restarted', { version: number, name }),
          action: { title: text.restore, command: 'version.open', args: { number } },
        })
      })
      .catch((error: unknown) => run('notice.show', errorNotice(error)))
  }
  return (
    <div className={styles.ways}>
      <Button size="small" onClick={restart}>
        {text.restart}
      </Button>
      {preview ? (
        <Button
          size="small"
          tone="primary"
          onClick={() => {
            run('lesson.preview', { on: false })
            open('lesson')
          }}
        >
          {text.edit}
        </Button>
      ) : (
        <Button size="small" onClick={() => run('lesson.leave')} title={text.leaveTip}>
          {text.leave}
        </Button>
      )}
    </div>
  )
}
