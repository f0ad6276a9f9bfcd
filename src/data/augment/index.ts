/**
 * @file The augmentations, in the order in which the page offers them. To add an augmentation, add its file and a line
 * here.
 */
import { blur } from './blur'
import { brightness } from './brightness'
import { crop } from './crop'
import type { AugmentationDef } from './define-augmentation'
import { erase } from './erase'
import { flip } from './flip'
import { mixup } from './mixup'
import { noise } from './noise'
import { rotate } from './rotate'
import { shift } from './shift'
import { zoom } from './zoom'

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
  mixup,
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
