/** @file The runner of each stage class, from the files of this folder. */
import { expectDefined } from '../../base/assert'
import type { StageClass } from '../../catalog/lowered-stage'
import type { LoweredStage } from '../../ops/service-spec'
import type { OpenRunner, Runner, RunnerDef, ServiceInfo } from '../request-context'

const files = import.meta.glob<Readonly<Record<string, RunnerDef | object>>>(
  ['./*.ts', '!./index.ts', '!./*.test.ts'],
  {
    eager: true,
  },
)

const RUNNERS: ReadonlyMap<string, OpenRunner<StageClass>> = new Map(
  Object.values(files)
    .flatMap((file) => Object.values(file))
    .flatMap((one) => ('className' in one ? [[one.className, one.open]] : [])),
)

/** Opens the runner of a stage. */
export function openRunner(stage: LoweredStage, place: number, info: ServiceInfo): Runner {
  return expectDefined(RUNNERS.get(stage.class_name), `the runner of ${stage.class_name}`)(stage, place, info)
}
