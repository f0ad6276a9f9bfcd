/** @file openVersion: what a version was trained from, opened as a project of its own, with the way back to where it was asked for. */
import { operateOffersText as offers } from '../../messages/en/studio/operate-offers'
import { message, refuse, type Message } from '../../messages/message'
import { stableJson } from '../../base/stable-json'
import type { Alias } from '../../catalog/lowered-stage'
import type { ProjectContent } from '../../compile/project'
import type { AppContext } from '../context'
import { versionTemplate } from '../version-template'
import { versionAt } from './registry'
import { rememberOpened, rememberServed } from './served-before'

export interface VersionAsked {
  readonly model: string
  readonly version?: number
  /** In place of a version: the one that this flag is on. */
  readonly alias?: Alias
}

/** Resolves with the project's id; one that was opened before and is as it was then is opened again. */
export async function openVersion(studio: AppContext, { model, alias, ...asked }: VersionAsked): Promise<string> {
  const version = asked.version ?? (await versionAt(studio, model, alias ?? 'champion'))
  const record = (await studio.storage.models.get(model, version)) ?? refuse('no-model', { name: model, version })
  const content: ProjectContent = { ...record.content, name: `${model} v${version}` }
  const { project, room } = studio.store.getState()
  const before = await untouched(studio, content)
  const served = rememberServed(studio)
  const opened =
    before === undefined
      ? await studio.projects.create(content, versionTemplate(content.name))
      : await studio.projects.open(before)
  // A drawing is looked at where networks are drawn.
  studio.store.setState({ room: 'build' })
  if (opened !== project.id) {
    rememberOpened(studio, opened)
    const said = message('registry-opened', { model, version, ...(served !== undefined && { served }) }) as Message
    const back = { id: project.id, room: served === undefined ? room : 'operate' }
    const action = { title: offers.backTo({ name: project.name }), command: 'project.open', args: back }
    void studio.run('notice.show', { tone: 'info', said, action })
  }
  return opened
}

/** The project that has just this in it. */
async function untouched({ storage }: AppContext, content: ProjectContent): Promise<string | undefined> {
  const all = await storage.projects.list()
  const same = all.find((one) => one.content.name === content.name && stableJson(one.content) === stableJson(content))
  return same?.id
}
