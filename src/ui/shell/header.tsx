/** @file Header: the project and its menu, undo and redo, the command palette, and the run controls. */
import { lazy, useState } from 'react'
import { headerText as text } from '../../messages/en/shell/header'
import { Button } from '../kit/button'
import { Icon } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { useRunCommand, useSelect } from '../studio-context'
import { useActiveBoard } from './active-board'
import { useOpenDialog } from './dialogs-context'
import styles from './header.module.css'
import { LazyBoundary } from './lazy-boundary'
import { UnlessHidden } from './unless-hidden'
import { ProjectName, SavedState } from './project-name'
import { shortcutText } from './shortcut-keys'
import { Transport } from './run-buttons'
import { usePageHistory } from './page-history'

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
  const pageHistory = usePageHistory()
  const board = useActiveBoard()
  const { past, future } = useSelect((state) => state.history)
  const run = useRunCommand()
  return (
    <>
      <IconButton
        label={text.undo}
        keys={shortcutText('$mod+z')}
        icon="undo"
        disabled={pageHistory ? !pageHistory.canUndo : past.length === 0}
        onClick={() => (pageHistory ? pageHistory.undo() : run('graph.undo'))}
      />
      <IconButton
        label={text.redo}
        keys={shortcutText('$mod+Shift+z')}
        icon="redo"
        disabled={pageHistory ? !pageHistory.canRedo : future.length === 0}
        onClick={() => (pageHistory ? pageHistory.redo() : run('graph.redo'))}
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
