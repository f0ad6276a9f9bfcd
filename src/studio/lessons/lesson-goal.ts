/**
 * @file Lesson goal: finds out which conditions of a goal check the current state meets. Metrics of an earlier network
 * do not count.
 */

import { closeNames } from '../../base/close-names'
import { stableJson } from '../../base/stable-json'
import { lessonGoalText } from '../../messages/en/lesson-check'
import { type Message, message } from '../../messages/message'
import {
  type Comparison,
  type Condition,
  holds,
  isValue,
  type Name,
  namesOf,
  readCheck,
  SHORT_NAMES,
  type Side,
  sideValue,
  type Value,
} from '../../compile/lesson-check'
import type { ProjectContent } from '../../compile/project'
import { layerKinds } from '../../catalog/layers'
import { computedNetwork } from '../../graph/computed-network'
import { METRICS } from '../../metrics/catalog'
import { metricsPart } from '../console/loaded-metrics'
import { SAMPLE_RESULTS } from './result-values'
import { mayHaveSeenExamples } from '../models/evaluated-split'
import type { AppState } from '../state'
import { runInUse } from '../training/weights-in-use'

/** A condition and whether it is met. */
export interface ConditionNow {
  readonly source: string
  readonly label: string
  readonly sign: Comparison
  readonly met: boolean
  readonly now?: Value
  readonly target?: Value
  /**
   * Why the metrics do not count: they are from before the last change, were measured on the training set, or an earlier
   * run with another split may have trained the weights on some of the examples.
   */
  readonly why?: 'earlier' | 'training-rows' | 'seen-rows'
}

export interface GoalNow {
  readonly conditions: readonly ConditionNow[]
  /** Whether all conditions are met; false for a goal without conditions. */
  readonly reached: boolean
}

/** Whether the metrics come from the project as it is now, on examples that are new to the weights. */
export type GoalValues = 'present' | 'earlier' | 'seen'

const NOTHING: GoalNow = { conditions: [], reached: false }

/** Which conditions of a check are met; `seen` is the console's state. */
export function goalNow(check: string | undefined, seen: object, evidence: GoalValues): GoalNow {
  const read = check === undefined ? undefined : readCheck(check)
  if (!read?.ok) return NOTHING
  const anySplit = read.value.some((condition) => pathsOf(condition).includes('metrics.split'))
  const split = valueAt(seen, 'metrics.split')
  const conditions = read.value.map((condition): ConditionNow => {
    const { source, left, sign, right } = condition
    const now = sideValue(left, (name) => lookUp(seen, name))
    const target = sideValue(right, (name) => lookUp(seen, name))
    const paths = pathsOf(condition)
    const why =
      evidence === 'earlier' && paths.some((path) => /^(metrics|run)\b/.test(path))
        ? 'earlier'
        : !anySplit && split === 'train' && paths.some((path) => path.startsWith('metrics.'))
          ? 'training-rows'
          : evidence === 'seen' && paths.some((path) => path.startsWith('metrics.'))
            ? 'seen-rows'
            : undefined
    return {
      source,
      label: labelOf(left),
      sign,
      met: why === undefined && now !== undefined && target !== undefined && holds(now, sign, target),
      ...(now === undefined ? {} : { now }),
      ...(target === undefined ? {} : { target }),
      ...(why === undefined || now === undefined ? {} : { why }),
    }
  })
  return { conditions, reached: conditions.length > 0 && conditions.every(({ met }) => met) }
}

/**
 * Which conditions of a check are met. Scores count on the validation set, also while those of another set are shown,
 * unless the check names the set.
 */
export function goalOf(check: string | undefined, state: AppState, seen: object): GoalNow {
  const { metrics, inUse } = state
  const record = runInUse(state)
  // A chosen checkpoint has other scores than the end of its run.
  const ofRun = record?.metrics?.split === 'validation' && !inUse ? record.metrics : metrics
  const isNamed = check?.includes('metrics.split')
  const counted = isNamed || metrics?.split === 'validation' ? seen : { ...seen, metrics: metricsPart(ofRun) }
  return goalNow(check, counted, evidenceOf(state))
}

/** Whether the metrics are from the current network, settings, and data. Moving or renaming layers does not matter. */
export function evidenceOf(
  state: Pick<AppState, 'project' | 'run' | 'runs' | 'metrics' | 'inUse' | 'sets'>,
): GoalValues {
  const { project, run, runs, metrics, inUse } = state
  const id = run.tag === 'idle' ? inUse?.run : run.id
  const source =
    runs.find((row) => row.id === id) ??
    (id === undefined ? runs.find((row) => metrics !== null && row.metrics === metrics) : undefined)
  if (!source) return run.tag === 'idle' && metrics === null ? 'present' : 'earlier'
  if (taskOf(source.content) !== taskOf(project)) return 'earlier'
  return mayHaveSeenExamples(state) ? 'seen' : 'present'
}

/** A message about what is wrong with a check in the current state; undefined if nothing is. */
export function checkProblem(check: string, seen: object): Message | undefined {
  const read = readCheck(check)
  if (!read.ok) return read.error
  for (const { source, left, sign, right } of read.value) {
    for (const name of [...namesOf(left), ...namesOf(right)]) {
      const problem =
        'path' in name
          ? nameProblem(name.path, seen)
          : 'count' in name
            ? kindProblem(name.count)
            : nameProblem(`plan.${name.tried}`, seen)
      if (problem) return problem
    }
    const [a, b] = [left, right].map((side) => sideValue(side, (name) => lookUp(seen, name) ?? sampleOf(name)))
    const ordered = sign !== '==' && sign !== '!='
    if (typeof a !== typeof b || a === undefined || (ordered && typeof a !== 'number'))
      return message('check-kinds', { condition: source })
    const limit = isShare(left) ? b : isShare(right) ? a : undefined
    if (typeof limit === 'number' && limit > 1) return message('check-share', { condition: source, limit })
  }
  return undefined
}

