/** @file runOnService: runs a canvas command on the diagram of a service. */
import type { AppContext } from '../context'
import { operateController } from './controller'

/** Opens a service and runs a canvas command on its diagram. */
export async function runOnService(studio: AppContext, service: string, id: string, args: object): Promise<unknown> {
  const controller = operateController(studio)
  await controller.open(service)
  return controller.store.getState().board?.runById(id, args)
}
