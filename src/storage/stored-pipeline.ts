/** @file withPresentPipeline: converts records whose pipeline dates from before columns had steps. */
import type { Pipeline } from '../data/pipeline'

/** The record, with its pipeline in the current form. */
export async function withPresentPipeline<T extends { readonly pipeline: Pipeline }>(kept: T): Promise<T> {
  const old = kept.pipeline.inputs.some(
    (input) => input.kind === 'columns' && input.columns.some((column) => 'op' in column),
  )
  if (!old) return kept
  const { upgradePipeline: presentPipeline } = await import('../data/upgrade-pipeline')
  return { ...kept, pipeline: presentPipeline(kept.pipeline) }
}
