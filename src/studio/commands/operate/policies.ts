/**
 * @file Commands for the comparison of retraining policies over a simulated year: start, stop, and state. Their
 * implementation is loaded lazily.
 */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { DEFAULT_PRICES, policyOutcome } from '../../../ops/policy-comparison/compare-policies'
import { number, optional } from '../../arguments'
import { defineCommand } from '../../command'

const racing = () => import('../../operate/retraining/policy-comparison')

export const startComparison = defineCommand({
  id: 'policies.start',
  title: operateCommandsText['policies.start'],
  listed: true,
  args: { seed: optional(number('whole number')) },
  run: async (studio, asked) => outcomes(await (await racing()).startPolicyComparison(studio, asked)),
})

export const stopComparison = defineCommand({
  id: 'policies.stop',
  title: operateCommandsText['policies.stop'],
  args: {},
  run: async (studio) => (await racing()).stopPolicyComparison(studio),
})

export const comparisonState = defineCommand({
  id: 'policies.state',
  title: operateCommandsText['policies.state'],
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
