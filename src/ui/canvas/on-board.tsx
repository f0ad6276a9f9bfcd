/** @file The one door from the canvas to what it draws: select from the board's state, run commands, nothing else. */
import { createContext, type ReactNode, useCallback, useContext } from 'react'
import { useStore } from 'zustand'
import { present } from '../../base/assert'
import { Refusal } from '../../messages/message'
import type { Board, BoardState } from '../../studio/board'
import { type CanvasCatalog, CatalogProvider, useCatalog } from './catalog'

const BoardContext = createContext<Board | null>(null)

/** Gives the canvas, the palette and all that stands beside them the board they work on, and its catalog. */
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
  return present(useContext(BoardContext), 'the board')
}

/** Selects from the board's state; renders again only when what it selects changed by identity. */
export function useSelect<T>(select: (state: BoardState) => T): T {
  return useStore(useBoard().store, select)
}

/** Whether a command is there to be offered: what hides it hides what stands for it. */
export function useOffered(command: string): boolean {
  const board = useBoard()
  return useSelect(() => board.offer(command) !== undefined)
}

/** Its children, where their command is there to be offered. */
export function Offered({ command, children }: { readonly command: string; readonly children: ReactNode }) {
  return useOffered(command) ? children : null
}

/** A stable function that shows as a notice what went wrong, a refusal in the words of the catalog. */
export function useTell(): (error: unknown) => void {
  const board = useBoard()
  const { say } = useCatalog()
  return useCallback(
    (error) => {
      const text = error instanceof Refusal ? say(error.said) : error instanceof Error ? error.message : String(error)
      void board.run('notice.show', { tone: 'bad', about: 'canvas', text })
    },
    [board, say],
  )
}

/** A stable function that runs commands; what goes wrong is shown as a notice. */
export function useRun(): (id: string, args?: object) => void {
  const board = useBoard()
  const tell = useTell()
  return useCallback((id, args) => void board.run(id, args).catch(tell), [board, tell])
}
