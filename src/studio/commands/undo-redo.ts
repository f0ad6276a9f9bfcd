/** @file Undo and redo, with a notice about what could not be restored. */
import type { Message } from '../../messages/message'
import type { Board } from '../network/canvas-board'
import type { redo, undo } from '../project/project-document'

type Step = typeof undo | typeof redo

/** Undoes or redoes steps until one of them has an effect. */
export async function goStep(board: Board, step: Step): Promise<void> {
  let notice: Message | undefined
  for (;;) {
    const { project } = board.store.getState()
    const lost = step(board.store)
    notice ??= lost
    if (!lost || board.store.getState().project !== project) break
  }
  await notify(board, notice)
}

/**
 * Undoes or redoes exactly `count` steps, even those without effect, because the user picked a position in the history.
 */
export async function goSteps(board: Board, step: Step, count: number): Promise<void> {
  let notice: Message | undefined
  for (let i = 0; i < count; i++) {
    const lost = step(board.store)
    notice ??= lost
  }
  await notify(board, notice)
}

async function notify(board: Board, content: Message | undefined): Promise<void> {
  if (content) await board.run('notice.show', { tone: 'info', message: content })
}
