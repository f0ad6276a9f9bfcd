/**
 * @file DeskLog: which log the desk shows. A log is opened once those before it are on disk, and one that is left is shown until the next
 * is there.
 */
import { refuse } from '../../messages/message'
import type { AppContext } from '../context'
import { openLog, type ServiceLog } from './service-log'

export interface DeskLog {
  /** The one that grows; undefined while none is open. */
  now(): ServiceLog | undefined
  /** That one, or the one that is being left. Refuses where there is neither. */
  shown(): ServiceLog
  /** Reads the log of a service; it is shown once it is taken. */
  open(service: string): Promise<ServiceLog>
  take(log: ServiceLog): void
  /** It was opened for nobody. */
  drop(log: ServiceLog): void
  /** Lets go of it once what served told the last of it; `shown` goes on to show it. */
  leave(ended: Promise<unknown>, until?: 'shown'): void
  /** Begins the log of a service anew, empty. */
  renew(service: string): Promise<ServiceLog>
}

/** No log is open; `grown` is told whenever something is added to one. */
export function openDeskLog(studio: AppContext, grown: () => void): DeskLog {
  let log: ServiceLog | undefined
  let leaving: ServiceLog | undefined
  /** All that were left are on disk. */
  let shut: Promise<unknown> = Promise.resolve()

  const keyOf = (service: string) => ({ project: studio.store.getState().project.id, service })
  async function open(service: string): Promise<ServiceLog> {
    await shut
    return openLog(studio.storage, keyOf(service), {
      grown,
      // not text: an id
      trouble: (said) => void studio.run('notice.show', { tone: 'bad', about: 'saving', said }),
    })
  }
  return {
    now: () => log,
    shown: () => log ?? leaving ?? refuse('service-none', {}),
    open,
    take(opened) {
      log = opened
      leaving = undefined
    },
    drop(opened) {
      shut = Promise.all([shut, opened.close()])
    },
    leave(ended, until) {
      const last = log
      if (last) shut = Promise.all([shut, ended.then(last.close)])
      leaving = until && last
      log = undefined
    },
    async renew(service) {
      await shut
      await studio.storage.serviceLogs.remove(keyOf(service))
      return open(service)
    },
  }
}
