/**
 * @file OpenDialog: renders the dialog that is open. All dialogs are in one lazily loaded module, because no page needs
 * one at startup.
 */
import { useEffect, useState } from 'react'
import { exportText, projectMenuText } from '../../messages/en/shell/dialogs'
import { lessonText } from '../../messages/en/shell/lesson'
import type { FileContents } from '../../studio/project/project-rows'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { Switch } from '../kit/switch'
import { useStudio } from '../studio-context'
import { CommandsDialog } from './commands-dialog'
import kit from '../kit/kit.module.css'
import { type DialogName, useOpenDialog } from './dialogs-context'
import { ExamplesDialog } from './examples-dialog'
import { LessonDialog } from './lesson-dialog'
import { TextToCopy } from './lesson-share'
import { ModelsDialog } from './models-dialog'
import { projectAddress } from './project-link'
import { ProjectsDialog } from './projects-dialog'
import { ShortcutsDialog } from './shortcuts-dialog'
import { useProjectFiles } from './use-project-files'

/** Renders the dialog with this name. */
export default function OpenDialog({ name }: { readonly name: DialogName }) {
  switch (name) {
    case 'commands':
      return <CommandsDialog />
    case 'projects':
      return <ProjectsDialog />
    case 'examples':
      return <ExamplesDialog />
    case 'models':
      return <ModelsDialog />
    case 'keys':
      return <ShortcutsDialog />
    case 'lesson':
      return <LessonDialog />
    case 'export':
      return <ExportDialog />
    case 'link':
      return <LinkDialog />
    default:
      return name satisfies never
  }
}

/** The link of the project, where the browser does not allow the page to copy it. */
function LinkDialog() {
  const studio = useStudio()
  const open = useOpenDialog()
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    studio.run('project.link').then(
      ({ fragment }) => setAddress(projectAddress(location.href, fragment)),
      () => open(null),
    )
  }, [studio, open])
  return (
    <Dialog open title={projectMenuText.copyLink} onClose={() => open(null)}>
      <p className={kit.below}>{lessonText.share.copyByHand}</p>
      {address !== undefined && <TextToCopy text={address} />}
    </Dialog>
  )
}

/** The dialog with the contents of the file, and a switch for the rows: on for rows that are in no other file. */
function ExportDialog() {
  const studio = useStudio()
  const open = useOpenDialog()
  const files = useProjectFiles()
  const [contents, setContents] = useState<FileContents | null>()
  const [chosen, setChosen] = useState<boolean>()
  const includesRows = chosen ?? (contents?.hasAddedRows === true && contents.bytes !== undefined)
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
      title={exportText.title}
      width="medium"
      onClose={() => open(null)}
      actions={
        <>
          <Button onClick={() => open(null)}>{exportText.cancel}</Button>
          <Button tone="primary" disabled={contents === undefined} onClick={save}>
            {includesRows ? exportText.saveWithRows : exportText.save}
          </Button>
        </>
      }
    >
      {/* Above the lists, which are longer than the window for some datasets. */}
      {contents && (
        <Switch
          label={
            contents.bytes
              ? exportText.rowsOfSize({ rows: contents.rows, bytes: contents.bytes })
              : exportText.rows(contents)
          }
          value={includesRows}
          disabled={contents.bytes === undefined}
          help={
            contents.bytes === undefined
              ? exportText.rowsHelp.missing
              : includesRows
                ? exportText.rowsHelp.included
                : exportText.rowsHelp.excluded
          }
          onChange={setChosen}
        />
      )}
      <p className={kit.above}>{exportText.intro}</p>
      {contents && (
        <>
          <ul className={`${kit.bullets} ${kit.apart}`}>
            <li>{exportText.dataset({ title: contents.title })}</li>
            <li>{exportText.columns({ names: contents.columns })}</li>
            {contents.values.map((of) => (
              <li key={of.column}>{exportText.values(of)}</li>
            ))}
            {contents.edits.length > 0 && <li>{exportText.edits({ edits: contents.edited, list: contents.edits })}</li>}
            {contents.slices.length > 0 && <li>{exportText.slices({ names: contents.slices })}</li>}
          </ul>
          {contents.pictures !== undefined && (
            <p className={`${kit.soft} ${kit.apart}`} role="status">
              {imagesText(contents.pictures, contents.byCamera, includesRows)}
            </p>
          )}
          <p className={`${kit.soft} ${kit.apart}`}>{exportText.weights}</p>
          {contents.values.length > 0 && <p className={`${kit.soft} ${kit.apart}`}>{exportText.checkNames}</p>}
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
      ? exportText.images.includedByCamera({ images, byCamera })
      : exportText.images.excludedByCamera({ images, byCamera })
  return included ? exportText.images.included({ images }) : exportText.images.excluded({ images })
}
