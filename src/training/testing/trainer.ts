/** @file A trainer without a worker: serves over a port of two functions, and waits for what a test waits for. */
import { formatMessage } from '../../messages/message'
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/job'
import type { BackendChoice } from '../../protocol/backend'
import type { Question } from '../../protocol/trainer-client'
import type { Answer, FromTrainer, ToTrainer } from '../../protocol/trainer-messages'
import { serveTrainer } from '../serve-trainer'
import './node-wasm'

type Of<T extends FromTrainer['type']> = Extract<FromTrainer, { type: T }>

export interface TestTrainer {
  readonly heard: FromTrainer[]
  send(message: ToTrainer): void
  start(run: string, job: TrainingJob, dataset: Dataset, backend?: BackendChoice): void
  ask(question: Question): Promise<Answer>
  /** The first message of this type (and test) that has come or comes. */
  next<T extends FromTrainer['type']>(type: T, test?: (message: Of<T>) => boolean): Promise<Of<T>>
  close(): Promise<void>
}

/** Opens one; the test closes it. */
export function testTrainer(): TestTrainer {
  const heard: FromTrainer[] = []
  const listeners = new Set<(message: FromTrainer) => void>()
  let deliver: (message: ToTrainer) => void = () => undefined
  let id = 1
  const close = serveTrainer({
    post(message) {
      heard.push(message)
      for (const listener of [...listeners]) listener(message)
    },
    listen: (listener) => {
      deliver = listener
    },
  })
  function next<T extends FromTrainer['type']>(
    type: T,
    test: (message: Of<T>) => boolean = () => true,
  ): Promise<Of<T>> {
    const fits = (message: FromTrainer): message is Of<T> => message.type === type && test(message as Of<T>)
    const there = heard.find(fits)
    if (there) return Promise.resolve(there as Of<T>)
    return new Promise((resolve, reject) => {
      const listener = (message: FromTrainer) => {
        const failed: FromTrainer = message
        const broke = failed.type === 'failed' && type !== 'failed'
        if (!broke && !fits(message)) return
        listeners.delete(listener)
        if (broke) reject(new Error(formatMessage(failed.said)))
        else resolve(message as Of<T>)
      }
      listeners.add(listener)
    })
  }
  return {
    heard,
    send: (message) => deliver(message),
    next,
    start(run, job, dataset, backend = 'cpu') {
      deliver({ type: 'data', key: 'rows', dataset })
      deliver({ type: 'start', run, dataKey: 'rows', job, backend })
    },
    async ask(question) {
      const own = id++
      deliver({ ...question, id: own } as ToTrainer)
      const said = await Promise.race([
        next('answer', (message) => message.id === own),
        next('refused', (message) => message.id === own),
      ])
      if (said.type === 'refused') throw Object.assign(new Error(said.said.code), { said: said.said })
      return said.answer
    },
    close,
  }
}
