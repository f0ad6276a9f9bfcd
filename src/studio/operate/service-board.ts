/** @file Service board: the diagram editor of a service, synchronized with the project in both directions. */
import type { Service } from '../../compile/project'
import type { Board, BoardState } from '../canvas-board'
import { changeProject } from '../project-document'
import { makeBoard } from '../make-canvas-board'
import type { Studio } from '../studio'
import { type KnownModels, serviceSubject } from './service-canvas-subject'

export interface ServiceBoard {
  /** The name of the service, which may change. */
  readonly name: string
  readonly board: Board
  /** Updates the name after the service was renamed in the project. */
  rename(to: string): void
  /** Checks the diagram again, because models or aliases have changed. */
  recheck(): void
  close(): void
}

/** Opens the board of a service of the open project; `known` returns the models that the service may use. */
export function openServiceBoard(studio: Studio, service: Service, known: () => KnownModels): ServiceBoard {
  let { name } = service
  const { id } = studio.store.getState().project
  const board = makeBoard({
    subject: serviceSubject(known),
    id: `${id} ${name}`,
    drawing: service.drawing,
    showNotice: (notice) => void studio.run('notice.show', notice),
    runOther: (command, args) => studio.runById(command, args),
  })
  /** The diagram as saved in the project. */
  let kept = service.drawing
  const close = [
    board.store.subscribe(({ project: { drawing } }) => {
      if (drawing === kept) return
      kept = drawing
      updateService(studio, name, { drawing })
    }),
    studio.store.subscribe(({ project }) => {
      const now = project.id === id ? project.services?.find((one) => one.name === name) : undefined
      if (!now || now.drawing === kept) return
      kept = now.drawing
      const { history, project: before } = board.store.getState()
      const also: Pick<BoardState, 'history' | 'selection' | 'selectedNotes' | 'inside'> = {
        history: { past: [...history.past, before.drawing], future: [] },
        ...{ selection: [], selectedNotes: [], inside: [] },
      }
      changeProject(board.store, { drawing: kept, drawingVersion: before.drawingVersion + 1 }, also)
    }),
  ]
  return {
    get name() {
      return name
    },
    board,
    rename(to) {
      name = to
    },
    recheck: () => changeProject(board.store, {}),
    close() {
      for (const stop of close) stop()
    },
  }
}

/** Updates fields of a service of the open project; does nothing if no service has this name. */
export function updateService(studio: Pick<Studio, 'store'>, name: string, part: Partial<Service>): void {
  replaceService(studio, name, (one) => ({ ...one, ...part }))
}

/** Replaces a service of the open project. */
export function replaceService(
  { store }: Pick<Studio, 'store'>,
  name: string,
  change: (service: Service) => Service,
): void {
  const { services = [] } = store.getState().project
  if (!services.some((one) => one.name === name)) return
  changeProject(store, { services: services.map((one) => (one.name === name ? change(one) : one)) })
}
