/** @file A network that fits a set, drawn from what is in it: in the open project as one undo step, or as a project of its own. */
import { refuse } from '../messages/message'
import { knownDataset } from '../catalog/datasets'
import { lossFor } from '../compile/default-plan'
import type { DataPick, ProjectContent } from '../compile/project'
import { needsPreparation } from '../data/transforms/preparation'
import { loadPreparation } from '../data/transforms/load-preparation'
import { fittingContent, fittingDrawing } from '../gallery/fit-to-dataset'
import type { AppContext } from './context'
import { setNamed } from './data-session'
import { goBackTo } from './go-back'
import { workHistory } from './work-history'

/**
 * Draws one as an undo step, unless the drawing fits the data as it is; the data and the plan there were before come back with the drawing
 * that was made for them. Resolves with whether it did.
 */
export async function fitNetwork(studio: AppContext, before: Pick<ProjectContent, 'data' | 'plan'>): Promise<boolean> {
  const { report } = studio.store.getState()
  if (report.checked && !report.diagnostics.some(({ severity }) => severity === 'error')) return false
  await loadPreparation()
  let [behind, ahead] = [before, before]
  const use = ({ data, plan }: typeof before) => {
    studio.store.setState({ trial: null, answer: null })
    // A set that is gone meanwhile is told where the data stand.
    void studio.data.use(data, plan).catch(() => undefined)
  }
  const company = {
    undo() {
      ahead = studio.store.getState().project
      use(behind)
    },
    redo() {
      behind = studio.store.getState().project
      use(ahead)
    },
  }
  workHistory(studio).together(company, () => draw(studio))
  return true
}

/** Draws one in the place of what is drawn, as an undo step; of the plan the loss alone is another where the answer asks for it. */
export async function drawFitting(studio: AppContext): Promise<boolean> {
  await loadPreparation()
  draw(studio)
  return true
}

function draw(studio: AppContext): void {
  const { project } = studio.store.getState()
  const { schema } = setNamed(project.data)
  const loss = { kind: lossFor(schema, project.plan.target ?? schema.target) }
  const plan = loss.kind === project.plan.loss.kind ? project.plan : { ...project.plan, loss }
  goBackTo(studio, { ...project, plan, drawing: fittingDrawing(schema, plan) })
}

/** Makes a project for a set and opens it; the project before stays as it was. Resolves with its id once the set is here. */
export async function projectForSet(studio: AppContext, dataset: string): Promise<string> {
  const pick = await pickOf(studio, dataset)
  const def = setNamed(pick)
  if (needsPreparation(def.schema, {})) await loadPreparation()
  const id = await studio.projects.create(fittingContent(def, pick))
  studio.store.setState({ trial: null, answer: null })
  await studio.data.ready()
  return id
}

async function pickOf(studio: AppContext, dataset: string): Promise<DataPick> {
  if (typeof dataset !== 'string' || dataset === '') return refuse('unknown-dataset', { dataset: String(dataset) })
  if (await knownDataset(dataset)) return { dataset }
  const { ownPick } = await import('./dataset-session')
  return ownPick(studio, dataset)
}
