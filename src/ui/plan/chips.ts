/** @file Chips: the plan as the strip shows it, one short value a chip. */
import { count } from '../../messages/format'
import { schemaOf } from '../../compile/picked'
import { findLoss } from '../../catalog/losses'
import { findOptimizer } from '../../catalog/optimizers'
import { findSchedule } from '../../catalog/schedules'
import { isOneLoss, type Plan, type SplitPick } from '../../catalog/plan'
import type { AppState } from '../../studio/state'
import { numberText } from '../kit/number-text'

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
] as const
export type Chip = (typeof CHIPS)[number]

/** The value of a chip. */
export function chipValue(chip: Chip, state: Pick<AppState, 'project' | 'data'>): string {
  const { plan } = state.project
  switch (chip) {
    case 'data':
      return dataValue(state)
    case 'loss':
      return lossValue(plan)
    case 'optimizer':
      return optimizerValue(plan)
    case 'learning rate':
      return rateValue(plan)
    case 'batch':
      return (plan.accumulate ?? 1) > 1 ? `${count(plan.batchSize)} × ${plan.accumulate}` : count(plan.batchSize)
    case 'epochs':
      return `${count(plan.epochs)}${plan.stopWhen ? ' or sooner' : ''}`
    case 'split':
      return splitValue(plan.split)
    case 'seed':
      return String(plan.seed)
    case 'early stopping':
      return plan.earlyStopping ? `after ${count(plan.earlyStopping.patience)}` : 'off'
    default:
      return chip satisfies never
  }
}

function dataValue({ project, data }: Pick<AppState, 'project' | 'data'>): string {
  const schema = data.tag === 'none' ? schemaOf(project.data) : data.schema
  if (!schema) return 'none yet'
  if (data.tag === 'loading') return `${schema.title}, ${percent(data.done, data.total)}`
  if (data.tag === 'failed') return `${schema.title}, not loaded`
  const pool = schema.rows - schema.testRows
  const { samples } = project.data
  const varied = project.plan.augment ? ', varied' : ''
  return samples !== undefined && samples < pool
    ? `${schema.title} ${count(samples)} of ${count(pool)}${varied}`
    : `${schema.title} ${count(schema.rows)}${varied}`
}

/** How far a load has come. */
export function percent(done: number, total: number): string {
  return total > 0 ? `${Math.floor((100 * done) / total)} %` : 'loading'
}

function lossValue({ loss, classWeights }: Plan): string {
  const picks = isOneLoss(loss) ? [loss] : Object.values(loss)
  const titles = [...new Set(picks.map(({ kind }) => findLoss(kind)?.title ?? kind))]
  const classes = classWeights === undefined ? '' : classWeights === 'balanced' ? ', balanced' : ', weighted'
  if (picks.length > 1) {
    return (titles.length === 1 ? `${titles[0]}, ${picks.length} outputs` : titles.join(' + ')) + classes
  }
  const smoothing = picks[0]?.labelSmoothing ?? 0
  return `${titles[0] ?? 'none'}${smoothing > 0 ? `, smoothed ${numberText(smoothing)}` : ''}${classes}`
}

function optimizerValue({ optimizer, clip, movingAverage = 0 }: Plan): string {
  const title = findOptimizer(optimizer.kind)?.title ?? optimizer.kind
  const more = [optimizer.nesterov === true && 'Nesterov', clip && 'clipped', movingAverage > 0 && 'averaged']
  return [title, ...more.filter(Boolean)].join(', ')
}

function rateValue({ learningRate, schedule }: Plan): string {
  const rate = numberText(learningRate)
  if (!schedule) return rate
  const { kind, warmup = 0 } = schedule
  return kind === 'constant'
    ? `${rate}${warmup === 0 ? '' : ', warm-up'}`
    : `${rate}, ${lower(findSchedule(kind)?.title ?? kind)}`
}

function lower(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1)
}

/** 80 / 10 / 10, or what is set apart where the set brings its own test rows. */
export function splitValue({ kind, train, validation, test, column = '' }: SplitPick): string {
  const share = (part: number) => String(Number((100 * part).toFixed(1)))
  return kind === 'fixed'
    ? `own test, ${share(validation)} % validation`
    : kind === 'column'
      ? `as ${column} says`
      : `${share(train)} / ${share(validation)} / ${share(test)}${kind === 'random' ? '' : ` by ${column}`}`
}
