/** @file Changes the objectives (SLOs) and burn rate rules of the open service. */
import type { AppContext } from '../../context'
import { watchObjectives } from './alerts'
import { operateController } from '../controller'
import { replaceService } from '../service-board'
import type { ObjectivesChange, ServiceObjectives } from '../state'

/** Changes objectives or rules of the open service; returns undefined if nothing changes. */
export function changeObjectives(studio: AppContext, part: ServiceObjectives): ObjectivesChange | undefined {
  const service = operateController(studio).service()
  const from = objectivesOf(service)
  const to = { ...from, ...part }
  if (JSON.stringify(from) === JSON.stringify(to)) return undefined
  setObjectives(studio, to)
  return { project: studio.store.getState().project.id, service: service.name, from, to }
}

/** Sets the objectives and rules of the open service; they are evaluated from then on. */
export function setObjectives(studio: AppContext, promised: ServiceObjectives): void {
  const controller = operateController(studio)
  replaceService(studio, controller.service().name, ({ slos: _, rules: __, ...rest }) => ({ ...rest, ...promised }))
  watchObjectives(controller.log(), controller.service())
  controller.showLog()
}

function objectivesOf({ slos, rules }: ServiceObjectives): ServiceObjectives {
  return { ...(slos && { slos }), ...(rules && { rules }) }
}
