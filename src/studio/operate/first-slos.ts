/** @file firstSlos: what a new service of a project promises, until somebody writes down what is meant. */
import { findLoss } from '../../catalog/losses'
import { isOneLoss, type Plan } from '../../catalog/plan'
import { defaultSlos } from '../../ops/default-slos'
import type { Slo } from '../../ops/slo'

/** The usual objectives; accuracy where answers are classes. */
export function firstSlos({ loss }: Pick<Plan, 'loss'>): readonly Slo[] {
  return defaultSlos(!isOneLoss(loss) || findLoss(loss.kind)?.targets !== 'number')
}
