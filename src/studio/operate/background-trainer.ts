/** @file Background trainer: trains one job in a separate worker, in parallel with the run of the open project. */
import type { TrainingJob, WeightSet } from '../../data/training-job'
import { message, Refusal } from '../../messages/message'
import type { BackendChoice, BackendOffer } from '../../protocol/backend'
import type { EngineChoice, FromTrainer } from '../../protocol/trainer-messages'
import type { AppContext } from '../context'
import type { ReadyData } from '../data/data-session'

export interface TrainingResult {
  readonly hash: string
  readonly step: number
  readonly engine?: EngineChoice
}

export interface BackgroundTrainer {
  offers(): Promise<readonly BackendOffer[]>
  /** Trains the job to its end. `onBegan` may refuse the engine that was chosen. */
  train(
    job: TrainingJob,
    ready: ReadyData,
    backend: BackendChoice,
    heard: { onBegan(engine: EngineChoice): void; onProgress(share: number): void },
  ): Promise<TrainingResult>
  /** The trained weights and their hash. */
  weights(): Promise<{ readonly weights: WeightSet; readonly hash: string }>
  close(): void
}

/** Opens a background trainer, which closes when the signal aborts. */
export function openBackgroundTrainer(studio: Pick<AppContext, 'openTrainer'>, signal: AbortSignal): BackgroundTrainer {
  let handleUpdate: ((update: FromTrainer) => void) | undefined
  let fail: ((why: unknown) => void) | undefined
  const client = studio.openTrainer({
    onMessage: (update) => handleUpdate?.(update),
    onLost: (why) => fail?.(new Refusal(why)),
  })
  const end = () => {
    client.close()
    fail?.(new Refusal(message('reproduce-stopped', {})))
  }
  signal.addEventListener('abort', end, { once: true })
  return {
    async offers() {
      const probed = await client.ask({ type: 'probe' })
      return probed.type === 'offers' ? probed.offers : []
    },
    train(job, ready, backend, { onBegan, onProgress }) {
      const run = 'again'
      return new Promise((resolve, reject) => {
        fail = reject
        let [steps, engine]: [number, EngineChoice | undefined] = [1, undefined]
        handleUpdate = (update) => {
          if (!('run' in update) || update.run !== run) return
          if (update.type === 'began') {
            steps = Math.max(1, update.steps)
            engine = update.engine
            try {
              onBegan(engine)
            } catch (error) {
              reject(error)
            }
          } else if (update.type === 'progress') onProgress(Math.min(1, update.step / steps))
          else if (update.type === 'done')
            resolve({ hash: update.hash, step: update.step, ...(engine ? { engine } : {}) })
          else if (update.type === 'failed') reject(new Refusal(update.reason))
        }
        client.send({ type: 'data', key: ready.key, dataset: ready.dataset })
        client.send({ type: 'start', run, dataKey: ready.key, job, backend })
      })
    },
    async weights() {
      const reply = await client.ask({ type: 'weights' })
      if (reply.type !== 'weights') throw new Error(`asked for weights, received ${reply.type}`)
      return { weights: reply.weights, hash: reply.hash }
    },
    close() {
      signal.removeEventListener('abort', end)
      client.close()
    },
  }
}
