/** @file Tests the text field of a note: closing it in any way keeps the text. */
import { expect, onTestFinished, test } from 'vitest'
import { shownDrawing } from '../../studio/network/block-levels'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { networkCatalog } from '../network/network-catalog'
import { find, press, render } from '../testing/render.test-help'
import { BoardProvider } from './board-context'
import { NoteNode } from './note-node'
import { flowIdOf } from './notes'

test('Escape keeps the text of a note; undo reverts it', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const note = await netloom.run<string>('note.add', { text: 'before', position: { x: 0, y: 0 } })
  await netloom.run('note.write', { note })
  const props = { id: flowIdOf(note), selected: false, positionAbsoluteX: 0, positionAbsoluteY: 0 }
  await render(
    <BoardProvider board={netloom.studio} catalog={networkCatalog}>
      <NoteNode {...(props as Parameters<typeof NoteNode>[0])} />
    </BoardProvider>,
    netloom,
  )
  const noteText = () => shownDrawing(netloom.app()).notes?.map(({ text }) => text)
  find<HTMLTextAreaElement>('textarea').value = 'after'
  await press('Escape')
  expect(document.querySelector('textarea')).toBeNull()
  expect(noteText()).toEqual(['after'])
  await netloom.run('graph.undo')
  expect(noteText()).toEqual(['before'])
})
