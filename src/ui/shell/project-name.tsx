/** @file ProjectName: the name of the project, changed where it stands; and whether everything is on disk. */
import { type KeyboardEvent, useState } from 'react'
import { say } from '../../base/messages/message'
import { useRun, useSelect } from '../studio-context'
import styles from './header.module.css'

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
        aria-label="Name of the project"
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

/** saved, saving, or why not. */
export function SavedState() {
  const tag = useSelect((state) => state.saving.tag)
  const why = useSelect((state) => (state.saving.tag === 'unsaved' ? say(state.saving.why) : undefined))
  return (
    <span className={styles.saved} data-tone={why ? 'bad' : undefined} title={why}>
      {tag === 'saved' ? 'saved' : tag === 'saving' ? 'saving' : 'not saved'}
      <span className="only-spoken" role="alert">
        {why}
      </span>
    </span>
  )
}
