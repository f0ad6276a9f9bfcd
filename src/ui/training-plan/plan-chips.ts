/** @file Chips of the training settings: their short values, and which of them are scrolled out of view. */

import { type RefObject, useLayoutEffect, useState } from 'react'
import { findSchedule } from '../../catalog/learning-rate-schedules'
import { findLoss } from '../../catalog/losses'
import { findOptimizer } from '../../catalog/optimizers'
import { isOneLoss, type Plan, type SplitPick } from '../../catalog/training-plan'
import { schemaOf } from '../../compile/dataset-of-project'
import { planText as text } from '../../messages/en/build/plan'
import type { AppState } from '../../studio/state'

/** The IDs of the chips, in display order. */
export const CHIPS = [
  'data',
  'loss',
  'optimizer',
  'learning rate',
  'batch',
  'epochs',
  'split',
  'seed',
  'early stopping',
] as const satisfies readonly (keyof typeof text.chips)[]
export type Chip = (typeof CHIPS)[number]

/** The text of a chip's value. */
export function chipValue(chip: Chip, state: Pick<AppState, 'project' | 'data'>): string {
  return chip === 'data' ? dataValue(state) : planValue(chip, state.project.plan)
}

/** The value of a training setting as text. */
export function planValue(chip: Exclude<Chip, 'data'>, plan: Plan): string {
  switch (chip) {
    case 'loss':
      return lossValue(plan)
    case 'optimizer':
      return optimizerValue(plan)
    case 'learning rate':
      return rateValue(plan)
    case 'batch':
      return text.batch({ size: plan.batchSize, batches: plan.accumulate ?? 1 })
    case 'epochs':
      return text.epochs({ epochs: plan.epochs, mayStopSooner: plan.stopWhen !== undefined })
    case 'split':
      return splitValue(plan.split)
    case 'seed':
      return String(plan.seed)
    case 'early stopping':
      return plan.earlyStopping ? text.stopping.patience({ epochs: plan.earlyStopping.patience }) : text.stopping.off
    default:
      return chip satisfies never
  }
}

function dataValue({ project, data }: Pick<AppState, 'project' | 'data'>): string {
  const schema = data.tag === 'none' ? schemaOf(project.data) : data.schema
  if (!schema) return text.data.none
  const { title } = schema
  if (data.tag === 'loading') return text.data.loading({ title, share: loadedShare(data.done, data.total) })
  if (data.tag === 'failed') return text.data.failed({ title })
  const pool = schema.rows - schema.testRows
  const { samples } = project.data
  const isPart = samples !== undefined && samples < pool
  return text.data.inUse({
    title,
    used: isPart ? samples : schema.rows,
    rows: isPart ? pool : schema.rows,
    isAugmented: project.plan.augment !== undefined,
  })
}

/** The loaded percentage of a dataset, rounded down to an integer; undefined while its size is unknown. */
export function loadedShare(done: number, total: number): number | undefined {
  return total > 0 ? Math.floor((100 * done) / total) / 100 : undefined
}

function lossValue({ loss, classWeights }: Plan): string {
  const value = lossTitle(isOneLoss(loss) ? [loss] : Object.values(loss))
  if (classWeights === undefined) return value
  return classWeights === 'balanced' ? text.loss.balanced({ loss: value }) : text.loss.weighted({ loss: value })
}

function lossTitle(picks: readonly { readonly kind: string; readonly labelSmoothing?: number }[]): string {
  const titles = [...new Set(picks.map(({ kind }) => findLoss(kind)?.title ?? kind))]
  const [title = text.loss.none] = titles
  if (titles.length > 1) return text.loss.several({ titles })
  if (picks.length > 1) return text.loss.outputs({ title, n: picks.length })
  const smoothing = picks[0]?.labelSmoothing ?? 0
  return smoothing > 0 ? text.loss.smoothed({ title, smoothing }) : title
}

function optimizerValue({ optimizer, clip, movingAverage = 0 }: Plan): string {
  return text.optimizer({
    title: findOptimizer(optimizer.kind)?.title ?? optimizer.kind,
    isNesterov: optimizer.nesterov === true,
    isClipped: clip !== undefined,
    isAveraged: movingAverage > 0,
  })
}

function rateValue({ learningRate: rate, schedule }: Plan): string {
  if (!schedule) return text.rate.constant({ rate })
  const { kind, warmup = 0 } = schedule
  if (kind !== 'constant') return text.rate.scheduled({ rate, schedule: findSchedule(kind)?.title ?? kind })
  return warmup === 0 ? text.rate.constant({ rate }) : text.rate.warmup({ rate })
}

/** The percentages of a split, such as 80 / 10 / 10, or the rule that assigns rows to the sets. */
function splitValue({ kind, column = '', ...shares }: SplitPick): string {
  switch (kind) {
    case 'fixed':
      return text.split.fixed(shares)
    case 'column':
      return text.split.column({ column })
    case 'random':
      return text.split.random(shares)
    case 'group':
    case 'time':
      return text.split[kind]({ ...shares, column })
    default:
      return kind satisfies never
  }
}

interface HiddenChips {
  readonly before: readonly Chip[]
  readonly after: readonly Chip[]
}

/** The left and right edges of an element, in pixels. */
interface Extent {
  readonly left: number
  readonly right: number
}

/** The chips that are not fully in view; empty until the row is mounted. */
export function useHiddenChips(row: RefObject<HTMLElement | null>): HiddenChips {
  const [hidden, setHidden] = useState<HiddenChips>({ before: [], after: [] })
  useLayoutEffect(() => {
    const element = row.current
    if (!element) return
    const chips = [...element.children]
    const update = () => {
      const now = hiddenChips(
        element.getBoundingClientRect(),
        chips.map((chip) => chip.getBoundingClientRect()),
      )
      setHidden((old) => (JSON.stringify(old) === JSON.stringify(now) ? old : now))
    }
    const observer = new ResizeObserver(update)
    for (const each of [element, ...chips]) observer.observe(each)
    element.addEventListener('scroll', update, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', update)
    }
  }, [row])
  return hidden
}

/** The chips cut off by the edges of the row. `extents` are the positions of all chips, in order. */
export function hiddenChips(row: Extent, extents: readonly Extent[]): HiddenChips {
  const chipsWhere = (isHidden: (extent: Extent) => boolean) =>
    CHIPS.filter((_, i) => extents[i] && isHidden(extents[i]))
  // Differences up to half a pixel are rounding errors.
  return {
    before: chipsWhere(({ left }) => left < row.left - 0.5),
    after: chipsWhere(({ right }) => right > row.right + 0.5),
  }
}
