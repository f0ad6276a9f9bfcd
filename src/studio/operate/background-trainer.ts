/** @file Background trainer: trains one job in a separate worker, alongside the run of the open project. */
import { message, Refusal } from '../../messages/message'
import type { TrainingJob, WeightSet } from '../../data/training-job'
import type { BackendChoice, BackendOffer } from '../../protocol/backend'
import type { EngineChoice, FromTrainer } from '../../protocol/trainer-messages'
import type { AppContext } from '../context'
import type { ReadyData } from '../data-session'

export interface TrainingResult {
  readonly hash: string
  readonly step: number
  readonly engine?: EngineChoice
}

export interface BackgroundTrainer {
  offers(): Promise<readonly BackendOffer[]>
  /** Trains the job to its end. `onBegan` may refuse the engine. */
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
  let heard: ((said: FromTrainer) => void) | undefined
  let gone: ((why: unknown) => void) | undefined
  const client = studio.openTrainer({
    onMessage: (said) => heard?.(said),
    onGone: (said) => gone?.(new Refusal(said)),
  })
  const end = () => {
    client.close()
    gone?.(new Refusal(message('reproduce-stopped', {})))
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
        gone = reject
        let [steps, engine]: [number, EngineChoice | undefined] = [1, undefined]
        heard = (said) => {
          if (!('run' in said) || said.run !== run) return
          if (said.type === 'began') {
            steps = Math.max(1, said.steps)
            engine = said.engine
            try {
              onBegan(engine)
            } catch (error) {
              reject(error)
            }
          } else if (said.type === 'progress') onProgress(Math.min(1, said.step / steps))
          else if (said.type === 'done') resolve({ hash: said.hash, step: said.step, ...(engine ? { engine } : {}) })
          else if (said.type === 'failed') reject(new Refusal(said.said))
        }
        client.send({ type: 'data', key: ready.key, dataset: ready.dataset })
        client.send({ type: 'start', run, dataKey: ready.key, job, backend })
      })
    },
    async weights() {
      const told = await client.ask({ type: 'weights' })
      if (told.type !== 'weights') throw new Error(`asked for weights, told ${told.type}`)
      return { weights: told.weights, hash: told.hash }
    },
    close() {
      signal.removeEventListener('abort', end)
      client.close()
    },
  }
}
