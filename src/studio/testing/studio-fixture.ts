/** @file A whole studio in Node for tests: memory for a disk, and the worker's code over a port of two functions. */
import { message } from '../../messages/message'
import { formats } from '../../ingest'
import { ingestHere } from '../../ingest/testing.test-help'
import type { TrainerClient } from '../../protocol/trainer-client'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { RunOrigin } from '../../storage/records'
import { openStorage } from '../../storage/open'
import { testTrainer } from '../../training/testing/trainer'
import { makeConsole } from '../console'
import type { ConsoleState } from '../console-state'
import { makeStudio, openFirst } from '../make-studio'
import type { AppState } from '../state'
import type { AppContext } from '../context'

export interface Scene {
  /** For what no command does yet, or a part of the studio by itself. */
  readonly studio: AppContext
  run<T>(id: string, args?: object): Promise<T>
  /** The code of the refusal that a command ends in. */
  refused(id: string, args?: object): Promise<string>
  state(): ConsoleState
  /** What views see, which is more. */
  app(): AppState
  when(test: (state: ConsoleState) => boolean): Promise<ConsoleState>
  /** As if the run's worker had died. */
  kill(): void
  /** As if the page had been closed: nothing is told, nothing is written any more. */
  vanish(): Promise<void>
  /** What the notices say that stand. */
  notices(): readonly string[]
  /** What the newest run began from. */
  origin(): RunOrigin | undefined
  close(): Promise<void>
}

/** Opens a studio on a template; the test closes it. `dataBase` is where the sets' files are, for those that are no formula. */
export async function openScene(
  template: string,
  storage = openStorage(),
  dataBase = 'http://nowhere/',
): Promise<Scene> {
  const closes: (() => Promise<void>)[] = []
  let kill = () => {}
  const studio = makeStudio({
    storage: await storage,
    dataBase,
    openIngest: () => ingestHere(formats),
    openTrainer({ onMessage, onGone }): TrainerClient {
      const trainer = testTrainer()
      let gone = false
      const timer = setInterval(() => {
        for (const said of trainer.received.splice(0)) if (!gone) onMessage(said as FromTrainer)
      }, 2)
      const close = async () => {
        if (gone) return
        gone = true
        clearInterval(timer)
        await trainer.close()
      }
      kill = () => {
        void close()
        onGone(message('worker-gone', {}))
      }
      closes.push(close)
      return { send: (said) => trainer.send(said), ask: (question) => trainer.ask(question), close: () => void close() }
    },
  })
  await openFirst(studio).catch(() => undefined)
  await studio.run('project.new', { template })
  await studio.run('machine.choose', { backend: 'cpu' })
  const netloom = makeConsole(studio, Promise.resolve(), 'test')
  return {
    studio,
    run: <T>(id: string, args?: object) => netloom.run(id, args) as Promise<T>,
    refused: (id, args) =>
      netloom.run(id, args).then(
        () => 'not refused',
        (error: { code: string }) => error.code,
      ),
    state: netloom.state,
    app: studio.store.getState,
    when: (test) => netloom.when(test, { timeoutMs: 100_000 }),
    kill: () => kill(),
    async vanish() {
      for (const close of closes) await close()
    },
    notices: () => studio.store.getState().notices.map(({ text }) => text),
    origin: () => studio.store.getState().runs[0]?.from,
    async close() {
      studio.runs.leave()
      studio.predictor.close()
      for (const close of closes) await close()
    },
  }
}
