/**
 * @file OpenDialog: renders the dialog that is open. All dialogs are in one lazily loaded module, because no page needs
 * one at startup.
 */
import type { DialogName } from './dialogs-context'
import { ExamplesDialog } from './examples-dialog'
import { ExportDialog } from './export-dialog'
import { LessonDialog } from './lesson-dialog'
import { ModelsDialog } from './models-dialog'
import { ProjectsDialog } from './projects-dialog'
import { ShortcutsDialog } from './shortcuts-dialog'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { dialogsText } from '../../messages/en/shell/dialogs'
import { Dialog } from '../kit/dialog'
import { Icon } from '../kit/icon'
import styles from './commands-dialog.module.css'
import { useOpenDialog } from './dialogs-context'
import { type PaletteEntry, findEntries } from './palette-entries'
import { usePaletteEntries } from './use-palette-entries'

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
    default:
      return name satisfies never
  }
}

const { commands: text } = dialogsText

/** The command palette. */
function CommandsDialog() {
  const open = useOpenDialog()
  const entries = usePaletteEntries()
  const [query, setQuery] = useState('')
  const [activeIndex, setActiveIndex] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const matches = useMemo(() => findEntries(entries, query), [entries, query])
  const at = Math.min(activeIndex, matches.length - 1)

  useEffect(() => {
    list.current?.querySelector(`[data-place="${at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [at])

  function runEntry(entry: PaletteEntry | undefined): void {
    if (!entry || entry.disabled) return
    open(null)
    entry.run()
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (steps !== undefined) {
      event.preventDefault()
      setActiveIndex(Math.max(0, Math.min(matches.length - 1, at + steps)))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      runEntry(matches[at])
    }
  }
  return (
    <Dialog open title={text.title} width="medium" onClose={() => open(null)}>
      <div className={styles.search}>
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={matches.length > 0 ? `${id}-${at}` : undefined}
          aria-label={text.label}
          placeholder={text.placeholder}
          value={query}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          onChange={(event) => {
            setQuery(event.target.value)
            setActiveIndex(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={text.results} className={styles.list}>
        {matches.map((entry, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text field above handles the keys, as in any combobox
          // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant marks the focus
          <div
            key={entry.id}
            id={`${id}-${i}`}
            data-place={i}
            role="option"
            aria-selected={i === at}
            aria-disabled={entry.disabled ? true : undefined}
            className={styles.entry}
            onPointerMove={() => setActiveIndex(i)}
            onClick={() => runEntry(entry)}
          >
            <span className={styles.group}>{text.does[entry.group]}</span>
            {entry.title}
            {entry.keys && <span className={styles.keys}>{entry.keys}</span>}
          </div>
        ))}
      </div>
      {matches.length === 0 && <p className={styles.none}>{text.none({ query })}</p>}
    </Dialog>
  )
}
