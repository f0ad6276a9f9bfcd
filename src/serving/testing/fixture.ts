/**
 * @file A small service for tests: two versions of a network with fixed weights that classifies points, surrounded by
 * the usual stages.
 */
import type { StageConfigs } from '../../catalog/lowered-stage'
import type { Timing } from '../../ops/log-entry'
import type { LoweredStage, ServiceSpec } from '../../ops/service-spec'
import type { ServedModel, ServiceStart } from '../../protocol/serving-messages'
import { initialWeights } from '../../training/initial-weights'
import { chain, dense, points, pointsJob } from '../../training/testing/small-networks'
import type { Service } from '../open-service'
import { toPredictProgram } from '../predict-program'

const ROWS = 400
export const DATA = points('spirals', ROWS, 3)
const NET = chain([2], [dense(8, 'tanh'), dense(2, 'softmax')])
const JOB = pointsJob(NET, ROWS)

export const MODELS: readonly ServedModel[] = [1, 2].map((version) => ({
  ref: { model: 'net', version },
  model: NET,
  pipeline: JOB.pipeline,
  weights: initialWeights(NET, toPredictProgram(NET, 1).specs, version),
}))

type Stage = readonly [id: string, class_name: keyof StageConfigs, config: object, from: readonly string[]]

/** Returns a service with these stages, which are specified by name. */
export function drawn(stages: readonly Stage[]): ServiceSpec {
  const names = stages.map(([id]) => id)
  return {
    name: 'points',
    stages: stages.map(
      ([id, class_name, config, from]) =>
        ({ id, class_name, config, from: from.map((one) => names.indexOf(one)) }) as unknown as LoweredStage,
    ),
  }
}

export const MODEL_CONFIG = { model: 'net', replicas: 2, idle: 0, batch: 1, waitMs: 0, queue: 100 }

/** A service with the usual stages. */
export function spec({ challenger = 30, cache = 0, replicas = 2, idle = 0, batch = 1, waitMs = 0 }): ServiceSpec {
  const model = { ...MODEL_CONFIG, replicas, idle, batch, waitMs }
  return drawn([
    ['source', 'Source', { from: 'held-out' }, []],
    ['validate', 'Validate', { range: 'refuse', unseen: 'refuse', missing: 'refuse' }, ['source']],
    ['features', 'Features', { stored: [] }, ['validate']],
    ['cache', 'Cache', { entries: cache, minutes: 10 }, ['features']],
    ['split', 'Split', { champion: 100 - challenger, challenger }, ['cache']],
    ['champion', 'Model', { ...model, alias: 'champion' }, ['split']],
    ['challenger', 'Model', { ...model, alias: 'challenger' }, ['split']],
    ['abstain', 'Abstain', { below: 0 }, ['champion', 'challenger']],
    ['fallback', 'Fallback', { answer: 'usual', for: 'failures' }, ['abstain']],
    ['log', 'Log', { inputs: 100 }, ['fallback']],
  ])
}

export const SPEC = spec({})

/** Fixed times, so that tests do not depend on the speed of the device. */
const MODEL_TIMING = { one: [0.5, 1, 2], more: 0.1, cold: 0 }
export const TIMING: Timing = {
  stages: SPEC.stages.map(() => 0.01),
  models: { 'net@1': MODEL_TIMING, 'net@2': MODEL_TIMING },
}

/** The message that opens the service. */
export function start(more: Partial<ServiceStart> = {}): ServiceStart {
  return {
    spec: SPEC,
    models: MODELS,
    aliases: { net: { champion: 1, challenger: 2 } },
    rows: {
      dataset: DATA,
      train: JOB.split.train,
      heldOut: JOB.split.test,
      slices: [{ name: 'right', rows: JOB.split.test.filter((row) => row % 3 === 0) }],
    },
    seed: 11,
    ...more,
  }
}

/** The column widths of a service's log. */
export function sizesOf(service: Service) {
  const book = service.book()
  const features = 'features' in book && Array.isArray(book.features) ? book.features.length : 0
  return { stages: book.stages.length, places: service.stageIndices, width: service.width, features }
}
