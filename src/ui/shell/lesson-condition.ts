/** @file Lesson condition: text about one condition of a lesson's goal, with its current and required values. */

import { type Comparison, readCheck, type Side, type Value } from '../../compile/lesson-check'
import { lessonText } from '../../messages/en/shell/lesson'
import { metricInHistory } from '../../metrics/catalog'
import type { Metric } from '../../metrics/define-metric'
import type { ConditionNow } from '../../studio/lessons/lesson-goal'

const { condition: text } = lessonText

/** Returns the current and required values and, if the current value does not count, the reason. */
export function conditionText(condition: ConditionNow): string {
  const { sign, now, target: wanted, why } = condition
  const side = sideOf(condition)
  const name = nameOf(side, condition.label)
  if (wanted === undefined) return text.unknown({ name })
  if (wanted === true && sign === '==')
    return now === undefined ? text.unknown({ name }) : now ? text.yes({ name }) : text.no({ name })
  const [value, target] = valueTexts(side, now, wanted)
  const goal = goalText(sign, target)
  if (value === undefined) return isOfRun(side) ? text.untrained({ name, goal }) : text.unknownGoal({ name, goal })
  if (why === 'earlier') return text.earlier({ name, value, goal })
  if (why === 'training-rows') return text.onTrainingSet({ name, value, goal })
  return text.value({ name, value, goal })
}

/** The left side of the condition as written by its author; undefined if it cannot be parsed. */
function sideOf({ source }: ConditionNow): Side | undefined {
  const read = readCheck(source)
  return read.ok ? read.value[0]?.left : undefined
}

function nameOf(side: Side | undefined, label: string): string {
  if (side?.type === 'path' && isNamed(side.path)) return text.names[side.path]
  const metric = metricAt(side)
  if (metric) return metric.text.title
  if (side?.type !== 'sum') return label
  const [name, another] = side.names
  return name && 'count' in name && !another && side.text === '=v0' ? text.layersOfKind({ kind: name.count }) : label
}

/** The metric that a path such as `metrics.accuracy` names. */
function metricAt(side: Side | undefined): Metric | undefined {
  const [parent, id = '', ...rest] = side?.type === 'path' ? side.path.split('.') : []
  return parent === 'metrics' && rest.length === 0 ? metricInHistory(id) : undefined
}

function isNamed(path: string): path is keyof typeof text.names {
  return Object.hasOwn(text.names, path)
}

function goalText(sign: Comparison, value: string): string {
  return text.goal[sign]({ value })
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
  return typeof value === 'number' ? text.percent({ value, digits: digits + 1 }) : String(value)
}

function numberOf(value: Value, digits: number): string {
  return typeof value === 'number' ? text.number({ value, digits: digits + 3 }) : String(value)
}
