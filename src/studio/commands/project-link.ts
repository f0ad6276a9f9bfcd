/** @file Commands for links with a project in the URL fragment. A link is opened only when the user confirms. */
import { commandNoticesText } from '../../messages/en/commands/notices'
import { moreCommandsText } from '../../messages/en/commands/more'
import { refuse, Refusal } from '../../messages/message'
import type { ProjectContent } from '../../compile/project'
import { text } from '../arguments'
import { defineCommand } from '../command'
import { begun } from '../lessons/lesson-restrictions'

export const makeLink = defineCommand({
  id: 'project.link',
  title: moreCommandsText['project.link'],
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
  title: moreCommandsText['project.peekLink'],
  args: { fragment: text() },
  run: (_studio, { fragment }) => contentOf(fragment),
})

export const openLink = defineCommand({
  id: 'project.openLink',
  title: moreCommandsText['project.openLink'],
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
