/** @file Actions on a service that is given by its name: renaming it, and running a canvas command on its diagram. */
import '../../messages/en/operate-page'
import { message } from '../../messages/message'
import type { AppContext } from '../context'
import { refuseOpenElsewhere } from '../training/weights-in-use'
import { renameServiceInHistory } from './action-history'
import { operateController } from './controller'
import { renameRetrainingLoop } from './retraining/retraining-loop'
import { renameScenarioHistory } from './scenario-edits'
import { updateService } from './service-board'
import { closeServingNotice, serviceUrl } from './service-notices'

/** Renames a service of the open project to a free name. A running service keeps serving, with the same log. */
export async function renameService(studio: AppContext, service: string, to: string): Promise<void> {
  refuseOpenElsewhere(studio.store.getState())
  const controller = operateController(studio)
  // Wait for a service that is being opened, because otherwise its log would be opened under the old name.
  if (controller.store.getState().opening === service) await controller.open(service)
  const rename = () => {
    renameServiceInHistory(studio, service, to)
    renameScenarioHistory(studio, service, to)
    renameRetrainingLoop(studio, service, to)
    updateService(studio, service, { name: to })
  }
  if (controller.store.getState().service === service) {
    await controller.rename(to, rename)
    closeServingNotice(studio, service)
    if (controller.store.getState().serving.tag === 'on') notifyRenamed(studio, service, to)
  } else {
    await studio.storage.serviceLogs.rename({ project: studio.store.getState().project.id, service }, to)
    rename()
  }
}

/** Notifies the user of the new URL. */
function notifyRenamed(studio: AppContext, service: string, to: string): void {
  const controller = operateController(studio)
  const model = controller.store.getState().url.names.includes(service)
  const at = serviceUrl(controller, to)
  const content = message('service-renamed', { service, to, model, ...(at !== undefined && { at }) })
  void studio.run('notice.show', { tone: 'info', message: content })
}

/** Opens a service and runs a canvas command on its diagram. */
export async function runOnService(studio: AppContext, service: string, id: string, args: object): Promise<unknown> {
  const controller = operateController(studio)
  await controller.open(service)
  return controller.store.getState().board?.runById(id, args)
}
