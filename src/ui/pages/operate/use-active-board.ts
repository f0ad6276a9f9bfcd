/** @file useActiveBoard: while a service is open, the canvas shortcuts and the command palette apply to its diagram. */
import { useEffect } from 'react'
import { setActiveBoard } from '../../shell/active-board'
import { useOperate } from './use-operate'

/** Makes the board of the open service the active board. */
export function useActiveBoard(): void {
  const board = useOperate((state) => state.board)
  useEffect(() => {
    setActiveBoard(board ?? undefined)
    return () => setActiveBoard(undefined)
  }, [board])
}
