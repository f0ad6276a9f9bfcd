/** @file Commands for runs that the first page needs: start, pause, resume, step, and stop. */
import { commandsText } from '../../messages/en/commands/studio'
import { number, optional } from '../arguments'
import { commandsWith } from '../command'
import type { AppContext } from '../context'
import { BACKEND_CHOICE } from './common-arguments'

const defineCommand = commandsWith(commandsText)

function tagOf(studio: AppContext) {
  return studio.store.getState().run.tag
}

function isActive(studio: AppContext): boolean {
  return ['training', 'paused', 'preparing'].includes(tagOf(studio))
}

export const startRun = defineCommand({
  id: 'run.start',
  listed: true,
  shortcut: '$mod+Enter',
  args: { backend: optional(BACKEND_CHOICE), learningRate: optional(number()) },
  async run(studio, { backend, learningRate }) {
    if (learningRate !== undefined) {
      // A run in progress would go on with this rate, and with weights that a too high one has ruined.
      if (isActive(studio)) await studio.runs.steer('stop')
      await studio.run('plan.set', { learningRate })
    }
    return studio.runs.start(backend === undefined ? {} : { backend })
  },
})

export const pauseRun = defineCommand({
  id: 'run.pause',
  args: {},
  listed: true,
  enabled: (studio) => tagOf(studio) === 'training',
  run: (studio) => studio.runs.steer('pause'),
})

export const resumeRun = defineCommand({
  id: 'run.resume',
  args: {},
  listed: true,
  enabled: (studio) => tagOf(studio) === 'paused',
  async run(studio) {
    await studio.runs.steer('resume')
    const { noticeOfOtherNetwork } = await import('../training/resume-run')
    const notice = noticeOfOtherNetwork(studio.store.getState())
    if (notice) await studio.run('notice.show', notice)
  },
})

export const stepRun = defineCommand({
  id: 'run.step',
  args: {},
  listed: true,
  enabled: (studio) => tagOf(studio) !== 'preparing',
  async run(studio) {
    if (!isActive(studio)) await studio.runs.start({ paused: true })
    else if (tagOf(studio) === 'training') await studio.runs.steer('pause')
    await studio.runs.steer('step')
  },
})

export const stopRun = defineCommand({
  id: 'run.stop',
  args: {},
  listed: true,
  enabled: isActive,
  run: (studio) => studio.runs.steer('stop'),
})
