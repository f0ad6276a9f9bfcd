/** @file Header: whose project this is, the history of its drawing, the commands, and the run. */
import { lazy, useState } from 'react'
import { Button } from '../kit/button'
import { Icon } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { useRun, useSelect } from '../studio-context'
import { useOtherBoard } from './board-shown'
import { useOpenDialog } from './dialogs-context'
import styles from './header.module.css'
import { Lazily } from './lazily'
import { Shown } from './lesson-shown'
import { ProjectName, SavedState } from './project-name'
import { shortcutWords } from './shortcut-words'
import { Transport } from './transport'
import { useUndoes } from './undoes'

const loadMenu = () => import('./project-menu')
const ProjectMenu = lazy(() => loadMenu().then((module) => ({ default: module.ProjectMenu })))

/** The bar at the top. */
export function Header() {
  const open = useOpenDialog()
  return (
    <header className={styles.header}>
      <h1 className={styles.logo}>netloom</h1>
      <ProjectName />
      <SavedState />
      <span className={styles.grow} />
      <History />
      <MenuButton />
      <IconButton
        label="Commands"
        keys={shortcutWords('$mod+k')}
        icon="command"
        aria-haspopup="dialog"
        onClick={() => open('commands')}
      />
      <span className={styles.gap} />
      <Shown command="run.start">
        <Transport />
      </Shown>
    </header>
  )
}

function History() {
  const own = useUndoes()
  const board = useOtherBoard()
  const { past, future } = useSelect((state) => state.history)
  const run = useRun()
  return (
    <>
      <IconButton
        label="Undo"
        keys={shortcutWords('$mod+z')}
        icon="undo"
        disabled={own ? !own.canUndo : past.length === 0}
        onClick={() => (own ? own.undo() : run('graph.undo'))}
      />
      <IconButton
        label="Redo"
        keys={shortcutWords('$mod+Shift+z')}
        icon="redo"
        disabled={own ? !own.canRedo : future.length === 0}
        onClick={() => (own ? own.redo() : run('graph.redo'))}
      />
      <Shown command="graph.tidy">
        <IconButton
          label="Tidy the drawing"
          icon="tidy"
          onClick={() => (board ? void board.run('graph.tidy') : run('graph.tidy'))}
        />
      </Shown>
    </>
  )
}

/** The menu's own module comes with the first wish to see it. */
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
        Project
        <Icon name="chevron" size={12} />
      </Button>
      {anchor && (
        <Lazily onGone={() => setAnchor(null)}>
          <ProjectMenu anchor={anchor} onClose={() => setAnchor(null)} />
        </Lazily>
      )}
    </>
  )
}
