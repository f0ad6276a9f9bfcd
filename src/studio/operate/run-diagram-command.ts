/** @file runOnService: runs a canvas command on the diagram of a service. */
import type { AppContext } from '../context'
import { operateController } from './controller'

/** Runs a canvas command on the service that `args.service` names, after opening it. */
export async function runOnService(studio: AppContext, id: string, args: object): Promise<unknown> {
  const { service, ...rest } = args as { readonly service?: unknown }
  const controller = operateController(studio)
  await controller.open(String(service))
  const { board } = controller.store.getState()
  return board?.run(id, rest)
}
