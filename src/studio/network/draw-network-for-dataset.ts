/** @file Draws a network that fits a dataset: in the open project as one undo step, or in a new project. */
import { refuse } from '../../messages/message'
import { knownDataset } from '../../catalog/datasets'
import { lossFor } from '../../compile/default-plan'
import type { DataPick, ProjectContent } from '../../compile/project'
import { needsPreparation } from '../../data/transforms/loaded-transforms'
import { loadPreparation } from '../../data/transforms/load-transforms'
import { fittingContent, fittingDrawing } from '../../gallery/network-for-dataset'
import type { AppContext } from '../context'
import { setNamed } from '../data/data-session'
import { goBackTo } from '../project/restore-project'
import { workHistory } from '../project/edit-history'

/**
 * Draws a fitting network as one undo step, unless the drawing already fits. Undo also restores `before`, the previous
 * data and plan. Resolves with whether a network was drawn.
 */
export async function fitNetwork(studio: AppContext, before: Pick<ProjectContent, 'data' | 'plan'>): Promise<boolean> {
  const { report } = studio.store.getState()
  if (report.checked && !report.diagnostics.some(({ severity }) => severity === 'error')) return false
  await loadPreparation()
  let [behind, ahead] = [before, before]
  const use = ({ data, plan }: typeof before) => {
    studio.store.setState({ trial: null, answer: null })
    // If the dataset no longer exists, the data state reports that.
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

/**
 * Replaces the drawing as one undo step. In the plan, only the loss changes, and only if the target needs a different
 * one.
 */
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

/**
 * Creates and opens a project for a dataset; the previous project is unchanged. Resolves with its id once the data is
 * loaded.
 */
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
  const { customDatasetPick: ownPick } = await import('../data/custom-dataset-session')
  return ownPick(studio, dataset)
}
