/** @file useBoardHere: while a service is open, keys of the canvas and the palette work on its drawing; they are heard where it is shown. */
import { useEffect } from 'react'
import { showBoard } from '../../shell/board-shown'
import { useOperate } from './use-operate'

/** The board of the open service, for the page around. */
export function useBoardHere(): void {
  const board = useOperate((state) => state.board)
  useEffect(() => {
    showBoard(board ?? undefined)
    return () => showBoard(undefined)
  }, [board])
}
