/** @file useBoardHere: while a service is open, the keys of the canvas and the command palette work on its diagram. */
import { useEffect } from 'react'
import { showBoard } from '../../shell/board-shown'
import { useOperate } from './use-operate'

/** Makes the board of the open service the active one. */
export function useBoardHere(): void {
  const board = useOperate((state) => state.board)
  useEffect(() => {
    showBoard(board ?? undefined)
    return () => showBoard(undefined)
  }, [board])
}
