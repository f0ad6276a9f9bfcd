/**
 * @file Tests of an input guard: false alarms on clean examples, the attacked and corrupted inputs that it finds, and an
 * attack that knows it.
 */
import '../../messages/en/evaluate/guard'
import { refuse } from '../../messages/message'
import { STRENGTHS } from '../../data/augment/corruptions'
import { rocAuc } from '../../metrics/curves'
import type { AppContext } from '../context'
import {
  type AttackBox,
  type AttackedRows,
  type AttackMethod,
  attackedRows,
  boxAround,
  decideRows,
  foolRows,
  PGD_STARTS,
  randomOfStart,
  randomStart,
  shareOf,
  takeEncoded,
} from './attack'
import { joined } from './attack-set-rows'
import { encode } from './explain'
import { type Guarded, guardedOf, guardGradients, guardScores, summaryOf } from './guard'
import type { Source } from './predictions'
import { corruptionsOf, drawnRows, type Encoded, type RobustnessArgs } from './robustness'

/** A pixel that is searched for takes a thousand predictions per example. */
const MOST_ONE_PIXEL = 30

export interface GuardTestArgs extends RobustnessArgs {
  /** An attack, `corruptions`, or `clean` for false alarms alone. */
  readonly kind: AttackMethod | 'corruptions' | 'clean'
  /** For attacks: the strength. For corruptions: all strengths from 1 to 5. */
  readonly epsilon: number
}

/**
 * How often the guard refuses clean examples, and how often inputs of one kind: of attacks, those that fool the network.
 * The clean examples that they are compared with are others than the changed ones.
 */
export async function testGuard(studio: AppContext, source: Source, { kind, epsilon, ...args }: GuardTestArgs) {
  const what = await guardedOf(studio, source, args.output)
  const { weights, guard } = what
  const { ready, pipeline } = weights
  const all = drawnRows(ready.split[args.split], args.seed)
  if (all.length < 2) return refuse('no-rows', { split: args.split })
  const most = Math.max(1, Math.min(args.most, Math.floor(all.length / 2)))
  const found = await attackedRows(studio, source, { ...args, most })
  const clean = all.slice(most, 2 * most)
  const others = await guardScores(what, await encode(pipeline, ready.dataset, clean), clean.length)
  const own = await guardScores(what, found.inputs, found.rows.length)
  const isRefused = (score: number) => score > guard.limit
  const cleanScores = [...others, ...own]
  const measured = (name: string, strength: number, scores: ArrayLike<number>, attacked: number) => ({
    ...{ kind: name, strength, attacked, n: scores.length },
    ...(scores.length > 0 && {
      found: shareOf(Array.from(scores).filter(isRefused).length, scores.length),
      auc: rocAuc({
        positive: [...Array.from(scores, () => 1), ...Array.from(others, () => 0)],
        scores: [...Array.from(scores), ...others],
      }),
    }),
  })
  const inputs = []
  if (kind === 'corruptions') {
    const { kinds, corrupt } = await corruptionsOf(weights)
    for (const one of kinds)
      for (const strength of STRENGTHS) {
        const changed = await corrupt(one, strength, found.rows, args.seed)
        inputs.push(measured(one, strength, await guardScores(what, changed, found.rows.length), found.rows.length))
      }
  } else if (kind !== 'clean') {
    const few = kind === 'onePixel' ? { ...found, right: found.right.slice(0, MOST_ONE_PIXEL) } : found
    const fooled = await foolRows(few, { method: kind, epsilon })
    const values = joined(fooled.map(([, one]) => one.values))
    const scores = fooled.length > 0 ? await guardScores(what, values, fooled.length) : []
    inputs.push(measured(kind, epsilon, scores, few.right.length))
  }
  return {
    ...{ ...summaryOf(guard, what.output.label), split: args.split, n: cleanScores.length },
    alarms: shareOf(cleanScores.filter(isRefused).length, cleanScores.length),
    inputs,
    ...found.testLooks,
  }
}

export type GuardReport = Awaited<ReturnType<typeof testGuard>>

/** Steps of a tenth of epsilon, because the way past a guard is narrower. */
const STEPS = 40
const STEP = 0.1

/**
 * Attacks the rows that are predicted correctly by PGD, and by an attack that lowers the score of the guard, too. An attack
 * gets past the guard if the prediction is wrong and the input is not refused.
 */
