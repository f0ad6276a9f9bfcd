/** @file Run curves: the losses and metrics of a run as curves, by step or by epoch. Pure. */
import type { EpochLog } from '../../protocol/trainer-messages'
import type { Curve } from './curve'
import { smooth } from './smooth'

export type By = 'step' | 'epoch'

export interface LossSource {
  /** The step that each loss is of, rising. */
  readonly steps: ArrayLike<number>
  readonly losses: ArrayLike<number>
  readonly count: number
  readonly history: readonly EpochLog[]
  readonly stepsPerEpoch: number
}

/** The loss of a run: each step faint and smoothed solid, validation dashed at the ends of its epochs. */
export function lossCurves(source: LossSource, by: By, smoothing: number): readonly Curve[] {
  const { steps: x, losses, count, history, stepsPerEpoch } = source
  if (by === 'epoch' || count === 0)
    return [...epochCurve(history, 'loss', 'train', 1), ...validationCurve(history, 'validationLoss', 1)]
  return [
    { label: 'each step', style: 'faint', token: 'train', x, y: losses, count },
    { label: 'train', style: 'solid', token: 'train', x, y: smooth(losses, count, smoothing, x), count },
    ...validationCurve(history, 'validationLoss', stepsPerEpoch),
  ]
}

/** A metric of a run by epoch: train solid, validation dashed. */
export function metricCurves(history: readonly EpochLog[], metric: string): readonly Curve[] {
  return [...epochCurve(history, metric, 'train', 1), ...validationCurve(history, validationName(metric), 1)]
}

/** Another run's loss or metric by epoch, thin, to lay beside the present one. */
export function comparedCurves(history: readonly EpochLog[], metric: string, name: string): readonly Curve[] {
  const held = loggedValues(history, validationName(metric)).length > 0 ? validationName(metric) : metric
  return epochCurve(history, held, name, 1).map((curve) => ({ ...curve, style: 'thin', token: 'combines' }))
}

/** The metrics a history holds beside the loss, each once: a figure measured on validation rows alone counts under its plain name. */
export function metricNames(history: readonly EpochLog[]): readonly string[] {
  const names = [...new Set(history.flatMap((log) => Object.keys(log.metrics)).map(plainName))]
  // With several outputs a figure stands under its output's label, and the first one's under its plain name too.
  return names.filter((name) => !names.some((other) => other.endsWith(` ${name}`)))
}

/** validationAccuracy -> accuracy; "species validationAccuracy" -> "species accuracy". */
function plainName(metric: string): string {
  return metric.replace(/(^|\s)validation([A-Z])/, (_, before: string, letter: string) => before + letter.toLowerCase())
}

/** accuracy -> validationAccuracy; "species accuracy" -> "species validationAccuracy". */
export function validationName(metric: string): string {
  const at = metric.lastIndexOf(' ') + 1
  return `${metric.slice(0, at)}validation${metric.charAt(at).toUpperCase()}${metric.slice(at + 1)}`
}

/** The value of a name in a log, be it the loss or a metric. */
export function loggedValue(log: EpochLog, name: string): number | undefined {
  if (name === 'loss') return log.loss
  if (name === 'validationLoss') return log.validationLoss
  return Object.hasOwn(log.metrics, name) ? log.metrics[name] : undefined
}

/** The epoch with the lowest validation loss, or training loss where there is no validation. */
export function bestEpoch(history: readonly EpochLog[]): number | undefined {
  let best: EpochLog | undefined
  for (const log of history) {
    const value = log.validationLoss ?? log.loss
    if (Number.isFinite(value) && (!best || value < (best.validationLoss ?? best.loss))) best = log
  }
  return best?.epoch
}

function epochCurve(
  history: readonly EpochLog[],
  name: string,
  label: string,
  stepsPerEpoch: number,
): readonly Curve[] {
  const points = loggedValues(history, name)
  if (points.length === 0) return []
  return [
    {
      label,
      style: 'solid',
      token: 'train',
      x: points.map(([epoch]) => epoch * stepsPerEpoch),
      y: points.map(([, value]) => value),
    },
  ]
}

function validationCurve(history: readonly EpochLog[], name: string, stepsPerEpoch: number): readonly Curve[] {
  return epochCurve(history, name, 'validation', stepsPerEpoch).map((curve) => ({
    ...curve,
    style: 'dashed',
    token: 'validation',
  }))
}

function loggedValues(
  history: readonly EpochLog[],
  name: string,
): readonly (readonly [epoch: number, value: number])[] {
  return history.flatMap((log) => {
    const value = loggedValue(log, name)
    return value === undefined ? [] : [[log.epoch, value] as const]
  })
}
