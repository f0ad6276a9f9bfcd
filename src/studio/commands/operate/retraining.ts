/** @file Commands of the retraining loop, and of the comparison of retraining policies. */
import { DEFAULT_PRICES, policyOutcome } from '../../../ops/policy-comparison/compare-policies'
import { RETRAINING_STEPS, RETRAINING_TRIGGERS, type RetrainingTrigger } from '../../../ops/retraining-loop'
import { anyNumber, list, number, oneOf, optional, shape, textLater } from '../../arguments'
import type { AppContext } from '../../context'
import { retrainingResult } from '../../operate/console-results'
import { operateCommand, serviceCommand } from './service-command'

const loopOf = async (studio: AppContext) =>
  (await import('../../operate/retraining/retraining-loop')).retrainingController(studio)

export const configureLoop = serviceCommand({
  id: 'retraining.set',
  args: {
    rule: shape({
      start: optional(textLater<RetrainingTrigger>(RETRAINING_TRIGGERS.join(', '))),
      below: optional(anyNumber()),
      days: optional(anyNumber()),
      labels: optional(anyNumber()),
      needed: optional(anyNumber()),
      ask: optional(list(oneOf(...RETRAINING_STEPS))),
    }),
  },
  run: async (studio, { rule }) => (await loopOf(studio)).setRule(rule),
})

export const startRound = serviceCommand({
  id: 'retraining.start',
  listed: true,
  args: {},
  run: async (studio) => (await loopOf(studio)).start(),
})

export const approveRound = serviceCommand({
  id: 'retraining.approve',
  args: {},
  run: async (studio) => (await loopOf(studio)).approve(),
})

export const stopLoop = serviceCommand({
  id: 'retraining.stop',
  args: {},
  run: async (studio) => (await loopOf(studio)).stop(),
})

export const loopState = serviceCommand({
  id: 'retraining.state',
  args: {},
  run: async (studio) => retrainingResult((await loopOf(studio)).getState()),
})

// Commands for the comparison of retraining policies over a simulated year: start, stop, and state. Their
// implementation is loaded lazily.

const racing = () => import('../../operate/comparisons')

export const startComparison = operateCommand({
  id: 'policies.start',
  listed: true,
  args: { seed: optional(number('whole number')) },
  run: async (studio, asked) => outcomes(await (await racing()).startPolicyComparison(studio, asked)),
})

export const stopComparison = operateCommand({
  id: 'policies.stop',
  args: {},
  run: async (studio) => (await racing()).stopPolicyComparison(studio),
})

export const comparisonState = operateCommand({
  id: 'policies.state',
  args: {},
  run: (studio) => outcomes(studio.store.getState().operate.policies),
})

function outcomes(comparison: Awaited<ReturnType<Awaited<ReturnType<typeof racing>>['startPolicyComparison']>>) {
  if (comparison.tag === 'none' || comparison.tag === 'failed') return comparison
  const { tag, ms, seed, title, course, from, state } = comparison
  return {
    ...{ tag, ms, seed, title, from, course, week: state?.week ?? 0 },
    policies: (state?.policies ?? []).map((policy) => ({
      ...policyOutcome(policy, DEFAULT_PRICES),
      ...{ right: policy.right, asked: policy.asked, trained: policy.trainings },
    })),
  }
}
