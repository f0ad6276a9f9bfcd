/** @file The models of a drill: trained on the spot by the examples' own plans, beside the open project, and kept like any other version. */
import { expectDefined } from '../../base/assert'
import { refuse } from '../../messages/message'
import { stableJson } from '../../base/stable-json'
import { checkNetwork } from '../../compile/check-network'
import { schemaOf } from '../../compile/picked'
import type { ProjectContent } from '../../compile/project'
import { knownDataset } from '../../catalog/datasets'
import { fingerprint } from '../../data/fingerprint'
import { loadPreparation } from '../../data/transforms/load'
import type { Drill, DrillModel } from '../../gallery/drills/define-drill'
import type { AliasBook } from '../../ops/service-spec'
import type { ModelRecord } from '../../storage/records'
import type { AppContext } from '../context'
import { prepareRun } from '../prepare-run'
import { drillRun } from './drill-row'
import { ownTrainer } from './own-trainer'

/** What a model of a drill is trained from: an example, with what differs. */
export async function contentOf({ name, template, drawing, plan }: DrillModel): Promise<ProjectContent> {
  const found = (await import('../../gallery')).findTemplate(template) ?? refuse('unknown-template', { template })
  const { content } = found
  const [network] = content.networks
  return {
    ...content,
    name,
    networks: drawing || !network ? [{ name: 'network', drawing: drawing ?? refuse('project-empty', {}) }] : [network],
    plan: { ...content.plan, ...plan },
  }
}

/** What there is to train: the data, and the network and its pipeline as they are lowered. */
export async function jobOf(studio: AppContext, content: ProjectContent) {
  await Promise.all([loadPreparation(), knownDataset(content.data.dataset)])
  const ready = await studio.data.of(content)
  const drawing = content.networks[0]?.drawing ?? refuse('project-empty', {})
  const report = checkNetwork(drawing, schemaOf(content.data), content.plan)
  const backend = studio.store.getState().machine.choice
  return prepareRun({ report, content, drawingVersion: 0, backend }, {}, ready)
}

/** The versions of a drill, in its order: those of this device that were trained as it says, the others trained now. */
export async function drillModels(
  studio: AppContext,
  { models }: Pick<Drill, 'models'>,
  onProgress: (what: string, share: number) => void,
): Promise<DrillRecords> {
  const records: ModelRecord[] = []
  for (const model of models) {
    const content = await contentOf(model)
    const kept = await keptOf(studio, content)
    records.push(kept ?? (await train(studio, content, (share) => onProgress(model.name, share))))
  }
  studio.store.setState({ models: await studio.storage.models.list() })
  const [first, ...others] = records
  return first ? [first, ...others] : refuse('project-empty', {})
}

export type DrillRecords = readonly [ModelRecord, ...ModelRecord[]]

/** Which version each flag stands at where the drill begins: it counts the versions of a name from 1, whatever else there is of that name. */
export function drillAliases({ aliases }: Pick<Drill, 'aliases'>, records: DrillRecords): AliasBook {
  return Object.fromEntries(
    Object.entries(aliases).map(([model, flags]) => [
      model,
      Object.fromEntries(Object.entries(flags).map(([alias, nth]) => [alias, versionOf(records, model, nth)])),
    ]),
  )
}

/** The version that a drill calls the `nth` of a name. */
export function versionOf(records: DrillRecords, model: string, nth: number): number {
  return expectDefined(records.filter(({ name }) => name === model)[nth - 1], `version ${nth} of ${model}`).version
}

async function keptOf(studio: AppContext, content: ProjectContent): Promise<ModelRecord | undefined> {
  const rows = (await studio.storage.models.list()).filter(({ name }) => name === content.name)
  const wanted = stableJson(content)
  for (const { name, version } of rows) {
    const record = await studio.storage.models.get(name, version).catch(() => undefined)
    if (record && stableJson(record.content) === wanted) return record
  }
  return undefined
}

async function train(
  studio: AppContext,
  content: ProjectContent,
  onProgress: (share: number) => void,
): Promise<ModelRecord> {
  const { job, ready, backend } = await jobOf(studio, content)
  const trainer = ownTrainer(studio, new AbortController().signal)
  try {
    let engine = ''
    const { step } = await trainer.train(job, ready, backend, {
      onBegan: ({ name }) => {
        engine = name
      },
      onProgress,
    })
    const { weights, hash } = await trainer.weights()
    const { name, version } = await studio.storage.models.add({
      ...{ name: content.name, model: job.model, pipeline: job.pipeline, weights, hash, content, metrics: null },
      run: { id: drillRun(content.name), engine },
      lineage: {
        // Its project is made once its models are there.
        ...{ project: '', data: await fingerprint(ready.dataset) },
        ...{ step, steps: step, why: 'finished', newest: true }, // not text: a status
      },
    })
    return (await studio.storage.models.get(name, version)) ?? refuse('no-model', { name, version })
  } finally {
    trainer.close()
  }
}
