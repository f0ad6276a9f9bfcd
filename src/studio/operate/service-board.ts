/** @file Service board: the diagram editor of a service, synchronized with the project in both directions. */

import { ALIASES } from '../../catalog/lowered-stage'
import { stages } from '../../catalog/service-stages'
import type { Service } from '../../compile/project'
import { checkService } from '../../compile/service/check-service'
import type { RegistrySnapshot } from '../../compile/service/service-context'
import type { Board, BoardState, Subject } from '../network/canvas-board'
import { makeBoard } from '../network/make-canvas-board'
import { changeProject } from '../project/project-document'
import type { Studio } from '../studio'
import '../../messages/en/operate-page'
import type { Drawing, DrawnNode } from '../../graph/drawing'
import { type Message, message } from '../../messages/message'

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
export function openServiceBoard(studio: Studio, service: Service, known: () => RegistrySnapshot): ServiceBoard {
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

/**
 * Node heights in pixels. A model stage is taller, because it shows its alias and name; most other stages are as tall
 * as a layer.
 */
const HEIGHTS = { source: 64, log: 64, model: 152 }

/**
 * The subject of a service board. `known` is called at each check, and may return undefined while the models are not
 * loaded.
 */
export function serviceSubject(known: () => RegistrySnapshot | undefined): Subject {
  return {
    catalog: stages,
    noun: 'stage',
    leadsToEnd: true,
    heights: HEIGHTS,
    branches: { kind: 'model', param: 'alias', values: ALIASES },
    blocks: [],
    check: ({ project }) => checkService(project.drawing, known()),
    restore: ({ project }, then) => withoutOrphanedShares(project.drawing, then, known()),
    isShown: () => true,
    shown: {},
  }
}

/**
 * The diagram of an undo step without its orphaned shares, and a message that explains the removal; undefined if the
 * step has no orphaned shares.
 */
function withoutOrphanedShares(
  now: Drawing,
  then: Drawing,
  known: RegistrySnapshot | undefined,
): { readonly drawing: Drawing; readonly message: Message } | undefined {
  // Ignore shares that the undo would not change: the user set them, and the check reports problems with them.
  const given = then.nodes.filter((node) => shareOf(node) > 0 && shareOf(node) !== shareOf(same(now, node)))
  if (given.length === 0) return undefined
  const alone = new Map<string, string>()
  const wrong = new Set<string>()
  for (const { severity, problem, node } of checkService(then, known).diagnostics) {
    if (severity !== 'error' || node === undefined) continue
    wrong.add(node)
    if (problem.code !== 'alias-unset') continue
    if (problem.args.alias === 'challenger') alone.set(node, problem.args.model)
  }
  const modelOf = ({ id }: DrawnNode) =>
    then.wires.flatMap(({ from, to }) => (from === id ? (alone.get(to) ?? []) : []))[0]
  const orphaned = given.filter(
    (node) => modelOf(node) !== undefined || (wrong.has(node.id) && !leadsToChallenger(then, node)),
  )
  const [first] = orphaned
  if (!first) return undefined
  const nodes = then.nodes.map((node) =>
    orphaned.includes(node) ? { ...node, params: { ...node.params, champion: 100, challenger: 0 } } : node,
  )
  const args = {
    stage: first.label,
    model: modelOf(first) ?? modelsBehind(then, first)[0]?.model ?? '',
    percent: shareOf(first),
  }
  return { drawing: { ...then, nodes }, message: message('share-alone-back', args) as Message }
}

/** The model stages after a split, each with its model and alias. */
function modelsBehind({ nodes, wires }: Drawing, { id }: DrawnNode) {
  return wires.flatMap(({ from, to }) => {
    const node = from === id ? nodes.find((one) => one.id === to) : undefined
    if (node?.kind !== 'model') return []
    return [{ model: String(node.params.model ?? ''), alias: String(node.params.alias ?? 'champion') }]
  })
}

/** Whether the split leads to a challenger stage, which may have been removed since. */
function leadsToChallenger(drawing: Drawing, node: DrawnNode): boolean {
  return modelsBehind(drawing, node).some(({ alias }) => alias === 'challenger')
}

/** The challenger's share of a split, in percent. */
function shareOf(node: DrawnNode | undefined): number {
  return node?.kind === 'split' ? Number(node.params.challenger ?? 0) : 0
}

function same({ nodes }: Drawing, { id }: DrawnNode): DrawnNode | undefined {
  return nodes.find((node) => node.id === id)
}
