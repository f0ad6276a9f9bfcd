/**
 * @file Gives canvas components access to their board (the editor of one drawing): components can read the board's
 * state and run its commands, but nothing else.
 */
import { createContext, type ReactNode, useCallback, useContext } from 'react'
import { useStore } from 'zustand'
import { expectDefined } from '../../base/assert'
import { Refusal } from '../../messages/message'
import type { Board, BoardState } from '../../studio/network/canvas-board'
import { type CommandCall, type RunAndReport, runCall } from '../../studio/run-command'
import { type CanvasCatalog, CatalogProvider, useCatalog } from './canvas-catalog'

const BoardContext = createContext<Board | null>(null)

/** Provides the board and its catalog to the canvas, the palette and their panels. */
export function BoardProvider({
  board,
  catalog,
  children,
}: {
  readonly board: Board
  readonly catalog: CanvasCatalog
  readonly children: ReactNode
}) {
  return (
    <BoardContext value={board}>
      <CatalogProvider value={catalog}>{children}</CatalogProvider>
    </BoardContext>
  )
}

/** The board of the surrounding canvas. */
export function useBoard(): Board {
  return expectDefined(useContext(BoardContext), 'the board')
}

/** Returns a value selected from the board's state; re-renders only when the value's identity changes. */
export function useSelect<T>(select: (state: BoardState) => T): T {
  return useStore(useBoard().store, select)
}

/** Whether a command is available. Buttons for unavailable commands are hidden. */
export function useOffered(command: string): boolean {
  const board = useBoard()
  return useSelect(() => board.offer(command) !== undefined)
}

/** Renders its children only if the command is available. */
export function Offered({ command, children }: { readonly command: string; readonly children: ReactNode }) {
  return useOffered(command) ? children : null
}

/** Returns a stable function that shows an error as a notice; a refusal is shown with the catalog's text. */
export function useShowError(): (error: unknown) => void {
  const board = useBoard()
  const { problemText } = useCatalog()
  return useCallback(
    (error) => {
      const text =
        error instanceof Refusal ? problemText(error.reason) : error instanceof Error ? error.message : String(error)
      // not text: an id
      void board.run('notice.show', { tone: 'bad', about: 'canvas', text })
    },
    [board, problemText],
  )
}

/** Returns a stable function that runs a call that is data, and shows an error as a notice. */
export function useRunCall(): (call: CommandCall) => void {
  const board = useBoard()
  const showError = useShowError()
  return useCallback((call) => void runCall(board, call).catch(showError), [board, showError])
}

/** Returns a stable function that runs commands and shows errors as notices. */
export function useRunCommand(): RunAndReport {
  const board = useBoard()
  const showError = useShowError()
  return useCallback((id, ...args) => void board.run(id, ...args).catch(showError), [board, showError])
}
