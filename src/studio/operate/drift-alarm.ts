/**
 * @file The drift alarm of the open service: what windows are held against is read from what serves when a score begins to play, or once
 * a window came from outside and a few seconds are quiet; anew when other versions answer. From then on the log's own reducer watches.
 */
import { USUAL_PLAN } from '../../ops/drift/window-drift'
import type { AppContext } from '../context'
import { readDriftBasis, type ServingDesk } from './drift-basis'

/** The rows of the reference are asked for in between: whoever sends requests of its own measures how long they take. In ms. */
const QUIET_MS = 3000

/** The desk, watched as long as there is one. */
export function withDriftAlarm<D extends ServingDesk>(studio: AppContext, desk: D): D {
  let asked: readonly unknown[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  async function read(): Promise<void> {
    const { service, serving, aliases } = desk.store.getState()
    if (serving.tag !== 'on') return
    const log = desk.log()
    const key = [log, serving, aliases]
    if (asked.length === key.length && asked.every((one, i) => one === key[i])) return
    asked = key
    try {
      const { reference } = await readDriftBasis(studio, desk, 'usual')
      if (desk.store.getState().service === service && desk.log() === log) log.readings.drift.reference = reference
    } catch {
      // Nothing to hold it against, or what serves was closed meanwhile: another version, or serving anew, asks again.
    }
  }

  desk.store.subscribe((now, before) => {
    if (now.serving.tag !== 'on') return
    clearTimeout(timer)
    const isKnown = before.serving === now.serving && desk.log().readings.drift.reference !== undefined
    const isOther = now.aliases !== before.aliases && isKnown
    if ((now.clock.playing && (!before.clock.playing || !isKnown)) || isOther) void read()
    else if (!now.clock.playing && !isKnown && desk.log().requests() >= USUAL_PLAN.n)
      timer = setTimeout(() => void read(), QUIET_MS)
  })
  return desk
}
