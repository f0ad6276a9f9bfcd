/**
 * @file openFigure: opens a project from a link as an embedded figure, in which nothing runs automatically and no
 * lesson applies.
 */
import type { AppContext } from '../context'

/** Opens the figure in a studio without storage. Rejects with a message if the link is invalid. */
export async function openFigure(studio: AppContext, fragment: string): Promise<void> {
  const { lesson: _, ...content } = await studio.run('project.peekLink', { fragment })
  await studio.projects.create(content)
  studio.store.setState({ ready: true })
}
