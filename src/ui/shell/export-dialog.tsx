/** @file ExportDialog: exports a project with a dataset of the user's own. It shows which of their data the file will contain before it is written. */
import { useEffect, useState } from 'react'
import { exportText as text } from '../../messages/en/shell/export'
import type { Carried } from '../../studio/project-rows'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { Switch } from '../kit/switch'
import { useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import styles from './dialogs.module.css'
import { useProjectFiles } from './use-project-files'

/** What the file will contain, and whether the rows are included. */
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
      title={text.title}
      onClose={() => open(null)}
      actions={
        <>
          <Button onClick={() => open(null)}>{text.cancel}</Button>
          <Button tone="primary" disabled={carried === undefined} onClick={save}>
            {rows ? text.saveWithRows : text.save}
          </Button>
        </>
      }
    >
      <p>{text.intro}</p>
      {carried && (
        <>
          <ul className={styles.carried}>
            <li>{text.dataset({ title: carried.title })}</li>
            <li>{text.columns({ names: carried.columns })}</li>
            {carried.values.map((of) => (
              <li key={of.column}>{text.values(of)}</li>
            ))}
            {carried.edits.length > 0 && <li>{text.edits({ edits: carried.edited, list: carried.edits })}</li>}
            {carried.slices.length > 0 && <li>{text.slices({ names: carried.slices })}</li>}
          </ul>
          {carried.pictures !== undefined && (
            <p className={styles.note} role="status">
              {imagesText(carried.pictures, carried.byCamera, rows)}
            </p>
          )}
          {carried.values.length > 0 && <p className={styles.note}>{text.checkNames}</p>}
          <Switch
            label={carried.bytes ? text.rowsOfSize({ rows: carried.rows, bytes: carried.bytes }) : text.rows(carried)}
            value={rows}
            disabled={carried.bytes === undefined}
            help={
              carried.bytes === undefined
                ? text.rowsHelp.missing
                : rows
                  ? text.rowsHelp.included
                  : text.rowsHelp.excluded
            }
            onChange={setRows}
          />
        </>
      )}
    </Dialog>
  )
}

/** Images may show people, those of a camera above all, so the dialog says whether they are included. */
function imagesText(images: number, byCamera: number | undefined, included: boolean): string {
  if (byCamera)
    return included
      ? text.images.includedByCamera({ images, byCamera })
      : text.images.excludedByCamera({ images, byCamera })
  return included ? text.images.included({ images }) : text.images.excluded({ images })
}
