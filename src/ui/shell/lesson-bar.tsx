/**
 * @file LessonBar: the goal of the open lesson, its conditions, and buttons to restart and leave. Loads with the first
 * lesson.
 */
import { useState } from 'react'
import { lessonText } from '../../messages/en/shell/lesson'
import { lessonStepText } from '../../messages/en/shell/lesson-step'
import { callOf } from '../../studio/run-command'
import '../../messages/en/studio'
import { message } from '../../messages/message'
import { consoleState } from '../../studio/console/console-state'
import type { GoalNow } from '../../studio/lessons/lesson-goal'
import { lessonPart } from '../../studio/lessons/lesson-steps'
import { errorNotice } from '../../studio/notice'
import { Button, classNames } from '../kit/button'
import { Icon } from '../kit/icon'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import kit from '../kit/kit.module.css'
import styles from './lesson.module.css'
import { conditionText } from './lesson-condition'
import { isDone, StepActions, StepText } from './lesson-step'

const { bar: text } = lessonText

/** Length, in characters, of a text that nearly always fits on two lines. */
const TWO_LINES = 150

/** The bar above the page while a lesson is open: its current step, or its goal. */
export default function LessonBar() {
  // Selected as JSON, so that an unchanged lesson does not cause a re-render.
  const json = useSelect((state) => JSON.stringify(lessonPart(state, consoleState(state))))
  const lesson = JSON.parse(json) as ReturnType<typeof lessonPart>
  if (!lesson) return null
  const isPreview = lesson.on === 'preview'
  const { step } = lesson
  return (
    <section
      className={classNames(kit.wrapWide, styles.bar, lesson.reached && styles.reached)}
      aria-label={isPreview ? text.previewLabel : text.label}
    >
      <span className={kit.tag}>{isPreview ? text.preview : text.label}</span>
      {step && <b className={kit.small}>{lessonStepText.number({ step: step.index + 1, of: lesson.steps ?? 0 })}</b>}
      <div className={styles.middle}>
        {step ? (
          <StepText step={step}>
            <LongText text={step.text} />
          </StepText>
        ) : (
          <LongText text={lesson.goal} />
        )}
        <Conditions {...(step ? { conditions: isDone(step) ? [] : step.conditions, reached: false } : lesson)} />
      </div>
      {lesson.steps !== undefined && <StepActions step={step} />}
      <Actions isPreview={isPreview} />
      <span className="only-spoken" role="status">
        {lesson.reached ? text.reachedGoal({ goal: lesson.goal }) : ''}
      </span>
    </section>
  )
}

function LongText({ text: shown }: { readonly text: string }) {
  const [isExpanded, setIsExpanded] = useState(false)
  const isLong = shown.length > TWO_LINES || shown.includes('\n')
  return (
    <div className={`${kit.row} ${kit.top} ${styles.goal}`}>
      <p className={isExpanded ? undefined : styles.clamped}>{shown}</p>
      {isLong && (
        <Button size="small" tone="quiet" aria-expanded={isExpanded} onClick={() => setIsExpanded(!isExpanded)}>
          {isExpanded ? text.less : text.more}
        </Button>
      )}
    </div>
  )
}

function Conditions({ conditions, reached }: GoalNow) {
  if (conditions.length === 0) return null
  return (
    <ul className={`${kit.wrapWide} ${kit.caption} ${styles.conditions}`} aria-label={text.conditions}>
      {reached && (
        <li className={styles.done}>
          <Icon name="check" size={14} />
          {text.reached}
        </li>
      )}
      {conditions.map((condition, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is identified by its position in the check.
        <li key={i} data-met={condition.met} title={condition.source}>
          {condition.met ? <Icon name="check" size={12} /> : <i className={styles.unmet} aria-hidden="true" />}
          <span className="only-spoken">{condition.met ? text.met : text.notMet} </span>
          {conditionText(condition)}
        </li>
      ))}
    </ul>
  )
}

function Actions({ isPreview }: { readonly isPreview: boolean }) {
  const run = useRunCommand()
  const studio = useStudio()
  const open = useOpenDialog()
  const restart = () => {
    studio
      .run('lesson.restart')
      .then((saved) => {
        const { name, number } = (saved ?? {}) as { name?: string; number?: number }
        if (name === undefined || number === undefined) return
        run('notice.show', {
          tone: 'info',
          message: message('lesson-restarted', { version: number, name }),
          action: { title: text.restore, ...callOf('version.open', { number }) },
        })
      })
      .catch((error: unknown) => run('notice.show', errorNotice(error)))
  }
  return (
    <div className={kit.wrap}>
      <Button size="small" onClick={restart}>
        {text.restart}
      </Button>
      {isPreview ? (
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
