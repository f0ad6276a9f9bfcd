/** @file ProjectName: the name of the project, editable in place, with an indicator of whether the project is saved. */
import { type KeyboardEvent, lazy, useState } from 'react'
import { headerText as text } from '../../messages/en/shell/header'
import { formatMessage } from '../../messages/message'
import { Button } from '../kit/button'
import { useRunCommand, useSelect } from '../studio-context'
import styles from './header.module.css'
import { LazyBoundary } from './lazy-boundary'

const AnchoredPopover = lazy(() => import('../kit/popover').then((module) => ({ default: module.AnchoredPopover })))

/** The editable project name in the header. */
export function ProjectName() {
  const name = useSelect((state) => state.project.name)
  const run = useRunCommand()
  const [draft, setDraft] = useState<string>()

  function finish(): void {
    const next = draft?.trim()
    setDraft(undefined)
    if (next !== undefined && next !== '' && next !== name) run('project.rename', { name: next })
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') event.currentTarget.blur()
    if (event.key === 'Escape') setDraft(undefined)
  }
  const shown = draft ?? name
  return (
    <span className={styles.name} data-text={shown}>
      <input
        aria-label={text.name}
        value={shown}
        maxLength={120}
        size={1}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setDraft(event.target.value)}
        onBlur={finish}
        onKeyDown={onKeyDown}
      />
    </span>
  )
}

/** Shows whether the project is saved, being saved, or not saved. */
export function SavedState() {
  const tag = useSelect((state) => state.saving.tag)
  const why = useSelect((state) => (state.saving.tag === 'unsaved' ? formatMessage(state.saving.why) : undefined))
  return (
    <span className={styles.saved} data-tone={why ? 'bad' : undefined}>
      {why ? <NotSaved why={why} /> : tag === 'saved' ? text.saving.saved : text.saving.saving}
      <span className="only-spoken" role="alert">
        {why}
      </span>
    </span>
  )
}

/** A button that shows why the project is not saved, with an action that saves it as a copy or a file. */
function NotSaved({ why }: { readonly why: string }) {
  const elsewhere = useSelect(({ saving }) => saving.tag === 'unsaved' && saving.why.code === 'open-elsewhere')
  const run = useRunCommand()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <button
        type="button"
        className={styles.why}
        title={why}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      >
        {text.saving.unsaved}
      </button>
      {anchor && (
        <LazyBoundary onRemove={() => setAnchor(null)}>
          <AnchoredPopover anchor={anchor} label={text.saving.unsaved} onClose={() => setAnchor(null)}>
            <p>{why}</p>
            <Button
              className={styles.helps}
              size="small"
              onClick={() => {
                setAnchor(null)
                run(elsewhere ? 'project.copy' : 'project.export')
              }}
            >
              {elsewhere ? text.saving.copy : text.saving.export}
            </Button>
          </AnchoredPopover>
        </LazyBoundary>
      )}
    </>
  )
}
