/** @file The only access of the canvas to its board: select from the state, run commands, nothing else. */
import { createContext, type ReactNode, useCallback, useContext } from 'react'
import { useStore } from 'zustand'
import { expectDefined } from '../../base/assert'
import { Refusal } from '../../messages/message'
import type { Board, BoardState } from '../../studio/board'
import { type CanvasCatalog, CatalogProvider, useCatalog } from './catalog'

const BoardContext = createContext<Board | null>(null)

/** Provides the board and its catalog to the canvas, the palette and the panels around them. */
export function OnBoard({
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

/** The board this canvas is of. */
export function useBoard(): Board {
  return expectDefined(useContext(BoardContext), 'the board')
}

/** Selects from the board's state; renders again only when what it selects changed by identity. */
export function useSelect<T>(select: (state: BoardState) => T): T {
  return useStore(useBoard().store, select)
}

/** Whether a command is offered: a hidden command hides its buttons too. */
export function useOffered(command: string): boolean {
  const board = useBoard()
  return useSelect(() => board.offer(command) !== undefined)
}

/** Shows its children where their command is offered. */
export function Offered({ command, children }: { readonly command: string; readonly children: ReactNode }) {
  return useOffered(command) ? children : null
}

/** A stable function that shows an error as a notice, a refusal with the sentence of the catalog. */
export function useTell(): (error: unknown) => void {
  const board = useBoard()
  const { say } = useCatalog()
  return useCallback(
    (error) => {
      const text = error instanceof Refusal ? say(error.reason) : error instanceof Error ? error.message : String(error)
      // not text: an id
      void board.run('notice.show', { tone: 'bad', about: 'canvas', text })
    },
    [board, say],
  )
}

/** A stable function that runs commands and shows errors as notices. */
export function useRun(): (id: string, args?: object) => void {
  const board = useBoard()
  const tell = useTell()
  return useCallback((id, args) => void board.run(id, args).catch(tell), [board, tell])
}
