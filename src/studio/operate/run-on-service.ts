/** @file runOnService: a command of the canvas on a service's drawing. */
import type { AppContext } from '../context'
import { operateDesk } from './controller'

/** Runs a command of the canvas on the drawing of the service that is named in `args.service`, which is opened for it. */
export async function runOnService(studio: AppContext, id: string, args: object): Promise<unknown> {
  const { service, ...rest } = args as { readonly service?: unknown }
  const desk = operateDesk(studio)
  await desk.open(String(service))
  const { board } = desk.store.getState()
  return board?.run(id, rest)
}
