/** Random sequences of every gesture: undone, redone, written, read and checked from scratch. `npm run figures` walks 1,000 of them. */
import { expect, test } from 'vitest'
import { boardCommands } from './commands/on-board'
import { editWalk, type Walk } from './testing/edit-walk'

const WALKS = 150
const STEPS = 20

/** What moves the view or the selection, and what asks for words first. */
const NO_EDITS =
  /^(canvas|select|library)\.|^(note\.(write|close)|block\.(open|select)|clip\.copy|graph\.(jump|edit|stopTidy|align|distribute).*)$/

test(`${WALKS} sequences of ${STEPS} gestures go back to the start and forth to the end, and equal what is read and checked anew`, async () => {
  const walks: Walk[] = []
  for (let seed = 1; seed <= WALKS; seed++) walks.push(await editWalk(seed, STEPS))
  const done = new Set(walks.flatMap((walk) => [...walk.done.keys()]))
  const edits = ['add', 'remove', 'connect', 'disconnect', 'move', 'rename', 'set', 'replace', 'note', 'unnote']
  const gestures = boardCommands.map(({ id }) => id).filter((id) => !NO_EDITS.test(id))
  const tried = new Set([...done, ...walks.flatMap((walk) => [...walk.tried])])
  expect([...edits, 'block', 'forget', 'inside'].filter((edit) => !done.has(edit))).toEqual([])
  expect(gestures.filter((id) => !tried.has(id))).toEqual([])
  expect(done.size).toBeGreaterThan(50)
}, 180_000)
