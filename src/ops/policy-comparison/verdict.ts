/** @file Verdict: what a race came to at given prices, policy by policy, and in one plain sentence. */
import { counted } from '../../messages/format'
import type { PolicyId, PolicyState } from './compare-policies'

/** In the same money: of a wrong answer, of a label, of a training. */
export interface Prices {
  readonly wrong: number
  readonly label: number
  readonly training: number
}

export const USUAL_PRICES: Prices = { wrong: 1, label: 0.05, training: 5 }

export interface Outcome {
  readonly id: PolicyId
  /** Of the answers that count. */
  readonly accuracy: number
  readonly wrong: number
  readonly labels: number
  readonly trainings: number
  readonly products: number
  readonly cost: number
}

/** What a policy came to by now. */
export function outcomeOf({ id, right, asked, labels, trainings, products }: PolicyState, prices: Prices): Outcome {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
  const wrong = sum(asked) - sum(right)
  // The network they all began with cost all of them the same.
  const times = trainings.length - 1
  return {
    ...{ id, wrong, labels, products, trainings: times },
    accuracy: sum(asked) === 0 ? 0 : sum(right) / sum(asked),
    cost: wrong * prices.wrong + labels * prices.label + times * prices.training,
  }
}

/** Who won and why, in one sentence. */
export function sentenceOf(outcomes: readonly Outcome[]): string {
  const byCost = outcomes.toSorted((a, b) => a.cost - b.cost)
  const byRight = outcomes.toSorted((a, b) => b.accuracy - a.accuracy || a.cost - b.cost)
  const [best, second] = byCost
  const [surest] = byRight
  const never = outcomes.find(({ id }) => id === 'never')
  if (!best || !second || !surest || !never) return ''
  const saved = never.wrong - best.wrong
  const why =
    best.id === 'never'
      ? `whatever the others spent on labels and trainings, it did not bring back as much`
      : `${counted(best.trainings, 'training')} and ${counted(best.labels, 'label')} spared ${counted(saved, 'wrong answer')}`
  const closest = `${name(second.id)} cost ${tenths(second.cost - best.cost)} more`
  const most =
    surest.id === best.id
      ? 'and nobody was right more often'
      : `while ${name(surest.id)} was right most often (${percent(surest.accuracy)} % against ${percent(best.accuracy)} %)`
  return `At these prices "${best.id}" won: ${why}; ${closest}, ${most}.`
}

function name(id: PolicyId): string {
  return `"${id}"`
}

function percent(share: number): string {
  return (100 * share).toFixed(1)
}

function tenths(money: number): string {
  return money.toFixed(1)
}
