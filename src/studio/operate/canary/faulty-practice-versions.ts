/**
 * @file Practice versions: deliberately broken versions of a model, saved and marked as such, to practice canaries
 * with.
 */
import { operateOffersText as text } from '../../../messages/en/studio/operate-offers'
import { refuse } from '../../../messages/message'
import '../../../messages/en/canary'
import type { Pipeline } from '../../../data/pipeline'
import type { BadModel } from '../../../ops/scenario/define-event'
import type { Practice } from '../../../protocol/serving-messages'
import { withWrongScaling } from '../../../serving/bad-models'
import type { ModelRecord } from '../../../storage/records'
import type { AppContext } from '../../context'
import { modelRecord } from '../project-model'

export interface PracticeModelOptions {
  readonly kind: BadModel
  readonly slice?: string | undefined
}

/** Saves a practice version as the newest version of the champion's model. */
export async function savePracticeVersion(
  studio: AppContext,
  model: string,
  { kind, slice }: PracticeModelOptions,
  slices: readonly string[],
): Promise<{ readonly name: string; readonly version: number; readonly of: number }> {
  if (slice !== undefined && !slices.includes(slice)) return refuse('practice-slice', { slice, slices })
  const { now } = await studio.storage.aliases.of(model)
  const of = now.champion ?? refuse('canary-no-champion', { model })
  const record = await modelRecord(studio, { name: model, version: of })
  const made = makePracticeModel(record, { bad: kind, of, ...(slice === undefined ? {} : { slice }) })
  const { name, version } = await studio.storage.models.add(made)
  studio.store.setState({ models: await studio.storage.models.list() })
  return { name, version, of }
}

/**
 * Creates a practice version from a model record. A fault that depends on the input, or that is in a regression model,
 * is applied by the serving worker.
 */
export function makePracticeModel({ name, ...record }: ModelRecord, practice: Practice): ModelRecord {
  const { bad, of } = practice
  const { lineage, run: _, metrics: __, ...rest } = record
  const base = {
    ...{ ...rest, name, metrics: null },
    lineage: { ...(lineage ?? { project: '' }), parent: of, inexact: text.practiceVersion({ version: of, kind: bad }) },
  }
  const pipeline =
    bad === 'wrong scaling'
      ? withWrongScaling(record.pipeline)
      : bad === 'permuted classes'
        ? permuted(record.pipeline)
        : undefined
  return pipeline ? { ...base, pipeline, practice: { ...practice, within: true } } : { ...base, practice }
}

/** The pipeline with its labels shifted by one class; undefined if the output is not classes. */
function permuted(pipeline: Pipeline): Pipeline | undefined {
  const [first, ...others] = pipeline.outputs
  if (first?.kind !== 'classes') return undefined
  const [label, ...labels] = first.labels
  if (label === undefined) return undefined
  return { ...pipeline, outputs: [{ ...first, labels: [...labels, label] }, ...others] }
}
