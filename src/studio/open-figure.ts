/** @file openFigure: the project in a link, opened as a figure on another page: nothing of it runs by itself, and no lesson rules it. */
import type { ProjectContent } from '../compile/project'
import type { AppContext } from './context'

/** Opens it in a studio that keeps nothing. Rejects with the sentence on what is wrong with the link. */
export async function openFigure(studio: AppContext, fragment: string): Promise<void> {
  const { lesson: _, ...content } = (await studio.run('project.peekLink', { fragment })) as ProjectContent
  await studio.projects.create(content)
  studio.store.setState({ ready: true })
}
