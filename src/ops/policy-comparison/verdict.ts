/** @file Verdict: the result of a policy comparison at given prices, for each policy and as text. */
import { policiesText } from '../../messages/en/operate/policies'
import { policyVerdictText as text } from '../../messages/en/operate/policy-verdict'
import type { PolicyId, PolicyState } from './compare-policies'

/** The prices of a wrong prediction, a label and a training run, all in the same currency. */
export interface Prices {
  readonly wrong: number
  readonly label: number
  readonly training: number
}

export const DEFAULT_PRICES: Prices = { wrong: 1, label: 0.05, training: 5 }

export interface Outcome {
  readonly id: PolicyId
  /** Accuracy over the predictions that are evaluated. */
  readonly accuracy: number
  readonly wrong: number
  readonly labels: number
  readonly trainings: number
  readonly products: number
  readonly cost: number
}

/** The outcome of a policy so far. */
export function policyOutcome({ id, right, asked, labels, trainings, products }: PolicyState, prices: Prices): Outcome {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
  const wrong = sum(asked) - sum(right)
  // The initial training run costs the same for all policies, so it is not counted.
  const times = trainings.length - 1
  return {
    ...{ id, wrong, labels, products, trainings: times },
    accuracy: sum(asked) === 0 ? 0 : sum(right) / sum(asked),
    cost: wrong * prices.wrong + labels * prices.label + times * prices.training,
  }
}

/** Says which policy won and why. */
export function verdictText(outcomes: readonly Outcome[]): string {
  const byCost = outcomes.toSorted((a, b) => a.cost - b.cost)
  const byAccuracy = outcomes.toSorted((a, b) => b.accuracy - a.accuracy || a.cost - b.cost)
  const [best, second] = byCost
  const [accurate] = byAccuracy
  const never = outcomes.find(({ id }) => id === 'never')
  if (!best || !second || !accurate || !never) return ''
  const { names } = policiesText
  const verdict = {
    ...{ winner: names[best.id], second: names[second.id], more: second.cost - best.cost },
    ...(accurate.id === best.id
      ? {}
      : { accurate: { name: names[accurate.id], accuracy: accurate.accuracy, winner: best.accuracy } }),
  }
  if (best.id === 'never') return text.never(verdict)
  const { trainings, labels } = best
  return text.trained({ ...verdict, trainings, labels, saved: never.wrong - best.wrong })
}
