/**
 * @file ExportDialog: exports a project with a custom dataset. Before writing the file, it shows which data the file
 * will contain.
 */
import { useEffect, useState } from 'react'
import { exportText as text } from '../../messages/en/shell/export'
import type { FileContents } from '../../studio/project-rows'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { Switch } from '../kit/switch'
import { useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import styles from './dialogs.module.css'
import { useProjectFiles } from './use-project-files'

/** The dialog with the contents of the file, and a switch that includes the rows. */
export function ExportDialog() {
  const studio = useStudio()
  const open = useOpenDialog()
  const files = useProjectFiles()
  const [contents, setContents] = useState<FileContents | null>()
  const [includesRows, setIncludesRows] = useState(false)
  useEffect(() => {
    studio.run('project.carries').then(
      (result) => setContents(result as FileContents | null),
      () => setContents(null),
    )
  }, [studio])
  const save = () => {
    files.exportProject({ rows: includesRows })
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
          <Button tone="primary" disabled={contents === undefined} onClick={save}>
            {includesRows ? text.saveWithRows : text.save}
          </Button>
        </>
      }
    >
      <p>{text.intro}</p>
      {contents && (
        <>
          <ul className={styles.contents}>
            <li>{text.dataset({ title: contents.title })}</li>
            <li>{text.columns({ names: contents.columns })}</li>
            {contents.values.map((of) => (
              <li key={of.column}>{text.values(of)}</li>
            ))}
            {contents.edits.length > 0 && <li>{text.edits({ edits: contents.edited, list: contents.edits })}</li>}
            {contents.slices.length > 0 && <li>{text.slices({ names: contents.slices })}</li>}
          </ul>
          {contents.pictures !== undefined && (
            <p className={styles.note} role="status">
              {imagesText(contents.pictures, contents.byCamera, includesRows)}
            </p>
          )}
          {contents.values.length > 0 && <p className={styles.note}>{text.checkNames}</p>}
          <Switch
            label={
              contents.bytes ? text.rowsOfSize({ rows: contents.rows, bytes: contents.bytes }) : text.rows(contents)
            }
            value={includesRows}
            disabled={contents.bytes === undefined}
            help={
              contents.bytes === undefined
                ? text.rowsHelp.missing
                : includesRows
                  ? text.rowsHelp.included
                  : text.rowsHelp.excluded
            }
            onChange={setIncludesRows}
          />
        </>
      )}
    </Dialog>
  )
}

/**
 * Text about the images in the file. Images, especially from a camera, may show people, so the dialog states whether
 * the images are included.
 */
function imagesText(images: number, byCamera: number | undefined, included: boolean): string {
  if (byCamera)
    return included
      ? text.images.includedByCamera({ images, byCamera })
      : text.images.excludedByCamera({ images, byCamera })
  return included ? text.images.included({ images }) : text.images.excluded({ images })
}
