/** @file The runner of each stage class. A class without a runner is a compile error. */
import type { StageClass } from '../../catalog/lowered-stage'
import type { LoweredStage } from '../../ops/service-spec'
import type { OpenRunner, Runner, ServiceInfo } from '../request-context'
import { abstain } from './abstain'
import { cache } from './cache'
import { calibrate } from './calibrate'
import { ensemble } from './ensemble'
import { fallback } from './fallback'
import { features } from './encode-features'
import { log } from './request-log'
import { model } from './model'
import { rateLimit } from './rate-limit'
import { router } from './router'
import { shadow } from './shadow'
import { source } from './request-source'
import { split } from './traffic-split'
import { validate } from './validate'

const RUNNERS: { readonly [C in StageClass]: OpenRunner<C> } = {
  Source: source,
  Validate: validate,
  Features: features,
  Cache: cache,
  RateLimit: rateLimit,
  Split: split,
  Shadow: shadow,
  Model: model,
  Router: router,
  Ensemble: ensemble,
  Calibrate: calibrate,
  Abstain: abstain,
  Fallback: fallback,
  Log: log,
}

/** Opens the runner of a stage. */
export function openRunner(stage: LoweredStage, place: number, info: ServiceInfo): Runner {
  // The table pairs each class with its own runner, but the compiler cannot verify this for a union of classes.
  return (RUNNERS[stage.class_name] as OpenRunner<StageClass>)(stage, place, info)
}
