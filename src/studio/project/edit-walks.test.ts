/**
 * @file Random sequences of all gestures, each checked by undo, redo, save, load, and recheck. `npm run figures` runs
 * 1,000 sequences.
 */
import { expect, test } from 'vitest'
import { boardCommands } from '../commands/board-commands'
import { editWalk, type Walk } from '../testing/edit-walk'

const WALKS = 150
const STEPS = 20

/** Commands that do not edit the drawing: they only move the view or the selection, or first open a text field. */
const NO_EDITS =
  /^(canvas|select|library)\.|^(note\.(write|close)|block\.(open|select)|clip\.copy|graph\.(jump|edit|stopTidy|align|distribute).*)$/

test(`${WALKS} sequences of ${STEPS} gestures undo, redo, and match a reload and a fresh check`, async () => {
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
