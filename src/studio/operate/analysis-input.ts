/** @file analysed: the set of the open service as the analysis worker takes it, with what is told of a row and what is read for that. */
import { featuresOf } from '../../data/bind'
import type { AnalysisData } from '../../protocol/analysis-client'
import type { AppContext } from '../context'
import { serviceSet } from './request-input'

export interface Analysed {
  readonly data: AnalysisData
  readonly target: string
  readonly features: readonly string[]
  readonly seed: number
  /** In words. */
  readonly title: string
}

/** The service's set; the project's where no version is served. */
export async function analysed(studio: AppContext): Promise<Analysed> {
  const served = await serviceSet(studio).catch(() => undefined)
  const { plan } = served?.record.content ?? studio.store.getState().project
  const ready = served?.ready ?? (await studio.data.ready())
  const { schema } = ready.dataset
  const target = served?.target ?? plan.target ?? schema.target
  return {
    // Same key, same columns and split.
    data: { ...ready, key: `${ready.key} ${JSON.stringify([plan.split, plan.seed, target])} operate` },
    ...{ target, seed: plan.seed, title: schema.title },
    features: featuresOf(schema, plan, new Set([target])),
  }
}
