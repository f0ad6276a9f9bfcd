/** @file Preview of adversarial training: some training examples as an attack on the weights in use changes them. */
import '../../messages/en/evaluate/robustness'
import { attackIn } from '../../data/augment/adversarial'
import { encodeTargets } from '../../data/encode-rows'
import { isImage } from '../../data/input-ranges'
import { loadPagedRows } from '../../data/paged-columns'
import { refuse } from '../../messages/message'
import type { AppContext } from '../context'
import { boxAround, climb, decideRows, rangesOf, randomOfStart, randomStart, shadesOf } from './attack'
import { encode, explained } from './explain'
import { weightsOf } from './predictions'

/** A training example before and after the attack, with pixels from 0 to 1 if it is a picture. */
export interface Side {
  readonly predicted: string
  readonly probability: number
  readonly picture?: { readonly pixels: readonly number[]; readonly shape: readonly number[] }
}

/**
 * Attacks the first training examples as a step of adversarial training does: from the examples, or from a random start
 * if there are several attack steps. Refuses plans without such training, and inputs that no attack can change.
 */
export async function previewAttack(
  studio: AppContext,
  { most, seed }: { readonly most: number; readonly seed: number },
) {
  const attack = attackIn(studio.store.getState().project.plan.augment) ?? refuse('adversarial-none', {})
  const weights = await weightsOf(studio, {})
  const { pipeline, ready } = weights
  const { output, ...found } = explained(weights)
  if (output.kind !== 'classes') return refuse('attack-no-classes', { output: output.label })
  const what = { ...found, output }
  const ranges = await rangesOf(weights)
  if (ranges.every(({ unit }) => unit.every((one) => one === 0))) return refuse('attack-nothing-moves', {})
  const rows = ready.split.train.slice(0, most)
  const inputs = await encode(pipeline, ready.dataset, rows)
  const targets = encodeTargets(output, await loadPagedRows(ready.dataset, rows), rows)
  const { epsilon, steps } = attack
  // The rate of `training/adversary.ts`.
  const box = boxAround(inputs, ranges, epsilon, steps === 1 ? epsilon : (2.5 * epsilon) / steps)
  const randoms = Array.from(rows, (_, i) => randomOfStart({ rows, seed }, 0, i))
  const attacked = await climb(what, steps === 1 ? inputs : randomStart(box, randoms), targets, box, steps)
  const picture = pipeline.inputs.findIndex(isImage)
  const sides = async (values: typeof inputs): Promise<readonly Side[]> =>
    (await decideRows(what, values, rows.length)).map(({ predicted, scores }, i) => {
      const [all, range] = [values[picture], ranges[picture]]
      const size = range?.unit.length ?? 0
      return {
        predicted: output.labels[predicted] ?? '',
        probability: scores[predicted] as number,
        ...(all &&
          range && {
            picture: {
              pixels: shadesOf(all.subarray(i * size, (i + 1) * size), range),
              shape: pipeline.inputs[picture]?.shape ?? [],
            },
          }),
      }
    })
  const [before, after] = [await sides(inputs), await sides(attacked)]
  return Array.from(rows, (row, i) => ({
    row,
    actual: output.labels[targets[i] as number] ?? '',
    before: before[i] as Side,
    after: after[i] as Side,
  }))
}

export type AttackPreview = Awaited<ReturnType<typeof previewAttack>>
