/**
 * @file makeBoard: creates a board that is separate from the studio's own, with canvas commands and undo, for a drawing
 * of any catalog.
 */
import { refuse } from '../../messages/message'
import type { Drawing } from '../../graph/drawing'
import { type Board, type BoardState, boardStore, type Subject } from './canvas-board'
import { offerOf, runChecked } from '../command'
import { typedRun } from '../run-command'
import { boardCommands } from '../commands/board-commands'
import { innerBoard } from './inner-canvas-board'
import type { NewNotice } from '../notice'

export interface BoardOptions {
  readonly subject: Subject
  readonly id: string
  readonly drawing: Drawing
  /** Shows a notice from a command. */
  readonly showNotice: (notice: NewNotice) => void
  /** Runs commands that are not canvas commands, if the board belongs to a studio. */
  readonly runOther?: (id: string, args: object) => Promise<unknown>
}

/** Creates a board that shows a drawing. */
export function makeBoard({ subject, id, drawing, showNotice, runOther }: BoardOptions): Board {
  const store = boardStore(subject, () => firstState(subject, id, drawing))
  const commands = new Map(boardCommands.map((command) => [command.id, command]))
  const runById = (name: string, args: object = {}) => run(board, name, args)
  const board: Board = {
    ...{ store, runById, run: typedRun(runById) },
    offer: (name) => offer(board, name),
    within: (node) => innerBoard(board, node, run, offer),
  }
  async function run(on: Board, name: string, args: object): Promise<unknown> {
    if (name === 'notice.show') return showNotice(args as NewNotice)
    const command = commands.get(name)
    if (!command) return runOther ? runOther(name, args) : refuse('unknown-command', { id: name })
    return runChecked(command, on, args)
  }
  function offer(on: Board, name: string) {
    const command = commands.get(name)
    return command && offerOf(command, on)
  }
  return board
}

function firstState(subject: Subject, id: string, drawing: Drawing): BoardState {
  const bare: Omit<BoardState, 'report'> = {
    ready: true,
    project: { id, drawing, drawingVersion: 0 },
    history: { past: [], future: [] },
    selection: [],
    selectedNotes: [],
    inside: [],
    canvas: { map: false, panel: null, look: null, snap: false, writing: null },
  }
  return { ...bare, report: subject.check(bare) }
}
