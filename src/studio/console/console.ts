/** @file The console API, `window.netloom`: the commands that buttons call, for scripts, teachers, and tests. */
import { titleFor } from '../command'
import { Refusal } from '../../messages/message'
import { commands, signatureOf } from '../commands'
import { type ConsoleState, consoleState } from './console-state'
import type { AppContext } from '../context'
import { hidesCommand } from '../lessons/lesson-restrictions'

declare global {
  interface Window {
    netloom: Console
  }
}

export interface Console {
  readonly ready: Promise<void>
  readonly version: string
  commands(): { id: string; title: string; args: unknown; enabled: boolean }[]
  run(id: string, args?: object): Promise<unknown>
  state(): ConsoleState
  when(test: (state: ConsoleState) => boolean, options?: { timeoutMs?: number }): Promise<ConsoleState>
}

/** The console of a studio. `opened` resolves when the first project is open. */
export function makeConsole(studio: AppContext, opened: Promise<void>, version: string): Console {
  const { store } = studio
  return {
    ready: opened,
    version,
    commands: () =>
      commands.map((command) => ({
        id: command.id,
        title: titleFor(command.title, 'layer'),
        args: signatureOf(command),
        enabled: !hidesCommand(store.getState(), command.id) && (command.enabled?.(studio) ?? true),
      })),
    async run(id, args = {}) {
      try {
        // Only scripts use the old names of commands and arguments.
        const { currentCall } = await import('../commands/renamed-commands')
        return await studio.runById(...currentCall(id, args))
      } catch (error) {
        throw toRejection(error)
      }
    },
    state: () => consoleState(store.getState()),
    when(test, { timeoutMs = 60_000 } = {}) {
      return new Promise((resolve, reject) => {
        let close = () => {}
        const timer = setTimeout(() => {
          close()
          reject(Object.assign(new Error(`The condition was not met within ${timeoutMs} ms.`), { code: 'timeout' }))
        }, timeoutMs)
        const look = () => {
          const state = consoleState(store.getState())
          try {
            if (!test(state)) return
            resolve(state)
          } catch (error) {
            reject(error)
          }
          clearTimeout(timer)
          close()
        }
        close = store.subscribe(look)
        look()
      })
    },
  }
}

/**
 * The console while the studio is still opening its storage. Asynchronous calls wait for it; synchronous ones throw
 * until then.
 */
export function consoleToCome(coming: Promise<Console>, version: string): Console {
  let openConsole: Console | undefined
  void coming.then(
    (console) => {
      openConsole = console
    },
    () => undefined,
  )
  const requireOpen = (): Console => {
    if (openConsole) return openConsole
    throw new Error('The studio is opening: wait for netloom.ready first.')
  }
  return {
    // A getter, so that a `ready` promise that nobody uses never causes an unhandled rejection: failures are shown
    // elsewhere.
    get ready() {
      return coming.then(({ ready }) => ready)
    },
    version,
    commands: () => requireOpen().commands(),
    run: async (id, args) => (await coming).run(id, args),
    state: () => requireOpen().state(),
    when: async (test, options) => (await coming).when(test, options),
  }
}

/** Converts an error to the one that `run` rejects with, which has a code and a message. */
function toRejection(error: unknown): Error & { code: string } {
  if (error instanceof Refusal) return error
  const message = error instanceof Error ? error.message : String(error)
  return Object.assign(new Error(message), { code: 'internal', cause: error })
}
