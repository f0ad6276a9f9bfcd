/** @file A complete studio in Node for tests: storage in memory, and the worker's code called through two functions. */
import { formats } from '../../ingest/formats'
import { ingestHere } from '../../ingest/testing.test-help'
import { message } from '../../messages/message'
import type { TrainerClient } from '../../protocol/trainer-client'
import { memoryStorage } from '../../storage/open-storage'
import type { RunOrigin, Storage } from '../../storage/records'
import { waitForTabs } from '../../storage/tab-locks'
import { makeConsole } from '../console/console'
import type { ConsoleState } from '../console/console-state'
import type { AppContext } from '../context'
import { makeStudio, openFirst } from '../make-studio'
import { showUsage } from '../project/project-session'
import type { AppState } from '../state'
import { neverPause } from '../training/frame-throttle'
import { loadOnce } from './load-once'

export interface TestStudio {
  /** The studio's internals, for testing a single part or something that no command covers. */
  readonly studio: AppContext
  run<T>(id: string, args?: object): Promise<T>
  /** Runs a command that must be refused, and resolves with the code of the refusal. */
  refused(id: string, args?: object): Promise<string>
  /** Like `refused`, with the message of the refusal. */
  refusal(id: string, args?: object): Promise<{ code: string; message: string }>
  state(): ConsoleState
  /** The full state, as views see it. */
  app(): AppState
  when(test: (state: ConsoleState) => boolean): Promise<ConsoleState>
  /** Simulates a crash of the run's worker. */
  kill(): void
  /** Simulates a closed page: no more messages or writes. */
  vanish(): Promise<void>
  /** The text of each open notice. */
  notices(): readonly string[]
  /** The origin of the newest run: the run and step that it started from. */
  origin(): RunOrigin | undefined
  close(): Promise<void>
}

/**
 * Opens a studio on a template; the test closes it. `dataBase` is the URL of the bundled data, for datasets that are
 * stored in files. Runs train on the exact CPU engine unless the test chooses another backend.
 */
export async function openTestStudio(
  template: string,
  storage: Storage | Promise<Storage> = memoryStorage(),
  dataBase = 'http://nowhere/',
): Promise<TestStudio> {
  waitForTabs(0)
  neverPause()
  const closes: (() => Promise<void>)[] = []
  let kill = () => {}
  const studio = makeStudio({
    storage: await storage,
    dataBase,
    loadDataset: loadOnce,
    openIngest: () => ingestHere(formats),
    openTrainer({ onMessage, onLost: onGone }): TrainerClient {
      let isClosed = false
      // As from a worker, each reply arrives in a task of its own.
      const trainer = import('../../training/testing/trainer').then(({ testTrainer }) =>
        testTrainer((reply) => setImmediate(() => isClosed || onMessage(reply))),
      )
      const close = async () => {
        if (isClosed) return
        isClosed = true
        await (await trainer).close()
      }
      kill = () => {
        void close()
        onGone(message('worker-gone', {}))
      }
      closes.push(close)
      return {
        send: (request) => void trainer.then((one) => one.send(request)),
        ask: (question) => trainer.then((one) => one.ask(question)),
        close: () => void close(),
      }
    },
  })
  await openFirst(studio).catch(() => undefined)
  await studio.run('project.new', { template })
  await studio.run('machine.choose', { backend: 'wasm' })
  // Measured in the background as well; tests that compare states would otherwise see it change.
  await showUsage(studio.store, studio.storage)
  const netloom = makeConsole(studio, Promise.resolve(), 'test')
  const refusal: TestStudio['refusal'] = (id, args) =>
    netloom.run(id, args).then(
      () => ({ code: 'not refused', message: '' }),
      ({ code, message }: { code: string; message: string }) => ({ code, message }),
    )
  return {
    studio,
    run: <T>(id: string, args?: object) => netloom.run(id, args) as Promise<T>,
    refused: async (id, args) => (await refusal(id, args)).code,
    refusal,
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
