/**
 * @file analysisInput: the dataset of the open service in the form that the analysis worker expects, with its target
 * and features.
 */
import { featuresOf } from '../../../data/bind-columns'
import type { AnalysisData } from '../../../protocol/analysis-client'
import type { AppContext } from '../../context'
import { serviceDataset } from '../log/request-inputs'

export interface AnalysisInput {
  readonly data: AnalysisData
  readonly target: string
  readonly features: readonly string[]
  readonly seed: number
  /** The title of the dataset. */
  readonly title: string
}

/** The dataset of the service, or the dataset of the project if no version is served. */
export async function analysisInput(studio: AppContext): Promise<AnalysisInput> {
  const served = await serviceDataset(studio).catch(() => undefined)
  const { plan } = served?.record.content ?? studio.store.getState().project
  const ready = served?.ready ?? (await studio.data.ready())
  const { schema } = ready.dataset
  const target = served?.target ?? plan.target ?? schema.target
  return {
    // The worker reuses its state for equal keys, so the key includes everything that affects the columns and the
    // split.
    data: { ...ready, key: `${ready.key} ${JSON.stringify([plan.split, plan.seed, target])} operate` },
    ...{ target, seed: plan.seed, title: schema.title },
    features: featuresOf(schema, plan, new Set([target])),
  }
}
