/** @file CommandsDialog: the command palette. Every command, page, example and layer is in it; type a few letters and press Enter. */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { dialogsText } from '../../messages/en/shell/dialogs'
import { Dialog } from '../kit/dialog'
import { Icon } from '../kit/icon'
import styles from './commands-dialog.module.css'
import { useOpenDialog } from './dialogs-context'
import { type Entry, findEntries } from './palette-entries'
import { useEntries } from './use-entries'

const { commands: text } = dialogsText

/** The command palette. */
export function CommandsDialog() {
  const open = useOpenDialog()
  const entries = useEntries()
  const [query, setQuery] = useState('')
  const [place, setPlace] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const found = useMemo(() => findEntries(entries, query), [entries, query])
  const at = Math.min(place, found.length - 1)

  useEffect(() => {
    list.current?.querySelector(`[data-place="${at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [at])

  function go(entry: Entry | undefined): void {
    if (!entry || entry.disabled) return
    open(null)
    entry.run()
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (steps !== undefined) {
      event.preventDefault()
      setPlace(Math.max(0, Math.min(found.length - 1, at + steps)))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      go(found[at])
    }
  }
  return (
    <Dialog open title={text.title} onClose={() => open(null)}>
      <div className={styles.search}>
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
          aria-label={text.label}
          placeholder={text.placeholder}
          value={query}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          onChange={(event) => {
            setQuery(event.target.value)
            setPlace(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={text.results} className={styles.list}>
        {found.map((entry, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field above, as in any combobox
          // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant marks the focus
          <div
            key={entry.id}
            id={`${id}-${i}`}
            data-place={i}
            role="option"
            aria-selected={i === at}
            aria-disabled={entry.disabled ? true : undefined}
            className={styles.entry}
            onPointerMove={() => setPlace(i)}
            onClick={() => go(entry)}
          >
            <span className={styles.group}>{text.does[entry.group]}</span>
            {entry.title}
            {entry.keys && <span className={styles.keys}>{entry.keys}</span>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>{text.none({ query })}</p>}
    </Dialog>
  )
}
