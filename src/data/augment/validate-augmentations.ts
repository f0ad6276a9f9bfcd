/**
 * @file augmentProblem: validates a list of augmentations. Scripts and files may contain anything, so every value is
 * checked.
 */
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import { valuesOf } from '../../catalog/params'
import type { AugmentPick } from '../../catalog/training-plan'
import { augmentations, findAugmentation, MAX_AUGMENTATIONS } from './index'

/** Returns the first problem in the list, or undefined if the list is valid. */
export function augmentProblem(picks: readonly AugmentPick[] | undefined): Problem | undefined {
  if (!Array.isArray(picks) || picks.length > MAX_AUGMENTATIONS)
    return message('plan-augment', { most: MAX_AUGMENTATIONS })
  for (const pick of picks as readonly unknown[]) {
    const { kind, ...amounts } = (typeof pick === 'object' && pick !== null ? pick : {}) as AugmentPick
    const def = findAugmentation(kind)
    if (!def) {
      return message('plan-augment-kind', { kind: String(kind), kinds: augmentations.map((one) => one.kind) })
    }
    const values = valuesOf(def.params, amounts, def.title)
    if (!values.ok) return values.error
  }
  return undefined
}
