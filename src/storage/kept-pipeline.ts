/** @file withPresentPipeline: what was kept with a pipeline of before columns had steps, as it is written now. */
import type { Pipeline } from '../data/pipeline'

/** The same, with a pipeline of today. */
export async function withPresentPipeline<T extends { readonly pipeline: Pipeline }>(kept: T): Promise<T> {
  const old = kept.pipeline.inputs.some(
    (input) => input.kind === 'columns' && input.columns.some((column) => 'op' in column),
  )
  if (!old) return kept
  const { upgradePipeline: presentPipeline } = await import('../data/upgrade-pipeline')
  return { ...kept, pipeline: presentPipeline(kept.pipeline) }
}
