/** @file Commands that measure and check this machine. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { refuse } from '../../messages/message'
import { openTrainer } from '../../protocol/trainer-client'
import { optional } from '../arguments'
import { commandsWith } from '../command'
import { BACKEND, BACKEND_CHOICE } from './common-arguments'

const defineCommand = commandsWith(moreCommandsText)

export const probeMachine = defineCommand({
  id: 'machine.probe',
  args: {},
  async run(studio) {
    const answer = await studio.runs.client().ask({ type: 'probe' })
    if (answer.type !== 'offers') return refuse('no-run', {})
    studio.store.setState(({ machine }) => ({ machine: { ...machine, offers: answer.offers } }))
    return answer.offers
  },
})

export const measureMachine = defineCommand({
  id: 'machine.measure',
  args: { backend: optional(BACKEND_CHOICE) },
  async run(studio, { backend = studio.store.getState().machine.choice }) {
    const answer = await studio.runs.client().ask({ type: 'measure', backend })
    return answer.type === 'speed' ? answer : refuse('no-run', {})
  },
})

/** Runs in a separate worker, so that it does not disturb a run or a model. */
export const checkGradients = defineCommand({
  id: 'machine.gradients',
  args: { backend: BACKEND },
  async run(_studio, { backend }) {
    const trainer = openTrainer({ onMessage: () => undefined, onLost: () => undefined })
    const answer = await trainer.ask({ type: 'gradients', backend }).finally(trainer.close)
    return answer.type === 'gradients' ? answer.reports : []
  },
})

export const memoryInUse = defineCommand({
  id: 'machine.memory',
  args: {},
  async run(studio) {
    const answer = await studio.runs.client().ask({ type: 'memory' })
    if (answer.type !== 'memory') return { tensors: 0, bytes: 0, reads: 0, readBytes: 0 }
    const { tensors, bytes, reads, readBytes } = answer
    return { tensors, bytes, reads, readBytes }
  },
})
