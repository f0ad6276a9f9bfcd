/** @file Steps of a drawing's history, back or forward, and a word on what of them does not come back. */
import type { Message } from '../../messages/message'
import type { Board } from '../board'
import type { redo, undo } from '../document'

type Step = typeof undo | typeof redo

/** The next step of which something comes back. */
export async function goStep(board: Board, step: Step): Promise<void> {
  let said: Message | undefined
  for (;;) {
    const { project } = board.store.getState()
    const lost = step(board.store)
    said ??= lost
    if (!lost || board.store.getState().project !== project) break
  }
  await tell(board, said)
}

/** So many steps, whatever comes of each: whoever asks names a place in the row of them. */
export async function goSteps(board: Board, step: Step, count: number): Promise<void> {
  let said: Message | undefined
  for (let i = 0; i < count; i++) {
    const lost = step(board.store)
    said ??= lost
  }
  await tell(board, said)
}

async function tell(board: Board, said: Message | undefined): Promise<void> {
  if (said) await board.run('notice.show', { tone: 'info', said })
}
