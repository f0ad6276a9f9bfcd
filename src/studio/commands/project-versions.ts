/** @file Commands for versions of the open project: saving, opening, renaming, removing. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { commandNoticesText } from '../../messages/en/commands/notices'
import { callOf } from '../run-command'
import '../../messages/en/runs'
import { stableJson } from '../../base/stable-json'
import type { ProjectContent } from '../../compile/project'
import { message, refuse } from '../../messages/message'
import type { VersionRecord } from '../../storage/records'
import { integer, optional, text } from '../arguments'
import { commandsWith } from '../command'
import type { AppContext } from '../context'
import { showUsage } from '../project/project-session'
import { goBackTo } from '../project/restore-project'
import type { KeptVersions } from '../state'

const defineCommand = commandsWith(moreCommandsText)

const openId = (studio: AppContext) => studio.store.getState().project.id

function nameGiven(name: string): string {
  const trimmed = name.trim().slice(0, 80)
  return trimmed === '' ? refuse('name-empty', {}) : trimmed
}

async function listAgain(studio: AppContext): Promise<KeptVersions> {
  const project = openId(studio)
  const versions = { project, ...(await studio.storage.versions.list(project)) }
  if (openId(studio) === project) studio.store.setState({ versions })
  return versions
}

async function changed(studio: AppContext): Promise<void> {
  await listAgain(studio)
  await showUsage(studio.store, studio.storage)
}

/** Whether two contents are equal, ignoring the project's name, which is not part of a version. */
function same(a: ProjectContent, b: ProjectContent): boolean {
  const { name: _a, ...one } = a
  const { name: _b, ...other } = b
  return stableJson(one) === stableJson(other)
}

export const keepVersion = defineCommand({
  id: 'version.save',
  listed: true,
  args: { name: optional(text()) },
  async run(studio, { name }) {
    const kept = await studio.storage.versions.add({
      project: openId(studio),
      ...(name === undefined ? {} : { name: nameGiven(name) }),
      content: studio.projects.content(),
    })
    await changed(studio)
    return { number: kept.number, name: kept.name }
  },
})

export const listVersions = defineCommand({
  id: 'version.list',
  args: {},
  async run(studio) {
    const { versions, damaged } = await listAgain(studio)
    return [
      ...versions.map(({ number, name, at }) => ({ number, name, at })),
      ...damaged.map((number) => ({ number, damaged: true })),
    ]
  },
})

/** Saves the open project as a version, unless an equal version exists. Resolves with the new version's number. */
async function keepPresent(
  studio: AppContext,
  known: readonly VersionRecord[],
  why: string,
): Promise<number | undefined> {
  const present = studio.projects.content()
  if (known.some(({ content }) => same(content, present))) return undefined
  const kept = await studio.storage.versions.add({ project: openId(studio), name: why, content: present })
  // Check again: the user may have edited the project while it was being saved.
  return (await keepPresent(studio, [...known, kept], why)) ?? kept.number
}

export const openVersion = defineCommand({
  id: 'version.open',
  args: { number: integer() },
  async run(studio, { number }): Promise<void> {
    const project = openId(studio)
    const version = (await studio.storage.versions.get(project, number)) ?? refuse('no-version', { number })
    const { versions } = await studio.storage.versions.list(project)
    const [network] = version.content.networks
    if (!network) return refuse('project-empty', {})
    const kept = await keepPresent(studio, versions, commandNoticesText.beforeVersion({ number }))
    if (openId(studio) !== project) return refuse('no-version', { number })
    const { data, plan, services } = version.content
    goBackTo(studio, { drawing: network.drawing, network: network.name, data, plan, services })
    await changed(studio)
    if (kept === undefined) return
    await studio.run('notice.show', {
      tone: 'info',
      message: message('version-opened', { number, kept }),
      action: { title: commandNoticesText.goBack, ...callOf('version.open', { number: kept }) },
    })
  },
})

export const renameVersion = defineCommand({
  id: 'version.rename',
  args: { number: integer(), name: text() },
  async run(studio, { number, name }) {
    await studio.storage.versions.rename(openId(studio), number, nameGiven(name))
    await changed(studio)
  },
})

/** Removes a version, even a damaged one. */
export const removeVersion = defineCommand({
  id: 'version.remove',
  args: { number: integer() },
  async run(studio, { number }) {
    const { versions, damaged } = await studio.storage.versions.list(openId(studio))
    if (!versions.some((one) => one.number === number) && !damaged.includes(number))
      return refuse('no-version', { number })
    await studio.storage.versions.remove(openId(studio), number)
    await changed(studio)
  },
})
