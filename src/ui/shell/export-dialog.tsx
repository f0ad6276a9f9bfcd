/** @file ExportDialog: a project on a set of the user's own as a file: what it would carry of their data is said before it is written. */
import { useEffect, useState } from 'react'
import { byteSize, count, counted, list } from '../../messages/format'
import type { Carried } from '../../studio/project-rows'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { Switch } from '../kit/switch'
import { useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import styles from './dialogs.module.css'
import { useProjectFiles } from './use-project-files'

/** What the file has in it, and whether the rows are to come along. */
export function ExportDialog() {
  const studio = useStudio()
  const open = useOpenDialog()
  const files = useProjectFiles()
  const [carried, setCarried] = useState<Carried | null>()
  const [rows, setRows] = useState(false)
  useEffect(() => {
    studio.run('project.carries').then(
      (found) => setCarried(found as Carried | null),
      () => setCarried(null),
    )
  }, [studio])
  const save = () => {
    files.exportProject({ rows })
    open(null)
  }
  return (
    <Dialog
      open
      title="Export the project file"
      onClose={() => open(null)}
      actions={
        <>
          <Button onClick={() => open(null)}>Cancel</Button>
          <Button tone="primary" disabled={carried === undefined} onClick={save}>
            {rows ? 'Save with its rows' : 'Save'}
          </Button>
        </>
      }
    >
      <p>Drawing and plan go in. Its set is your own, so this of it goes in too:</p>
      {carried && (
        <>
          <ul className={styles.carried}>
            <li>
              its title and version, "{carried.title}", and the names of {counted(carried.columns.length, 'column')}:{' '}
              {list(someOf(carried.columns))}
            </li>
            {carried.values.map(({ column, values }) => (
              <li key={column}>
                {counted(values.length, 'value')} of "{column}": {list(someOf(values))}
              </li>
            ))}
            {carried.edits.length > 0 && (
              <li>
                its {counted(carried.edited, 'edit')}, with what they name: {list(someOf(carried.edits))}
              </li>
            )}
            {carried.slices.length > 0 && (
              <li>
                {counted(carried.slices.length, 'slice')}: {list(someOf(carried.slices))}
              </li>
            )}
          </ul>
          {carried.pictures !== undefined && (
            <p className={styles.note} role="status">
              {picturesWords(carried.pictures, carried.byCamera, rows)}
            </p>
          )}
          {carried.values.length > 0 && (
            <p className={styles.note}>These values are words from your data. Look whether they name people.</p>
          )}
          <Switch
            label={`Rows too: ${counted(carried.rows, 'row')}${carried.bytes ? `, ${byteSize(carried.bytes)}` : ''}`}
            value={rows}
            disabled={carried.bytes === undefined}
            help={
              carried.bytes === undefined
                ? 'The rows are not on this device.'
                : rows
                  ? 'A zip that opens with its set, on any device.'
                  : 'Without them it opens elsewhere, shows and checks its drawing, and says which set to bring; its files make it this version again.'
            }
            onChange={setRows}
          />
        </>
      )}
    </Dialog>
  )
}

/** Pictures may show people, those of a camera above all: whether they go in is said before it is done. */
function picturesWords(pictures: number, byCamera: number | undefined, rows: boolean): string {
  const which = byCamera
    ? `${counted(pictures, 'picture')}, ${count(byCamera)} of them by the camera`
    : counted(pictures, 'picture')
  return rows
    ? `${which}: they go in. Whoever has the file sees them, and whoever is on them.`
    : `${which}: they stay out of the file.`
}

const MOST_SHOWN = 12

function someOf(names: readonly string[]): readonly string[] {
  const shown = names.slice(0, MOST_SHOWN)
  return names.length > MOST_SHOWN ? [...shown, `${names.length - MOST_SHOWN} more`] : shown
}
