/** @file Commands that analyze training: sanity check, forecast, profile, and engine comparison. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { refuse, formatMessage } from '../../messages/message'
import { type Backend, BACKENDS } from '../../protocol/backend'
import { defineCommand } from '../command'
import type { AppContext } from '../context'
import * as analyses from '../run-training-analyses'

/** Whether no analysis is running. */
function isQuiet({ store }: AppContext): boolean {
  return store.getState().insight.asking === null
}

function checkBackend(backend: Backend | undefined): void {
  if (backend !== undefined && !BACKENDS.includes(backend)) refuse('unknown-backend', { backend: String(backend) })
}

export const checkSanity = defineCommand({
  id: 'run.sanity',
  title: moreCommandsText['run.sanity'],
  listed: true,
  args: {},
  enabled: isQuiet,
  async run(studio) {
    const report = await analyses.checkSanity(studio)
    const { sanityVerdict } = await import('../sanity-verdict')
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
  args: { a: 'webgpu, wasm, webgl or cpu; optional', b: 'the same; optional' },
  enabled: isQuiet,
  run(studio, { a, b }: { a?: Backend; b?: Backend }) {
    checkBackend(a)
    checkBackend(b)
    return analyses.compareBackends(studio, a, b)
  },
})

export const checkOps = defineCommand({
  id: 'machine.ops',
  title: moreCommandsText['machine.ops'],
  args: { backend: 'wasm or webgpu' },
  run(studio, { backend }: { backend: Backend }) {
    if (backend !== 'wasm' && backend !== 'webgpu') return refuse('no-machine', { backend: String(backend) })
    return analyses.checkOps(studio, backend)
  },
})
