/**
 * @file LessonBar: the goal of the open lesson, its conditions, and buttons to restart and leave. Loads with the first
 * lesson.
 */
import { useState } from 'react'
import { lessonText } from '../../messages/en/shell/lesson'
import { callOf } from '../../studio/run-command'
import '../../messages/en/studio'
import { type Comparison, readCheck, type Side, type Value } from '../../compile/lesson-check'
import { message } from '../../messages/message'
import { metricInHistory } from '../../metrics/catalog'
import type { Metric } from '../../metrics/define-metric'
import { consoleState } from '../../studio/console/console-state'
import type { ConditionNow, GoalNow } from '../../studio/lessons/lesson-goal'
import { lessonPart } from '../../studio/lessons/lesson-steps'
import { errorNotice } from '../../studio/notice'
import { Button, classNames } from '../kit/button'
import { Icon } from '../kit/icon'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import kit from '../kit/kit.module.css'
import styles from './lesson.module.css'

const { bar: text } = lessonText

/** Length, in characters, of a goal that nearly always fits on two lines. */
const TWO_LINES = 150

/** The bar above the page while a lesson is open. */
export default function LessonBar() {
  // Selected as JSON, so that an unchanged lesson does not cause a re-render.
  const json = useSelect((state) => JSON.stringify(lessonPart(state, consoleState(state))))
  const lesson = JSON.parse(json) as ReturnType<typeof lessonPart>
  if (!lesson) return null
  const isPreview = lesson.on === 'preview'
  return (
    <section
      className={classNames(kit.wrapWide, styles.bar, lesson.reached && styles.reached)}
      aria-label={isPreview ? text.previewLabel : text.label}
    >
      <span className={kit.tag}>{isPreview ? text.preview : text.label}</span>
      <div className={styles.middle}>
        <Goal goal={lesson.goal} />
        <Conditions {...lesson} />
      </div>
      <Actions isPreview={isPreview} />
      <span className="only-spoken" role="status">
        {lesson.reached ? text.reachedGoal({ goal: lesson.goal }) : ''}
      </span>
    </section>
  )
}

function Goal({ goal }: { readonly goal: string }) {
  const [isExpanded, setIsExpanded] = useState(false)
  const isLong = goal.length > TWO_LINES || goal.includes('\n')
  return (
    <div className={`${kit.row} ${kit.top} ${styles.goal}`}>
      <p className={isExpanded ? undefined : styles.clamped}>{goal}</p>
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

const { condition: lessonConditionText } = lessonText

/** Returns the current and required values and, if the current value does not count, the reason. */
export function conditionText(condition: ConditionNow): string {
  const { sign, now, target: wanted, why } = condition
  const side = sideOf(condition)
  const name = nameOf(side, condition.label)
  if (wanted === undefined) return lessonConditionText.unknown({ name })
  if (wanted === true && sign === '==')
    return now === undefined
      ? lessonConditionText.unknown({ name })
      : now
        ? lessonConditionText.yes({ name })
        : lessonConditionText.no({ name })
  const [value, target] = valueTexts(side, now, wanted)
  const goal = goalText(sign, target)
  if (value === undefined)
    return isOfRun(side)
      ? lessonConditionText.untrained({ name, goal })
      : lessonConditionText.unknownGoal({ name, goal })
  if (why === 'earlier') return lessonConditionText.earlier({ name, value, goal })
  if (why === 'training-rows') return lessonConditionText.onTrainingSet({ name, value, goal })
  if (why === 'seen-rows') return lessonConditionText.onSeenExamples({ name, value, goal })
  return lessonConditionText.value({ name, value, goal })
}

/** The left side of the condition as written by its author; undefined if it cannot be parsed. */
function sideOf({ source }: ConditionNow): Side | undefined {
  const read = readCheck(source)
  return read.ok ? read.value[0]?.left : undefined
}

function nameOf(side: Side | undefined, label: string): string {
  if (side?.type === 'path' && isNamed(side.path)) return lessonConditionText.names[side.path]
  const metric = metricAt(side)
  if (metric) return metric.text.title
  if (side?.type !== 'sum') return label
  const [name, another] = side.names
  return name && 'count' in name && !another && side.text === '=v0'
    ? lessonConditionText.layersOfKind({ kind: name.count })
    : label
}

/** The metric that a path such as `metrics.accuracy` names. */
function metricAt(side: Side | undefined): Metric | undefined {
  const [parent, id = '', ...rest] = side?.type === 'path' ? side.path.split('.') : []
  return parent === 'metrics' && rest.length === 0 ? metricInHistory(id) : undefined
}

function isNamed(path: string): path is keyof typeof lessonConditionText.names {
  return Object.hasOwn(lessonConditionText.names, path)
}

function goalText(sign: Comparison, value: string): string {
  return lessonConditionText.goal[sign]({ value })
}

/** Whether the value is available only after training. */
function isOfRun(side: Side | undefined): boolean {
  return side?.type === 'path' && /^(metrics|run)\./.test(side.path)
}

/** Formats the current and required values with enough digits to tell them apart. */
function valueTexts(
  side: Side | undefined,
  now: Value | undefined,
  wanted: Value,
): readonly [string | undefined, string] {
  const write = metricAt(side)?.kind === 'share' ? percentOf : numberOf
  for (let digits = 0; digits < 6; digits++) {
    const value = now === undefined ? undefined : write(now, digits)
    const target = write(wanted, digits)
    if (value !== target || now === wanted) return [value, target]
  }
  return [String(now), String(wanted)]
}

function percentOf(value: Value, digits: number): string {
  return typeof value === 'number' ? lessonConditionText.percent({ value, digits: digits + 1 }) : String(value)
}

function numberOf(value: Value, digits: number): string {
  return typeof value === 'number' ? lessonConditionText.number({ value, digits: digits + 3 }) : String(value)
}