export async function attackGuard(
  studio: AppContext,
  source: Source,
  { epsilon, ...args }: RobustnessArgs & { readonly epsilon: number },
) {
  if (!(epsilon >= 0 && Number.isFinite(epsilon))) return refuse('attack-epsilon', { epsilon })
  const what = await guardedOf(studio, source, args.output)
  const found = await attackedRows(studio, source, args)
  const { right } = found
  if (right.length === 0) return refuse('no-rows', { split: args.split })
  const fooled = await foolRows(found, { method: 'pgd', epsilon })
  const scores =
    fooled.length > 0 ? await guardScores(what, joined(fooled.map(([, one]) => one.values)), fooled.length) : []
  const past = new Set(fooled.flatMap(([i], at) => ((scores[at] as number) <= what.guard.limit ? [i] : [])))
  const plain = past.size
  const wrong = new Set(fooled.map(([i]) => i))
  for (let start = 0; start < PGD_STARTS; start++) {
    const now = right.filter((i) => !past.has(i))
    if (now.length === 0) break
    const got = await slipPast(what, found, now, start, epsilon)
    now.forEach((i, at) => {
      if (got.past[at]) past.add(i)
      if (got.wrong[at]) wrong.add(i)
    })
  }
  const share = (count: number) => shareOf(count, right.length)
  return {
    ...{ ...summaryOf(what.guard, what.output.label), split: args.split, epsilon },
    ...{ n: found.rows.length, attacked: right.length },
    plain: { fooled: share(fooled.length), undetected: share(plain) },
    knowing: { fooled: share(wrong.size), undetected: share(past.size) },
    ...found.testLooks,
  }
}

export type GuardAttackReport = Awaited<ReturnType<typeof attackGuard>>

async function slipPast(what: Guarded, of: AttackedRows, at: readonly number[], start: number, epsilon: number) {
  const own = takeEncoded(what.weights.pipeline, of.inputs, at)
  const box = boxAround(own, of.ranges, epsilon, STEP * epsilon)
  const from =
    start === 0
      ? own
      : randomStart(
          box,
          at.map((i) => randomOfStart(of, start, i)),
        )
  return climbUnseen(
    what,
    from,
    Float32Array.from(at, (i) => of.targets[i] as number),
    box,
    STEPS,
  )
}

/**
 * Moves rows so that they are predicted wrong and that the guard does not refuse them, after Carlini and Wagner 2017
 * ("Adversarial examples are not easily detected"): the gradients of the loss and of the guard, each of length 1, are
 * added; the loss counts while the prediction is right, and the score of the guard while it is above the limit.
 */
export async function climbUnseen(
  what: Guarded,
  start: Encoded,
  targets: Float32Array<ArrayBuffer>,
  box: AttackBox,
  steps: number,
): Promise<{ readonly values: Encoded; readonly past: readonly boolean[]; readonly wrong: readonly boolean[] }> {
  const { weights, output, guard } = what
  const count = targets.length
  const values = start.map((one) => one.slice())
  const [past, wrong] = [new Array<boolean>(count).fill(false), new Array<boolean>(count).fill(false)]
  const crossEntropy = { output: weights.pipeline.outputs.indexOf(output), number: 'crossEntropy', targets } as const
  for (let step = 0; step <= steps; step++) {
    const decided = await decideRows(what, values, count)
    const seen = await guardGradients(what, values, count)
    const isWrong = decided.map(({ predicted }, i) => predicted !== targets[i])
    const isSeen = Array.from(seen.scores, (score) => score > guard.limit)
    for (let i = 0; i < count; i++) {
      if (isWrong[i]) wrong[i] = true
      if (isWrong[i] && !isSeen[i]) past[i] = true
    }
    if (step === steps || !past.includes(false)) break
    const { gradients } = await weights.gradients(values, count, crossEntropy)
    for (let i = 0; i < count; i++) {
      // What got past the guard stays where it is.
      if (past[i]) continue
      const lossScale = isWrong[i] ? 0 : 1 / lengthOf(gradients, count, i)
      const guardScale = isSeen[i] ? 1 / lengthOf(seen.gradients, count, i) : 0
      values.forEach((all, k) => {
        const [slopes, scores] = [gradients[k], seen.gradients[k]]
        if (slopes?.length !== all.length || scores?.length !== all.length) return
        const size = all.length / count
        for (let j = i * size; j < (i + 1) * size; j++) {
          const slope = lossScale * (slopes[j] as number) - guardScale * (scores[j] as number)
          const next = (all[j] as number) + (box.step[k]?.[j] as number) * Math.sign(slope)
          all[j] = Math.min(box.high[k]?.[j] as number, Math.max(box.low[k]?.[j] as number, next))
        }
      })
    }
  }
  return { values, past, wrong }
}

/** The length of the gradient of one row over all inputs; 1 if it is 0. */
function lengthOf(gradients: readonly Float32Array[], count: number, i: number): number {
  let sum = 0
  for (const all of gradients) {
    const size = all.length / count
    for (let j = i * size; j < (i + 1) * size; j++) sum += (all[j] as number) ** 2
  }
  return Math.sqrt(sum) || 1
}
