/** @file RenameService: a service gets another name, and all that goes by its name goes with it. */
import '../../messages/en/operate-page'
import { message } from '../../messages/message'
import type { AppContext } from '../context'
import { renameInActs } from './acts'
import { operateDesk } from './controller'
import { renameRing } from './retraining-loop'
import { renameHistory } from './scenario-edits'
import { changeService } from './service-board'
import { addressOf, untellServed } from './notify-serving'

/** Renames a service of the open project to a name that is free; the one that serves goes on, with its log. */
export async function renameService(studio: AppContext, service: string, to: string): Promise<void> {
  const desk = operateDesk(studio)
  // One that is being opened is waited for: its log would be opened by the old name.
  if (desk.store.getState().opening === service) await desk.open(service)
  const rename = () => {
    renameInActs(studio, service, to)
    renameHistory(studio, service, to)
    renameRing(studio, service, to)
    changeService(studio, service, { name: to })
  }
  if (desk.store.getState().service === service) {
    await desk.rename(to, rename)
    untellServed(studio, service)
    if (desk.store.getState().serving.tag === 'on') tellRenamed(studio, service, to)
  } else {
    await studio.storage.serviceLogs.rename({ project: studio.store.getState().project.id, service }, to)
    rename()
  }
}

/** Callers of its URL have to know the new one. */
function tellRenamed(studio: AppContext, service: string, to: string): void {
  const desk = operateDesk(studio)
  const model = desk.url.store.getState().names.includes(service)
  const at = addressOf(desk, to)
  const said = message('service-renamed', { service, to, model, ...(at !== undefined && { at }) })
  void studio.run('notice.show', { tone: 'info', said })
}
