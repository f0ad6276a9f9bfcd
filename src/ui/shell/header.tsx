/** @file Header: the project and its menu, the pages, undo and redo, the command palette, and the run controls. */
import { type KeyboardEvent, lazy, type ReactNode, useState } from 'react'
import { headerText as text } from '../../messages/en/shell/header'
import { IconButton } from '../kit/icon-button'
import { useRunCommand, useSelect } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import kit from '../kit/kit.module.css'
import styles from './header.module.css'
import { LazyBoundary } from './lazy-boundary'
import { useOpenPage } from './open-page'
import { Transport } from './run-status'
import { shortcutText } from './shortcut-keys'
import { UnlessHidden } from './unless-hidden'
import { useShownTheme } from './use-theme'

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

const loadMenu = () => import('./project-menu')
const ProjectMenu = lazy(() => loadMenu().then((module) => ({ default: module.ProjectMenu })))

/** The wordmark: two threads crossing two threads. */
function Logo() {
  return (
    // not text: the name of the product
    <h1 className={styles.logo} aria-label="netloom">
      <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true" focusable="false">
        <path d="M7 2v4.5M7 11v9M15 2v9M15 15.5V20M2 7h9M15.5 7H20M2 15h4.5M11 15h9" />
      </svg>
    </h1>
  )
}

/** The bar at the top of the page. `children` are the tabs of the pages. */
export function Header({ children }: { readonly children: ReactNode }) {
  const open = useOpenDialog()
  const theme = useShownTheme()
  const run = useRunCommand()
  return (
    <header className={`${kit.rowTight} ${styles.header}`}>
      <Logo />
      <ProjectName />
      <MenuButton />
      {children}
      <span className={kit.grow} />
      <History />
      <IconButton
        label={text.commands}
        keys={shortcutText('$mod+k')}
        icon="command"
        aria-haspopup="dialog"
        onClick={() => open('commands')}
      />
      <IconButton
        tip="left"
        label={theme === 'dark' ? text.toLight : text.toDark}
        icon={theme === 'dark' ? 'sun' : 'moon'}
        onClick={() => run('theme.set', { theme: theme === 'dark' ? 'light' : 'dark' })}
      />
      <IconButton tip="left" label={text.shortcuts} keys="?" icon="help" onClick={() => open('keys')} />
      <UnlessHidden command="run.start">
        <Transport />
      </UnlessHidden>
    </header>
  )
}

function History() {
  const { board, history } = useOpenPage((page) => page)
  const { past, future } = useSelect((state) => state.history)
  // On most tabs of Operate, the layout would change unseen.
  const isUnseen = useSelect(({ room, operate: { tab } }) => room === 'operate' && tab !== 'diagram')
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
          disabled={isUnseen}
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
      <IconButton
        label={text.project}
        icon="chevron"
        size="small"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onPointerEnter={() => void loadMenu()}
        onFocus={() => void loadMenu()}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      />
      {anchor && (
        <LazyBoundary onRemove={() => setAnchor(null)}>
          <ProjectMenu anchor={anchor} onClose={() => setAnchor(null)} />
        </LazyBoundary>
      )}
    </>
  )
}
