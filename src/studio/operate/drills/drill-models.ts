/**
 * @file The models of a drill: trained with the training settings of the examples, without affecting the open project, and saved like any
 * other version.
 */
import { expectDefined } from '../../../base/assert'
import { stableJson } from '../../../base/stable-json'
import type { ProjectContent } from '../../../compile/project'
import type { Drill, DrillModel } from '../../../gallery/drills/define-drill'
import { refuse } from '../../../messages/message'
import type { AliasVersions } from '../../../ops/service-spec'
import type { ModelRecord } from '../../../storage/records'
import type { AppContext } from '../../context'
import { prepareTraining, trainVersion } from '../background-trainer'
import { drillRunId, modelRecord } from '../project-model'

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

/** The training job of a drill model. Its backend is the one that gives the same weights on every device. */
export function drillTraining(studio: AppContext, content: ProjectContent) {
  return prepareTraining(studio, content, { backend: 'wasm' })
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
  // The project of the drill does not exist yet.
  const version = { name: content.name, run: drillRunId(content.name), lineage: { project: '' } }
  return modelRecord(studio, await trainVersion(studio, await drillTraining(studio, content), version, onProgress))
}
