/**
 * @file Drift alarm of the open service: loads the reference data when playback starts or, if requests come from
 * outside, after a few quiet seconds once they fill a window. The reference is loaded again when other versions answer.
 * The drift reducer of the log then compares each window with it.
 */
import { DEFAULT_PLAN } from '../../../ops/drift/window-drift'
import type { AppContext } from '../../context'
import { readDriftBaseline, type ServingHost } from './drift-baseline'

/**
 * While no scenario is played, wait for this many ms without changes before loading the reference, because loading
 * keeps the worker busy and a client may be measuring latency.
 */
const QUIET_MS = 3000

/** Attaches the drift alarm to a controller. */
export function withDriftAlarm<D extends ServingHost>(studio: AppContext, controller: D): D {
  let readFor: readonly unknown[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  async function read(): Promise<void> {
    const { service, serving, aliases } = controller.store.getState()
    if (serving.tag !== 'on') return
    const log = controller.log()
    const key = [log, serving, aliases]
    if (readFor.length === key.length && readFor.every((one, i) => one === key[i])) return
    readFor = key
    try {
      const { reference } = await readDriftBaseline(studio, controller, 'usual')
      if (controller.store.getState().service === service && controller.log() === log)
        log.readings.drift.reference = reference
    } catch {
      // There is no reference, or the session was closed. The next attempt is made when another version answers or the
      // service starts again.
    }
  }

  controller.store.subscribe((now, before) => {
    if (now.serving.tag !== 'on') return
    clearTimeout(timer)
    const isKnown = before.serving === now.serving && controller.log().readings.drift.reference !== undefined
    const isOther = now.aliases !== before.aliases && isKnown
    if ((now.clock.playing && (!before.clock.playing || !isKnown)) || isOther) void read()
    else if (!now.clock.playing && !isKnown && controller.log().requests() >= DEFAULT_PLAN.n)
      timer = setTimeout(() => void read(), QUIET_MS)
  })
  return controller
}
