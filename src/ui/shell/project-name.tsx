/** @file ProjectName: the name of the project, which can be edited in place, and whether everything is saved. */
import { type KeyboardEvent, lazy, useState } from 'react'
import { headerText as text } from '../../messages/en/shell/header'
import { formatMessage } from '../../messages/message'
import { Button } from '../kit/button'
import { useRun, useSelect } from '../studio-context'
import styles from './header.module.css'
import { Lazily } from './lazily'

const AnchoredPopover = lazy(() => import('../kit/popover').then((module) => ({ default: module.AnchoredPopover })))

/** The name in the header. */
export function ProjectName() {
  const name = useSelect((state) => state.project.name)
  const run = useRun()
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

/** Saved, saving, or why not. */
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

/** A button that explains why when it is pressed, and offers what helps. */
function NotSaved({ why }: { readonly why: string }) {
  const elsewhere = useSelect(({ saving }) => saving.tag === 'unsaved' && saving.why.code === 'open-elsewhere')
  const run = useRun()
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
        <Lazily onGone={() => setAnchor(null)}>
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
        </Lazily>
      )}
    </>
  )
}
