/**
 * @file Current log: the log that the Operate page shows. The next log is opened only after all previous logs are saved
 * to disk; until then, the last one stays visible.
 */
import { refuse } from '../../../messages/message'
import type { AppContext } from '../../context'
import { isOpenElsewhere } from '../../training/weights-in-use'
import { openLog, type ServiceLog } from './service-log'

export interface CurrentLog {
  /** The log of the open service; undefined while none is open. */
  growing(): ServiceLog | undefined
  /** The log that is open or, if there is none, the log that is being closed. Refuses if there is neither. */
  shown(): ServiceLog
  /** Reads the log of a service. It is shown only after `use` is called. */
  open(service: string): Promise<ServiceLog>
  use(log: ServiceLog): void
  /** Closes a log that was opened but is not needed. */
  discard(log: ServiceLog): void
  /**
   * Closes the log once the worker has sent its remaining entries. With `shown`, the log stays visible in the meantime.
   */
  release(ended: Promise<unknown>, until?: 'shown'): void
  /** Deletes the log of a service and opens an empty one. */
  restart(service: string): Promise<ServiceLog>
}

/** Starts without a log; `onGrowth` is called whenever something is added to the current log. */
export function openCurrentLog(studio: AppContext, onGrowth: () => void): CurrentLog {
  let log: ServiceLog | undefined
  let leaving: ServiceLog | undefined
  /** Resolves when all closed logs are saved to disk. */
  let shut: Promise<unknown> = Promise.resolve()

  const keyOf = (service: string) => ({ project: studio.store.getState().project.id, service })
  async function open(service: string): Promise<ServiceLog> {
    await shut
    return openLog(studio.storage, keyOf(service), {
      onChange: onGrowth,
      // not text: an id
      onProblem: (message) => void studio.run('notice.show', { tone: 'bad', about: 'saving', message }),
      isReadOnly: () => isOpenElsewhere(studio.store.getState()),
    })
  }
  return {
    growing: () => log,
    shown: () => log ?? leaving ?? refuse('service-none', {}),
    open,
    use(opened) {
      log = opened
      leaving = undefined
    },
    discard(opened) {
      shut = Promise.all([shut, opened.close()])
    },
    release(ended, until) {
      const last = log
      if (last) shut = Promise.all([shut, ended.then(last.close)])
      leaving = until && last
      log = undefined
    },
    async restart(service) {
      await shut
      await studio.storage.serviceLogs.remove(keyOf(service))
      return open(service)
    },
  }
}
