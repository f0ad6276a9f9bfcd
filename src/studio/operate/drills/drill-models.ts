/**
 * @file The models of a drill: trained with the training settings of the examples, without affecting the open project, and saved like any
 * other version.
 */
import { expectDefined } from '../../../base/assert'
import { stableJson } from '../../../base/stable-json'
import { knownDataset } from '../../../catalog/datasets'
import { checkNetwork } from '../../../compile/check-network'
import { schemaOf } from '../../../compile/dataset-of-project'
import type { ProjectContent } from '../../../compile/project'
import { fingerprint } from '../../../data/fingerprint'
import { loadPreparation } from '../../../data/transforms/load-transforms'
import type { Drill, DrillModel } from '../../../gallery/drills/define-drill'
import { refuse } from '../../../messages/message'
import type { AliasVersions } from '../../../ops/service-spec'
import type { ModelRecord } from '../../../storage/records'
import type { AppContext } from '../../context'
import { prepareRun } from '../../training/prepare-run'
import { openBackgroundTrainer } from '../background-trainer'
import { drillRunId } from '../drill-ids'

/** The project content that a drill model is trained from: an example with some differences. */
export async function drillModelContent({ name, template, drawing, plan }: DrillModel): Promise<ProjectContent> {
  const found = (await import('../../../gallery')).findTemplate(template) ?? refuse('unknown-template', { template })
  const { content } = found
  const [network] = content.networks
  return {
    ...content,
    name,
    networks: drawing || !network ? [{ name: 'network', drawing: drawing ?? refuse('project-empty', {}) }] : [network],
    plan: { ...content.plan, ...plan },
  }
}

/** The training job of a project content, with its data and backend. */
export async function trainingJobOf(studio: AppContext, content: ProjectContent) {
  await Promise.all([loadPreparation(), knownDataset(content.data.dataset)])
  const ready = await studio.data.of(content)
  const drawing = content.networks[0]?.drawing ?? refuse('project-empty', {})
  const report = checkNetwork(drawing, schemaOf(content.data), content.plan)
  const backend = studio.store.getState().machine.choice
  return prepareRun({ report, content, drawingVersion: 0, backend }, {}, ready)
}

/**
 * The versions of a drill, in the order in which the drill lists them. Saved versions with the same content are reused;
 * missing ones are trained now.
 */
export async function trainDrillModels(
  studio: AppContext,
  { models }: Pick<Drill, 'models'>,
  onProgress: (what: string, share: number) => void,
): Promise<DrillModels> {
  const records: ModelRecord[] = []
  for (const model of models) {
    const content = await drillModelContent(model)
    const kept = await findTrained(studio, content)
    records.push(kept ?? (await train(studio, content, (share) => onProgress(model.name, share))))
  }
  studio.store.setState({ models: await studio.storage.models.list() })
  const [first, ...others] = records
  return first ? [first, ...others] : refuse('project-empty', {})
}

export type DrillModels = readonly [ModelRecord, ...ModelRecord[]]

/**
 * The aliases at the start of a drill. The drill numbers versions from 1 per name; these are mapped to saved versions.
 */
export function drillAliases({ aliases }: Pick<Drill, 'aliases'>, records: DrillModels): AliasVersions {
  return Object.fromEntries(
    Object.entries(aliases).map(([model, versions]) => [
      model,
      Object.fromEntries(Object.entries(versions).map(([alias, nth]) => [alias, drillVersion(records, model, nth)])),
    ]),
  )
}

/** The version number under which the nth drill model of a name was saved. */
export function drillVersion(records: DrillModels, model: string, nth: number): number {
  return expectDefined(records.filter(({ name }) => name === model)[nth - 1], `version ${nth} of ${model}`).version
}

async function findTrained(studio: AppContext, content: ProjectContent): Promise<ModelRecord | undefined> {
  const rows = (await studio.storage.models.list()).filter(({ name }) => name === content.name)
  const contentText = stableJson(content)
  for (const { name, version } of rows) {
    const record = await studio.storage.models.get(name, version).catch(() => undefined)
    if (record && stableJson(record.content) === contentText) return record
  }
  return undefined
}

async function train(
  studio: AppContext,
  content: ProjectContent,
  onProgress: (share: number) => void,
): Promise<ModelRecord> {
  const { job, ready, backend } = await trainingJobOf(studio, content)
  const trainer = openBackgroundTrainer(studio, new AbortController().signal)
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
      run: { id: drillRunId(content.name), engine },
      lineage: {
        // The project of the drill does not exist yet.
        ...{ project: '', data: await fingerprint(ready.dataset) },
        ...{ step, steps: step, why: 'finished', newest: true }, // not text: a status
      },
    })
    return (await studio.storage.models.get(name, version)) ?? refuse('no-model', { name, version })
  } finally {
    trainer.close()
  }
}
