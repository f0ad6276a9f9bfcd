/** @file Commands of the retraining loop, and of the comparison of retraining policies. */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { DEFAULT_PRICES, policyOutcome } from '../../../ops/policy-comparison/compare-policies'
import { RETRAINING_STEPS, RETRAINING_TRIGGERS, type RetrainingTrigger } from '../../../ops/retraining-loop'
import { anyNumber, checkedLater, list, number, oneOf, optional, shape } from '../../arguments'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { retrainingResult } from '../../operate/console-results'
import { operateController } from '../../operate/controller'

const isOpen = (studio: AppContext) => operateController(studio).store.getState().service !== null
const loopOf = async (studio: AppContext) =>
  (await import('../../operate/retraining/retraining-loop')).retrainingController(studio)

export const configureLoop = defineCommand({
  id: 'retraining.set',
  title: operateCommandsText['retraining.set'],
  args: {
    rule: shape({
      start: optional(checkedLater<RetrainingTrigger>(RETRAINING_TRIGGERS.join(', '))),
      below: optional(anyNumber()),
      days: optional(anyNumber()),
      labels: optional(anyNumber()),
      needed: optional(anyNumber()),
      ask: optional(list(oneOf(...RETRAINING_STEPS))),
    }),
  },
  enabled: isOpen,
  run: async (studio, { rule }) => (await loopOf(studio)).setRule(rule),
})

export const startRound = defineCommand({
  id: 'retraining.start',
  title: operateCommandsText['retraining.start'],
  listed: true,
  args: {},
  enabled: isOpen,
  run: async (studio) => (await loopOf(studio)).start(),
})

export const approveRound = defineCommand({
  id: 'retraining.approve',
  title: operateCommandsText['retraining.approve'],
  args: {},
  enabled: isOpen,
  run: async (studio) => (await loopOf(studio)).approve(),
})

export const stopLoop = defineCommand({
  id: 'retraining.stop',
  title: operateCommandsText['retraining.stop'],
  args: {},
  enabled: isOpen,
  run: async (studio) => (await loopOf(studio)).stop(),
})

export const loopState = defineCommand({
  id: 'retraining.state',
  title: operateCommandsText['retraining.state'],
  args: {},
  enabled: isOpen,
  run: async (studio) => retrainingResult((await loopOf(studio)).getState()),
})

// Commands for the comparison of retraining policies over a simulated year: start, stop, and state. Their
// implementation is loaded lazily.

const racing = () => import('../../operate/comparisons')

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