/** Whether a side is a metric that is at most 1, such as accuracy. */
function isShare(side: Side): boolean {
  const id = side.type === 'path' ? side.path.replace(/^metrics\./, '') : undefined
  return METRICS.some((metric) => metric.id === id && (metric.kind === 'share' || metric.kind === 'score'))
}

/**
 * The paths of values that exist only once there is a run, each with a sample value. A check may refer to these values
 * before then.
 */
const SOMETIMES: Readonly<Record<string, Value>> = {
  'metrics.split': 'validation',
  'metrics.rows': 1,
  'metrics.loss': 1,
  ...Object.fromEntries(
    METRICS.flatMap(({ id, formulas }) => (Object.keys(formulas).length > 0 ? [[`metrics.${id}`, 1]] : [])),
  ),
  'run.loss': 1,
  'run.validationLoss': 1,
  'run.learningRate': 1,
  'run.stepsPerSecond': 1,
  'run.drawingVersion': 1,
  'run.why': 'finished',
  'run.backend': 'wasm',
  'run.engine': 'cpu',
  ...Object.fromEntries(
    Object.entries(SAMPLE_RESULTS).flatMap(([result, values]) =>
      Object.entries(values).map(([name, value]) => [`results.${result}.${name}`, value]),
    ),
  ),
}

function sampleOf(name: Name): Value | undefined {
  return 'path' in name && Object.hasOwn(SOMETIMES, name.path) ? SOMETIMES[name.path] : undefined
}

function nameProblem(path: string, seen: object): Message | undefined {
  const value = valueAt(seen, path)
  if (isValue(value)) return undefined
  if (typeof value === 'object' && value !== null) return message('check-no-value', { name: path })
  const parent = path.split('.').slice(0, -1).join('.')
  const around = parent === '' ? seen : valueAt(seen, parent)
  const empty = typeof around !== 'object' || around === null
  // Once there are metrics, only values that they contain are valid. Before that, and for values of a run, any known
  // value may be used.
  if (Object.hasOwn(SOMETIMES, path) && (empty || parent === 'run')) return undefined
  const later = Object.keys(SOMETIMES).filter((name) => name.startsWith(`${parent}.`))
  const known =
    parent === ''
      ? Object.keys(SHORT_NAMES)
      : empty
        ? later.map((name) => name.slice(parent.length + 1))
        : Object.keys(around)
  const name = path.slice(0, 60)
  const inParent = parent === '' ? '' : `${parent}.`
  const near = closeNames(name.slice(inParent.length), known).map((one) => `${inParent}${one}`)
  return message('check-name', { name, near, known: known.slice(0, 12) })
}

/** A layer kind that does not exist is counted as 0 for ever, so that its goal could never be reached. */
function kindProblem(kind: string): Message | undefined {
  return layerKinds.includes(kind)
    ? undefined
    : message('unknown-kind', { kind: kind.slice(0, 60), close: closeNames(kind, layerKinds) })
}

/** Looks up a value that a check names. */
export function lookUp(seen: object, name: Name): unknown {
  if ('path' in name) return valueAt(seen, name.path)
  if ('tried' in name) {
    const runs = valueAt(seen, 'runs')
    if (!Array.isArray(runs)) return undefined
    return new Set(runs.map((run: object) => stableJson(valueAt(run, `plan.${name.tried}`) ?? null))).size
  }
  const networks = valueAt(seen, 'project.networks')
  if (!Array.isArray(networks)) return undefined
  const nodes = networks.flatMap(({ nodes }: { nodes: readonly { kind: string }[] }) => nodes)
  return nodes.filter(({ kind }) => kind === name.count).length
}

/** Looks up a value by its path. Only own properties count, so that no path reaches into a prototype. */
function valueAt(from: unknown, path: string): unknown {
  let value = from
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[part]
  }
  return value
}

function pathsOf({ left, right }: Condition): readonly string[] {
  return [...namesOf(left), ...namesOf(right)].flatMap((name) => ('path' in name ? [name.path] : []))
}

/**
 * A display name for a value, made from its path if the page has no better one: `metrics.validationLoss` is "validation
 * loss".
 */
function labelOf(side: Side): string {
  if (side.type === 'value') return String(side.value)
  if (side.type === 'sum') {
    const [name] = side.names
    if (side.names.length !== 1 || !name || side.text !== '=v0') return side.source
    return 'count' in name
      ? lessonGoalText.layersOfKind({ kind: name.count })
      : 'tried' in name
        ? lessonGoalText.valuesTried({ setting: words(name.tried) })
        : side.source
  }
  const parts = side.path.split('.')
  const last = parts.at(-1) ?? ''
  // A short name is unclear without its parent.
  const name = /^(ok|tag|length|\d+)$/.test(last) ? parts.slice(-2).join(' ') : last
  return words(name)
}

/** The words of a name in camel case: "learning rate". */
function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
}

const tasks = new WeakMap<object, string>()

/**
 * Everything that training depends on, as text: the layers and wires (without positions and names), the training
 * settings, and the data.
 */
function taskOf(of: ProjectContent | AppState['project']): string {
  const known = tasks.get(of)
  if (known !== undefined) return known
  const drawing = 'networks' in of ? of.networks[0]?.drawing : of.drawing
  const text = stableJson([drawing && computedNetwork(drawing), of.data, of.plan])
  tasks.set(of, text)
  return text
}
