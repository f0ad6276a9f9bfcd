/**
 * @file Adversarial: training examples are attacked by the network that is trained, before each step, so that it learns
 * to resist (Madry and others, "Towards deep learning models resistant to adversarial attacks", ICLR 2018).
 */
import { augmentationsText as texts } from '../../messages/en/data/augment'
import { float } from '../../catalog/params'
import type { AugmentPick } from '../../catalog/training-plan'
import { defineAugmentation } from './define-augmentation'

/** How training examples are attacked. */
export interface AdversarialAttack {
  /** The largest change: a share of the range from black to white, or standard deviations of a number. */
  readonly epsilon: number
  /** 1 is FGSM; more are PGD from a random start. */
  readonly steps: number
  /** The share of each batch that is attacked. */
  readonly share: number
}

export const adversarial = defineAugmentation({
  kind: 'adversarial',
  title: texts.adversarial.title,
  summary: texts.adversarial.summary,
  params: {
    epsilon: float({ ...texts.adversarial.params.epsilon, min: 0, max: 3, step: 0.05, default: 0.1 }),
    steps: float({ ...texts.adversarial.params.steps, min: 0, max: 20, step: 1, default: 3 }),
    share: float({ ...texts.adversarial.params.share, min: 0, max: 1, step: 0.1, default: 1 }),
  },
  isOfEngine: true,
})

/** The attack of a list of augmentations; undefined if there is none, or if it changes nothing. */
export function attackIn(picks: readonly AugmentPick[] | undefined): AdversarialAttack | undefined {
  const pick = picks?.find(({ kind }) => kind === adversarial.kind)
  if (!pick) return undefined
  const amount = (name: keyof typeof adversarial.params) => Number(pick[name] ?? adversarial.params[name].default)
  const attack = { epsilon: amount('epsilon'), steps: Math.round(amount('steps')), share: amount('share') }
  return Object.values(attack).every((value) => value > 0) ? attack : undefined
}
