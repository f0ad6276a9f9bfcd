/** @file Header: the project and its menu, undo and redo, the command palette, and the run controls. */
import { type KeyboardEvent, lazy, useState } from 'react'
import { headerText as text } from '../../messages/en/shell/header'
import { formatMessage } from '../../messages/message'
import { Button } from '../kit/button'
import { Icon } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { useRunCommand, useSelect } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import styles from './header.module.css'
import { LazyBoundary } from './lazy-boundary'
import { useOpenPage } from './open-page'
import { Transport } from './run-status'
import { shortcutText } from './shortcut-keys'
import { UnlessHidden } from './unless-hidden'

const AnchoredPopover = lazy(() => import('../kit/popover').then((module) => ({ default: module.AnchoredPopover })))

/** The editable project name in the header. */
function ProjectName() {
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
function SavedState() {
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

const loadMenu = () => import('./project-menu')
const ProjectMenu = lazy(() => loadMenu().then((module) => ({ default: module.ProjectMenu })))

/** The bar at the top of the page. */
export function Header() {
  const open = useOpenDialog()
  return (
    <header className={styles.header}>
      {/* not text: the name of the product */}
      <h1 className={styles.logo}>netloom</h1>
      <ProjectName />
      <SavedState />
      <span className={styles.grow} />
      <History />
      <MenuButton />
      <IconButton
        label={text.commands}
        keys={shortcutText('$mod+k')}
        icon="command"
        aria-haspopup="dialog"
        onClick={() => open('commands')}
      />
      <span className={styles.gap} />
      <UnlessHidden command="run.start">
        <Transport />
      </UnlessHidden>
    </header>
  )
}

function History() {
  const { board, history } = useOpenPage((page) => page)
  const { past, future } = useSelect((state) => state.history)
  const run = useRunCommand()
  return (
    <>
      <IconButton
        label={text.undo}
        keys={shortcutText('$mod+z')}
        icon="undo"
        disabled={history ? !history.canUndo : past.length === 0}
        onClick={() => (history ? history.undo() : run('graph.undo'))}
      />
      <IconButton
        label={text.redo}
        keys={shortcutText('$mod+Shift+z')}
        icon="redo"
        disabled={history ? !history.canRedo : future.length === 0}
        onClick={() => (history ? history.redo() : run('graph.redo'))}
      />
      <UnlessHidden command="graph.tidy">
        <IconButton
          label={text.tidy}
          icon="tidy"
          onClick={() => (board ? void board.run('graph.tidy') : run('graph.tidy'))}
        />
      </UnlessHidden>
    </>
  )
}

/** The project menu button. The menu module loads when the pointer or focus first reaches the button. */
function MenuButton() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onPointerEnter={() => void loadMenu()}
        onFocus={() => void loadMenu()}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      >
        {text.project}
        <Icon name="chevron" size={12} />
      </Button>
      {anchor && (
        <LazyBoundary onRemove={() => setAnchor(null)}>
          <ProjectMenu anchor={anchor} onClose={() => setAnchor(null)} />
        </LazyBoundary>
      )}
    </>
  )
}
