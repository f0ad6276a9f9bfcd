/** @file The conditions of a lesson as learners read them: names, values, and what is required. */
import { lessonText } from '../../messages/en/shell/lesson'
import { type Comparison, readCheck, type Side, type Value } from '../../compile/lesson-check'
import { metricInHistory } from '../../metrics/catalog'
import type { Metric } from '../../metrics/define-metric'
import type { ConditionNow } from '../../studio/lessons/lesson-goal'

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

/** A value that a lesson names, such as `metrics.accuracy`, as a percentage if it is a share. */
export function valueText(side: Side | undefined, value: number): string {
  return metricAt(side)?.kind === 'share' ? percentOf(value, 0) : numberOf(value, 0)
}

/** What learners call a value that a lesson names. */
export function valueName(side: Side | undefined, source: string): string {
  return nameOf(side, source)
}

/** Whether a value is a share, which people write as a percentage. */
export function isShare(side: Side | undefined): boolean {
  return metricAt(side)?.kind === 'share'
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
