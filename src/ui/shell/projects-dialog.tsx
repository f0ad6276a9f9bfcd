/** @file ProjectsDialog: the projects on this device, newest first. They can be opened, removed and imported. */
import { useCallback, useEffect, useState } from 'react'
import { dialogsText } from '../../messages/en/shell/dialogs'
import { when } from '../../messages/format'
import type { listProjects } from '../../studio/commands/project'
import { Button, classNames } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { IconButton } from '../kit/icon-button'
import { BlankPicture, NO_DRAWING, ProjectPictures, useCheckedNetwork } from '../pictures/project-pictures'
import { useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import { useOpenDialog } from './dialogs-context'
import cards from './examples.module.css'
import { useProjectFiles } from './use-project-files'

const { projects: text, confirm } = dialogsText

type Row = Awaited<ReturnType<typeof listProjects.run>>[number]

/** The dialog with all projects. */
export function ProjectsDialog() {
  const open = useOpenDialog()
  const files = useProjectFiles()
  const { rows, problem, perform } = useProjects()
  const [confirming, setConfirming] = useState<string>()
  const current = useSelect((state) => state.project.id)
  // Open the dialog only after the list has loaded, so that the first project gets the focus.
  if (!rows && !problem) return null
  return (
    <Dialog
      open
      width="broad"
      title={text.title}
      onClose={() => open(null)}
      actions={
        <>
          <Button icon="upload" onClick={files.importProject}>
            {text.import}
          </Button>
          <Button tone="primary" icon="plus" onClick={() => open('examples')}>
            {text.newFromExample}
          </Button>
        </>
      }
    >
      {problem && (
        <p className={`${kit.bad} ${kit.below}`} role="alert">
          {problem}
        </p>
      )}
      {rows?.length === 0 && <p className={kit.soft}>{text.none}</p>}
      <ul className={cards.cards}>
        {rows?.map((row) => (
          <li key={row.id} aria-current={row.id === current ? 'true' : undefined}>
            <ProjectCard row={row} onOpen={() => perform('project.open', row.id, () => open(null))} />
            {confirming === row.id ? (
              <Confirm
                className={`${kit.note} ${cards.confirm}`}
                what={text.confirmRemove({ project: row.name })}
                onYes={() => {
                  setConfirming(undefined)
                  perform('project.remove', row.id)
                }}
                onNo={() => setConfirming(undefined)}
              />
            ) : (
              <IconButton
                className={cards.corner}
                label={text.remove({ project: row.name })}
                icon="trash"
                size="small"
                tone="quiet"
                tip="none"
                onClick={() => setConfirming(row.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

/** The button that opens a project, with its pictures. */
export function ProjectCard({ row, onOpen }: { readonly row: Row; readonly onOpen: () => void }) {
  const isOpen = useSelect((state) => state.project.id === row.id)
  return (
    <button type="button" className={`${kit.stackTight} ${kit.anywhere} ${cards.card}`} onClick={onOpen}>
      <Pictures row={row} />
      <b>{row.name}</b>
      <small>{isOpen ? text.openNow({ when: when(row.updatedAt) }) : when(row.updatedAt)}</small>
    </button>
  )
}

function Pictures({ row: { data, plan, drawing = NO_DRAWING } }: { readonly row: Row }) {
  const project = { data, plan, drawing }
  const report = useCheckedNetwork(project)
  return drawing.nodes.length === 0 ? <BlankPicture /> : <ProjectPictures project={project} report={report} />
}

interface ConfirmProps {
  readonly what: string
  readonly className?: string | undefined
  readonly onYes: () => void
  readonly onNo: () => void
}

/** A confirmation prompt that replaces the button that was clicked. */
export function Confirm(props: ConfirmProps) {
  return (
    <span className={classNames(kit.wrap, props.className)} role="alert">
      <span className={kit.anywhere}>{props.what}</span>
      <Button size="small" tone="bad" onClick={props.onYes}>
        {confirm.remove}
      </Button>
      {/* The focused button was removed, so the focus moves to the safe choice. */}
      <Button size="small" autoFocus onClick={props.onNo}>
        {confirm.keep}
      </Button>
    </span>
  )
}

/** The projects on this device, newest first, and what can be done with them. */
export function useProjects() {
  const studio = useStudio()
  const [rows, setRows] = useState<readonly Row[]>()
  const [problem, setProblem] = useState<string>()
  const report = useCallback((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)), [])
  const read = useCallback(
    () =>
      studio.run('project.list').then((list) => {
        setRows([...list].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)))
      }, report),
    [studio, report],
  )
  useEffect(() => void read(), [read])
  function perform(id: 'project.open' | 'project.remove', project: string, then?: () => void): void {
    setProblem(undefined)
    studio.run(id, { id: project }).then(then ?? (() => read()), report)
  }
  return { rows, problem, perform }
}
