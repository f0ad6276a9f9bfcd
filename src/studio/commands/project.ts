/** @file Commands for projects. */
import { digitsCnn } from '../../gallery/digits-cnn'
import { commandsText } from '../../messages/en/commands/studio'
import { message, Refusal, refuse } from '../../messages/message'
import { flag, instance, optional, text } from '../arguments'
import { commandsWith } from '../command'
import { begun } from '../lessons/lesson-restrictions'
import { changeProject } from '../project/project-document'
import { DATASET, PAGE } from './common-arguments'

const defineCommand = commandsWith(commandsText)

export const newProject = defineCommand({
  id: 'project.new',
  args: { template: optional(text('template id')) },
  async run(studio, { template = 'blank' }) {
    // The first-visit example ships with the page; the rest of the gallery is loaded on demand.
    const found = template === digitsCnn.id ? digitsCnn : (await import('../../gallery')).findTemplate(template)
    if (!found) return refuse('unknown-template', { template })
    return studio.projects.create(begun(found.content), template)
  },
})

export const projectForSet = defineCommand({
  id: 'project.forSet',
  args: { dataset: optional(DATASET) },
  run: async (studio, { dataset }) =>
    (await import('../network/draw-network-for-dataset')).projectForSet(
      studio,
      dataset ?? studio.store.getState().project.data.dataset,
    ),
})

export const listProjects = defineCommand({
  id: 'project.list',
  args: {},
  async run(studio) {
    const rows = await studio.storage.projects.list()
    return rows.map(({ id, content, createdAt, updatedAt, template }) => ({
      id,
      name: content.name,
      data: content.data,
      plan: content.plan,
      drawing: content.networks[0]?.drawing,
      createdAt,
      updatedAt,
      template,
    }))
  },
})

export const openProject = defineCommand({
  id: 'project.open',
  args: { id: text('project id'), room: optional(PAGE) },
  async run(studio, { id, room }): Promise<string> {
    const opened = await studio.projects.open(id)
    if (room !== undefined) await studio.run('room.open', { room })
    return opened
  },
})

export const removeProject = defineCommand({
  id: 'project.remove',
  args: { id: text('project id') },
  async run(studio, { id }): Promise<void> {
    const known = await studio.storage.projects.get(id)
    if (!known) return refuse('no-project', { id })
    const open = studio.store.getState().project.id === id
    if (open) await studio.projects.close()
    for (const row of await studio.storage.runs.list(id)) await studio.storage.runs.remove(row.id)
    await studio.storage.projects.remove(id)
    void import('../data/dataset-uses')
      .then(({ dropRemovedDatasets: forgetGone }) => forgetGone(studio.storage))
      .catch(() => undefined)
    if (!open) return
    const [other] = await studio.storage.projects.list()
    await (other ? studio.projects.open(other.id) : studio.run('project.new', { template: 'digits-cnn' }))
  },
})

export const renameProject = defineCommand({
  id: 'project.rename',
  args: { name: text() },
  run(studio, { name }) {
    const trimmed = name.trim().slice(0, 120)
    if (trimmed === '') return refuse('name-empty', {})
    changeProject(studio.store, { name: trimmed })
  },
})

export const copyProject = defineCommand({
  id: 'project.copy',
  args: {},
  listed: true,
  async run(studio) {
    const content = studio.projects.content()
    const { project, runs } = studio.store.getState()
    const copy = await studio.projects.create({ ...content, name: `${content.name} (copy)` }, project.template)
    // Runs belong to the project that trained them.
    if (runs.length > 0) {
      await import('../../messages/en/files')
      const stay = message('project-copied', { project: content.name, runs: runs.length })
      await studio.run('notice.show', { tone: 'info', message: stay })
    }
    return copy
  },
})

export const exportProject = defineCommand({
  id: 'project.export',
  args: { rows: optional(flag()) },
  async run(studio, { rows }) {
    const { withoutRows, withRows } = await import('../project/project-rows')
    return (rows ? withRows : withoutRows)(studio, studio.projects.content())
  },
})

export const projectFileContents = defineCommand({
  id: 'project.carries',
  args: {},
  run: async (studio) => (await import('../project/project-rows')).fileContents(studio),
})

export const importProject = defineCommand({
  id: 'project.import',
  args: { bytes: instance<Uint8Array>(Uint8Array) },
  async run(studio, { bytes }) {
    // The bytes "PK" mark a zip, which is a project together with the rows of its dataset.
    if (bytes[0] === 0x50 && bytes[1] === 0x4b)
      return (await import('../project/project-rows')).openWithRows(studio, bytes)
    const { readProject } = await import('../../storage/project-file')
    const read = readProject(bytes)
    if (!read.ok) throw new Refusal(read.error)
    return studio.projects.create(begun(read.value))
  },
})

export const saveProject = defineCommand({
  id: 'project.save',
  args: {},
  listed: true,
  shortcut: '$mod+s',
  run: (studio) => studio.projects.flush(),
})
