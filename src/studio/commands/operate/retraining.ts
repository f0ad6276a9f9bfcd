/** @file Commands on the ring of the open service: its rule, a turn started, approved and stopped. What they do is loaded when it is asked. */
import { RING_STARTS, RING_STEPS, type RingRule } from '../../../ops/retraining-loop'
import { defineCommand } from '../../command'
import type { Workshop } from '../../context'
import { operateDesk } from '../../operate/controller'

const isOpen = (studio: Workshop) => operateDesk(studio).store.getState().service !== null
const ringOf = async (studio: Workshop) => (await import('../../operate/retraining-loop')).ringDesk(studio)

export const setRing = defineCommand({
  id: 'ring.set',
  title: 'Set the rule of the ring',
  args: {
    rule: `{start: ${RING_STARTS.join(', ')}; below, days, labels, needed: numbers; ask: some of ${RING_STEPS.join(', ')}}, any of them`,
  },
  enabled: isOpen,
  run: async (studio, { rule }: { rule: Partial<RingRule> }) => (await ringOf(studio)).rule(rule),
})

export const startRing = defineCommand({
  id: 'ring.start',
  title: 'Start a turn of the ring',
  listed: true,
  args: {},
  enabled: isOpen,
  run: async (studio) => (await ringOf(studio)).start(),
})

export const approveRing = defineCommand({
  id: 'ring.approve',
  title: 'Let the ring go on',
  args: {},
  enabled: isOpen,
  run: async (studio) => (await ringOf(studio)).approve(),
})

export const stopRing = defineCommand({
  id: 'ring.stop',
  title: 'Stop the turn of the ring',
  args: {},
  enabled: isOpen,
  run: async (studio) => (await ringOf(studio)).stop(),
})

export const ringState = defineCommand({
  id: 'ring.state',
  title: 'How the ring stands',
  args: {},
  enabled: isOpen,
  run: async (studio) => (await ringOf(studio)).store.getState(),
})
