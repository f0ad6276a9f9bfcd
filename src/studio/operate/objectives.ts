/** @file Objectives of the open service, changed: what is promised, and by which rules somebody is told. */
import type { Service } from '../../compile/project'
import type { AppContext } from '../context'
import { watchObjectives } from './alerts'
import { operateDesk } from './controller'
import { replaceService } from './service-board'

/** What a service promises; rules are absent where they are the usual ones. */
export type Promised = Pick<Service, 'slos' | 'rules'>

/** A change of what a service promises. */
export interface Repromised {
  readonly project: string
  readonly service: string
  readonly from: Promised
  readonly to: Promised
}

/** Changes what the open service promises; undefined where that is what it promised before. */
export function changePromised(studio: AppContext, part: Promised): Repromised | undefined {
  const service = operateDesk(studio).service()
  const from = promisedBy(service)
  const to = { ...from, ...part }
  if (JSON.stringify(from) === JSON.stringify(to)) return undefined
  putPromised(studio, to)
  return { project: studio.store.getState().project.id, service: service.name, from, to }
}

/** Makes this what the open service promises; it is watched from then on. */
export function putPromised(studio: AppContext, promised: Promised): void {
  const desk = operateDesk(studio)
  replaceService(studio, desk.service().name, ({ slos: _, rules: __, ...rest }) => ({ ...rest, ...promised }))
  watchObjectives(desk.log(), desk.service())
  // What grew is read anew by whoever shows it.
  desk.store.setState(({ grown }) => ({ grown: grown + 1 }))
}

function promisedBy({ slos, rules }: Promised): Promised {
  return { ...(slos && { slos }), ...(rules && { rules }) }
}
