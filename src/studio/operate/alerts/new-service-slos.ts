/** @file newServiceSlos: the objectives that a new service starts with. */
import { findLoss } from '../../../catalog/losses'
import { isOneLoss, type Plan } from '../../../catalog/training-plan'
import type { Slo } from '../../../ops/slo'
import { defaultSlos } from '../../../ops/slo'

/** The default objectives, including accuracy if the predictions are classes. */
export function newServiceSlos({ loss }: Pick<Plan, 'loss'>): readonly Slo[] {
  return defaultSlos(!isOneLoss(loss) || findLoss(loss.kind)?.targets !== 'number')
}
