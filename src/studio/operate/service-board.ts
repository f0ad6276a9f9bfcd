/** @file ServiceBoard: the board of one of the project's services: what is drawn on it is the project's, and what the project becomes is shown on it. */
import type { Service } from '../../compile/project'
import type { Board, BoardState } from '../board'
import { changeProject } from '../document'
import { makeBoard } from '../make-board'
import type { Studio } from '../studio'
import { type KnownModels, serviceSubject } from './stage-subject'

export interface ServiceBoard {
  /** The service's, which may get another. */
  readonly name: string
  readonly board: Board
  /** The service is called otherwise in the project from here on. */
  rename(to: string): void
  /** Checks the drawing again: models came, went, or another version has an alias. */
  recheck(): void
  close(): void
}

/** The board of a service of the open project; `known` are the models it may name. */
export function openServiceBoard(studio: Studio, service: Service, known: () => KnownModels): ServiceBoard {
  let { name } = service
  const { id } = studio.store.getState().project
  const board = makeBoard({
    subject: serviceSubject(known),
    id: `${id} ${name}`,
    drawing: service.drawing,
    tell: (notice) => void studio.run('notice.show', notice),
    otherwise: (command, args) => studio.run(command, args),
  })
  /** As the project has it. */
  let kept = service.drawing
  const close = [
    board.store.subscribe(({ project: { drawing } }) => {
      if (drawing === kept) return
      kept = drawing
      changeService(studio, name, { drawing })
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

/** Changes parts of a service of the open project; nothing where there is none of this name. */
export function changeService(studio: Pick<Studio, 'store'>, name: string, part: Partial<Service>): void {
  replaceService(studio, name, (one) => ({ ...one, ...part }))
}

/** Puts another in the place of a service of the open project. */
export function replaceService(
  { store }: Pick<Studio, 'store'>,
  name: string,
  change: (service: Service) => Service,
): void {
  const { services = [] } = store.getState().project
  if (!services.some((one) => one.name === name)) return
  changeProject(store, { services: services.map((one) => (one.name === name ? change(one) : one)) })
}
