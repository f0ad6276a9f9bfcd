/** @file Commands that analyze training: sanity check, forecast, profile, and engine comparison. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { formatMessage, message } from '../../messages/message'
import { oneOf, optional } from '../arguments'
import { defineCommand } from '../command'
import type { AppContext } from '../context'
import * as analyses from '../training/run-training-analyses'
import { BACKEND } from './common-arguments'

/** Whether no analysis is running. */
function isQuiet({ store }: AppContext): boolean {
  return store.getState().insight.asking === null
}

export const checkSanity = defineCommand({
  id: 'run.sanity',
  title: moreCommandsText['run.sanity'],
  listed: true,
  args: {},
  enabled: isQuiet,
  async run(studio) {
    const report = await analyses.checkSanity(studio)
    const { sanityVerdict } = await import('../training/sanity-verdict')
    return { ...report, losses: [...report.losses], verdict: sanityVerdict(report).map(formatMessage) }
  },
})

export const forecastRun = defineCommand({
  id: 'run.forecast',
  title: moreCommandsText['run.forecast'],
  listed: true,
  args: {},
  enabled: isQuiet,
  run: analyses.forecastRun,
})

export const profileRun = defineCommand({
  id: 'run.profile',
  title: moreCommandsText['run.profile'],
  listed: true,
  args: {},
  enabled: (studio) => isQuiet(studio) && !['idle', 'preparing'].includes(studio.store.getState().run.tag),
  run: analyses.profileRun,
})

export const compareEngines = defineCommand({
  id: 'machine.parity',
  title: moreCommandsText['machine.parity'],
  listed: true,
  args: { a: optional(BACKEND), b: optional(BACKEND) },
  enabled: isQuiet,
  run: (studio, { a, b }) => analyses.compareBackends(studio, a, b),
})

export const checkOps = defineCommand({
  id: 'machine.ops',
  title: moreCommandsText['machine.ops'],
  args: {
    backend: {
      ...oneOf('wasm', 'webgpu'),
      problem: (backend: unknown) => message('no-machine', { backend: String(backend) }),
    },
  },
  run: (studio, { backend }) => analyses.checkOps(studio, backend),
})
