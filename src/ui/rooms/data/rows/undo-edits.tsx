/** @file Undo edits: the arrows of the set in use, which the keys do too; those of the header are the drawing's. */
import { IconButton } from '../../../kit/icon-button'
import { shortcutWords } from '../../../shell/shortcut-words'
import { useRun, useSelect } from '../../../studio-context'

/** Takes the last edit of the set back, and takes it again. */
export function UndoEdits() {
  const run = useRun()
  const set = useSelect(({ sets, project }) => sets.sets.find(({ id }) => id === project.data.dataset))
  return (
    <>
      <IconButton
        label="Undo the last edit"
        keys={shortcutWords('$mod+z')}
        icon="undo"
        disabled={!set || set.steps.length === 0}
        onClick={() => run('set.undo')}
      />
      <IconButton
        label="Redo the edit"
        keys={shortcutWords('$mod+Shift+z')}
        icon="redo"
        disabled={!set || set.undone.length === 0}
        onClick={() => run('set.redo')}
      />
    </>
  )
}
