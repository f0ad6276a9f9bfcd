/** @file SavedState: where the project is saved, or why it is not, at the end of the status bar. */
import { lazy, useEffect, useState } from 'react'
import { headerText as text, statusBarText as barText } from '../../messages/en/shell/header'
import { formatMessage } from '../../messages/message'
import { savingOf } from '../../studio/training/unstored-runs'
import { Button } from '../kit/button'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { LazyBoundary } from './lazy-boundary'
import kit from '../kit/kit.module.css'
import styles from './status-bar.module.css'

const AnchoredPopover = lazy(() => import('../kit/popover').then((module) => ({ default: module.AnchoredPopover })))

/** Shows whether the project is saved, being saved, or not saved. */
export function SavedState() {
  const tag = useSelect((state) => savingOf(state).tag)
  const bytes = useSelect((state) => state.storage.usage)
  const persistent = useSelect((state) => state.storage.persisted)
  const why = useSelect((state) => {
    const saving = savingOf(state)
    return saving.tag === 'unsaved' ? formatMessage(saving.why) : undefined
  })
  return (
    <span
      className={styles.saved}
      data-tone={why ? 'bad' : undefined}
      title={why ?? (persistent ? barText.storage.persistentTip : barText.storage.temporaryTip)}
    >
      {why ? (
        <NotSaved why={why} />
      ) : tag !== 'saved' ? (
        text.saving.saving
      ) : persistent ? (
        barText.storage.persistent({ bytes })
      ) : (
        barText.storage.temporary({ bytes })
      )}
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
  const studio = useStudio()
  const openDialog = useOpenDialog()
  useEffect(() => {
    // The tab that had the project open may be closed by now, or there may be room on the disk again.
    const retry = () => void studio.run('project.save').catch(() => undefined)
    const askFirst = (event: Event) => {
      const { history, unstored } = studio.store.getState()
      if (history.past.length > 0 || unstored) event.preventDefault()
    }
    addEventListener('focus', retry)
    addEventListener('beforeunload', askFirst)
    return () => {
      removeEventListener('focus', retry)
      removeEventListener('beforeunload', askFirst)
    }
  }, [studio])
  return (
    <>
      <button
        type="button"
        className={kit.link}
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
              className={kit.above}
              size="small"
              onClick={() => {
                setAnchor(null)
                if (elsewhere) run('project.copy')
                else openDialog('export')
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
