/**
 * @file A trainer without a worker, for tests: serves requests, and can wait for messages.
 */

import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/training-job'
import { formatMessage } from '../../messages/message'
import type { BackendChoice } from '../../protocol/backend'
import type { Question } from '../../protocol/trainer-client'
import type { Answer, FromTrainer, ToTrainer } from '../../protocol/trainer-messages'
import { testScope } from '../../protocol/worker-scope.test-help'
import { serveTrainer } from '../serve-trainer'
import './node-wasm'

type Of<T extends FromTrainer['type']> = Extract<FromTrainer, { type: T }>

export interface TestTrainer {
  readonly received: FromTrainer[]
  send(message: ToTrainer): void
  start(run: string, job: TrainingJob, dataset: Dataset, backend?: BackendChoice): void
  ask(question: Question): Promise<Answer>
  /** Resolves with the first message of this type, past or future, for which `test` returns true. */
  next<T extends FromTrainer['type']>(type: T, test?: (message: Of<T>) => boolean): Promise<Of<T>>
  close(): Promise<void>
}

/** Opens a trainer; the test closes it. Each message is kept in `received` and passed to `onMessage`. */
export function testTrainer(onMessage: (message: FromTrainer) => void = () => undefined): TestTrainer {
  const received: FromTrainer[] = []
  const listeners = new Set<(message: FromTrainer) => void>()
  let id = 1
  const { scope, deliver } = testScope<ToTrainer, FromTrainer>((message) => {
    received.push(message)
    onMessage(message)
    for (const listener of [...listeners]) listener(message)
  })
  const close = serveTrainer(scope)
  function next<T extends FromTrainer['type']>(
    type: T,
    test: (message: Of<T>) => boolean = () => true,
  ): Promise<Of<T>> {
    const fits = (message: FromTrainer): message is Of<T> => message.type === type && test(message as Of<T>)
    const earlier = received.find(fits)
    if (earlier) return Promise.resolve(earlier as Of<T>)
    return new Promise((resolve, reject) => {
      const listener = (message: FromTrainer) => {
        const failed: FromTrainer = message
        const hasFailed = failed.type === 'failed' && type !== 'failed'
        if (!hasFailed && !fits(message)) return
        listeners.delete(listener)
        if (hasFailed) reject(new Error(formatMessage(failed.reason)))
        else resolve(message as Of<T>)
      }
      listeners.add(listener)
    })
  }
  return {
    received,
    send: (message) => deliver(message),
    next,
    start(run, job, dataset, backend = 'cpu') {
      deliver({ type: 'data', key: 'rows', dataset })
      deliver({ type: 'start', run, dataKey: 'rows', job, backend })
    },
    async ask(question) {
      const own = id++
      deliver({ ...question, id: own } as ToTrainer)
      const message = await Promise.race([
        next('answer', (message) => message.id === own),
        next('refused', (message) => message.id === own),
      ])
      if (message.type === 'refused') throw Object.assign(new Error(message.reason.code), { reason: message.reason })
      return message.answer
    },
    close,
  }
}
