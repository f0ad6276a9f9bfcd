/** @file openVersion: opens the network and training settings of a version as a separate project, and offers to go back. */

import { stableJson } from '../../../base/stable-json'
import type { Alias } from '../../../catalog/lowered-stage'
import type { ProjectContent } from '../../../compile/project'
import { operateOffersText as offers } from '../../../messages/en/studio/operate-offers'
import { type Message, message, refuse } from '../../../messages/message'
import type { AppContext } from '../../context'
import { versionTemplate } from '../../project/version-template'
import { callOf } from '../../run-command'
import { rememberOpened, rememberProject } from '../session-restore'
import { aliasVersion } from './registry'

export interface OpenVersionOptions {
  readonly model: string
  readonly version?: number | undefined
  /** Use the version that this alias points to, instead of a version number. */
  readonly alias?: Alias | undefined
}

/**
 * Resolves with the project's id. If a project was opened for this version before and has not been edited since, it is
 * reused.
 */
export async function openVersion(studio: AppContext, { model, alias, ...asked }: OpenVersionOptions): Promise<string> {
  const version = asked.version ?? (await aliasVersion(studio, model, alias ?? 'champion'))
  const record = (await studio.storage.models.get(model, version)) ?? refuse('no-model', { name: model, version })
  const content: ProjectContent = { ...record.content, name: `${model} v${version}` }
  const { project, room } = studio.store.getState()
  const before = await findUnchanged(studio, content)
  const served = rememberProject(studio)
  const opened =
    before === undefined
      ? await studio.projects.create(content, versionTemplate(content.name))
      : await studio.projects.open(before)
  // Networks are shown on the Build page.
  studio.store.setState({ room: 'build' })
  if (opened !== project.id) {
    rememberOpened(studio, opened)
    const content = message('registry-opened', { model, version, ...(served !== undefined && { served }) }) as Message
    const back = { id: project.id, room: served === undefined ? room : 'operate' }
    const action = { title: offers.backTo({ name: project.name }), ...callOf('project.open', back) }
    void studio.run('notice.show', { tone: 'info', message: content, action })
  }
  return opened
}

/** An existing project with exactly this content. */
async function findUnchanged({ storage }: AppContext, content: ProjectContent): Promise<string | undefined> {
  const all = await storage.projects.list()
  const same = all.find((one) => one.content.name === content.name && stableJson(one.content) === stableJson(content))
  return same?.id
}
