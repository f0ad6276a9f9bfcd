/**
 * @file useActiveBoard: makes the canvas shortcuts and the command palette apply to the service diagram while a service
 * is open.
 */
import { useEffect } from 'react'
import { setActiveBoard } from '../../shell/active-board'
import { useOperate } from './use-operate'

/** Makes the service diagram the active board. */
export function useActiveBoard(): void {
  const board = useOperate((state) => state.board)
  useEffect(() => {
    setActiveBoard(board ?? undefined)
    return () => setActiveBoard(undefined)
  }, [board])
}
