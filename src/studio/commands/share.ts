/** @file Commands that share a project: links with the project in the URL fragment, and images of the canvas. */
import type { ProjectContent } from '../../compile/project'
import { moreCommandsText } from '../../messages/en/commands/more'
import { commandNoticesText } from '../../messages/en/commands/notices'
import { message, Refusal, refuse } from '../../messages/message'
import { oneOf, optional, text } from '../arguments'
import { commandsWith } from '../command'
import { begun } from '../lessons/lesson-restrictions'
import '../../messages/en/runs'
import type { AppContext } from '../context'
import { PICTURE_FORMATS, type ServiceDiagram } from '../studio'

const defineCommand = commandsWith(moreCommandsText)

export const makeLink = defineCommand({
  id: 'project.link',
  args: {},
  async run(studio) {
    const { writeLink } = await import('../../storage/project-link')
    const link = writeLink(studio.projects.content())
    if (!link.ok) throw new Refusal(link.error)
    const { fragment, bytes } = link.value
    return { fragment, bytes, letters: fragment.length }
  },
})

/** Reads the project in a link without opening it. */
export const previewLink = defineCommand({
  id: 'project.peekLink',
  args: { fragment: text() },
  run: (_studio, { fragment }) => contentOf(fragment),
})

export const openLink = defineCommand({
  id: 'project.openLink',
  args: { fragment: text() },
  async run(studio, { fragment }) {
    const content = begun(await contentOf(fragment))
    const rows = await studio.storage.projects.list().catch(() => [])
    const name = nameFromLink(
      content.name,
      rows.map((row) => row.content.name),
    )
    return studio.projects.create({ ...content, name })
  },
})

/** A project name that is not taken, because users could not tell two projects with equal names apart. */
function nameFromLink(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  for (let n = 1; ; n++) {
    const other = commandNoticesText.fromLink({ name: name.slice(0, 90), n })
    if (!taken.includes(other)) return other
  }
}

async function contentOf(fragment: string): Promise<ProjectContent> {
  const { readLink } = await import('../../storage/project-link')
  const read = readLink(fragment)
  if (!read) return refuse('link-unreadable', {})
  if (!read.ok) throw new Refusal(read.error)
  return read.value
}

export const drawPicture = defineCommand({
  id: 'graph.picture',
  args: {
    format: {
      ...oneOf(...PICTURE_FORMATS),
      problem: (_: unknown, format: string) => message('no-picture', { format }),
    },
    theme: optional({
      ...oneOf('light', 'dark'),
      problem: (_: unknown, theme: string) => message('no-theme', { theme }),
    }),
  },
  async run(studio, { format, theme = 'light' }) {
    if (!studio.drawPicture) return refuse('picture-failed', { why: commandNoticesText.noPage })
    try {
      return await studio.drawPicture((await serviceShown(studio)) ?? studio.store.getState(), format, theme)
    } catch (error) {
      return refuse('picture-failed', { why: error instanceof Error ? error.message : String(error) })
    }
  },
})

/** On the Operate page, the drawing to export is the service diagram. */
async function serviceShown(studio: AppContext): Promise<ServiceDiagram | undefined> {
  const { room, operate, project } = studio.store.getState()
  if (room !== 'operate' || operate === null || operate.service === null) return undefined
  const { operateController } = await import('../operate/controller')
  const { board } = operateController(studio).store.getState()
  return board ? { service: operate.service, project: project.name, board: board.store.getState() } : undefined
}
