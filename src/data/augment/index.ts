/**
 * @file The augmentations, in the order in which the page offers them, and the check of a list of them. To add an
 * augmentation, define it and add a line here.
 */
import { valuesOf } from '../../catalog/params'
import type { AugmentPick } from '../../catalog/training-plan'
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import { adversarial } from './adversarial'
import { blur, brightness, erase, noise } from './appearance'
import { corruption } from './corruptions'
import type { AugmentationDef } from './define-augmentation'
import { crop, flip, rotate, shift, zoom } from './geometric'
import { mixup } from './mixup'

export const augmentations: readonly AugmentationDef[] = [
  flip,
  shift,
  rotate,
  zoom,
  crop,
  erase,
  noise,
  brightness,
  blur,
  corruption,
  mixup,
  adversarial,
]

/**
 * The maximum number of augmentations in a list. It must not change, because the random streams of a training step are
 * numbered by augmentation and position.
 */
export const MAX_AUGMENTATIONS = 16

const byKind = new Map(augmentations.map((one) => [one.kind, one]))

/** Returns the augmentation of this kind, or undefined if there is none. */
export function findAugmentation(kind: string): AugmentationDef | undefined {
  return byKind.get(kind)
}

/** The titles of the augmentations of a plan, with the labels and values of all of their amounts, also of usual ones. */
export function namedAmounts(picks: readonly AugmentPick[] = []) {
  return picks.map(({ kind, ...amounts }) => {
    const { title = kind, params = {} } = findAugmentation(kind) ?? {}
    const named = Object.entries(params).map(
      ([name, { label = name, default: usual }]) => [label, Number(amounts[name] ?? usual)] as const,
    )
    return { title, amounts: named }
  })
}

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
