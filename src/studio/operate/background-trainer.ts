/**
 * @file Background trainer: trains project contents in a separate worker, in parallel with the run of the open project,
 * which is not affected.
 */
import type { Plan } from '../../catalog/training-plan'
import { knownDataset } from '../../catalog/datasets'
import { checkNetwork } from '../../compile/check-network'
import { schemaOf } from '../../compile/dataset-of-project'
import type { ProjectContent } from '../../compile/project'
import { fingerprint } from '../../data/fingerprint'
import type { EpochLog, TrainingJob, WeightSet } from '../../data/training-job'
import { loadPreparation } from '../../data/transforms/load-transforms'
import { message, Refusal, refuse } from '../../messages/message'
import type { Evaluation } from '../../metrics/evaluation'
import type { BackendChoice, BackendOffer } from '../../protocol/backend'
import type { EngineChoice, FromTrainer } from '../../protocol/trainer-messages'
import type { Lineage, ModelRow } from '../../storage/records'
import type { AppContext } from '../context'
import { analysisOf } from '../data/analysis-worker'
import type { ReadyData } from '../data/data-session'
import { fitPaged, prepareRun, type Source, type Started } from '../training/prepare-run'

export interface TrainingResult extends Pick<Ended, 'hash' | 'step' | 'epoch' | 'why'> {
  readonly steps: number
  readonly engine?: EngineChoice
  /** On the validation set, with the final weights. */
  readonly evaluation?: Evaluation
  readonly history: readonly EpochLog[]
}

type Ended = Extract<FromTrainer, { type: 'done' }>

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
  let runs = 0
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
      // Late messages of an earlier run must not end this one.
      const run = `again ${++runs}`
      const history: EpochLog[] = []
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
          else if (update.type === 'epoch') history.push(...(update.earlier ?? []), update.log)
          else if (update.type === 'done') {
            const { hash, step, epoch, why, evaluation } = update
            resolve({
              ...{ hash, step, epoch, why, steps, history },
              ...(engine ? { engine } : {}),
              ...(evaluation ? { evaluation } : {}),
            })
          } else if (update.type === 'failed') reject(new Refusal(update.reason))
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

/** The training job of a project content, with its data; `rows` is the data if it is loaded already. */
export async function prepareTraining(
  studio: AppContext,
  content: ProjectContent,
  { backend, drawingVersion = 0 }: { readonly backend: BackendChoice; readonly drawingVersion?: number },
  rows?: ReadyData,
): Promise<Started> {
  await Promise.all([loadPreparation(), knownDataset(content.data.dataset)])
  const ready = rows ?? (await studio.data.of(content))
  const drawing = content.networks[0]?.drawing ?? refuse('project-empty', {})
  const report = checkNetwork(drawing, schemaOf(content.data), content.plan)
  const source: Source = { report, content, drawingVersion, backend }
  return prepareRun(source, {}, await fitPaged(async () => analysisOf(studio), source, ready))
}

/**
 * The training settings that lead to these weights: training runs to its regular end, or to the step at which the
 * weights were saved.
 */
export function reproductionPlan({
  content: { plan },
  lineage,
}: {
  readonly content: ProjectContent
  readonly lineage?: Partial<Pick<Lineage, 'step' | 'why' | 'newest'>> | undefined
}): Plan {
  const { step, why, newest } = lineage ?? {}
  if (step === undefined) return plan
  // A time limit would end the training at a different step each time, so replace it with the step at which the
  // training ended.
  const { seconds, ...rules } = plan.stopWhen ?? {}
  const byItself = newest === true && (why === 'finished' || why === 'early' || why === 'rule')
  if (byItself) return seconds === undefined || why !== 'rule' ? plan : { ...plan, stopWhen: { ...rules, steps: step } }
  const { earlyStopping } = plan
  return {
    ...plan,
    stopWhen: { ...rules, steps: step },
    // Weights that were saved during training are those of the step at which they were saved, not those of the best
    // epoch before it.
    ...(earlyStopping ? { earlyStopping: { ...earlyStopping, restoreBest: false } } : {}),
  }
}

/** Trains a job to its end, and saves the result as the next version of a model. Rejects when the signal aborts. */
export async function trainVersion(
  studio: AppContext,
  { job, ready, content, backend }: Started,
  version: {
    readonly name: string
    readonly run: string
    readonly lineage: Pick<Lineage, 'project' | 'parent' | 'round' | 'drawingVersion'>
  },
  onProgress: (share: number) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<Pick<ModelRow, 'name' | 'version'>> {
  if (signal.aborted) return refuse('reproduce-stopped', {})
  const trainer = openBackgroundTrainer(studio, signal)
  try {
    const { step, engine } = await trainer.train(job, ready, backend, { onBegan: () => undefined, onProgress })
    const { weights, hash } = await trainer.weights()
    return await studio.storage.models.add({
      ...{ name: version.name, model: job.model, pipeline: job.pipeline, weights, hash, content, metrics: null },
      run: { id: version.run, ...(engine && { engine: engine.name }) },
      lineage: {
        ...version.lineage,
        data: await fingerprint(ready.dataset),
        ...{ step, steps: step, why: 'finished', newest: true }, // not text: a status
      },
    })
  } finally {
    trainer.close()
  }
}
