/** @file Header: the project, the history of its network, the commands, and the run. */
import { lazy, useState } from 'react'
import { headerText as text } from '../../messages/en/shell/header'
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
import { shortcutWords } from './shortcut-keys'
import { Transport } from './transport'
import { useUndoes } from './undo-owner'

const loadMenu = () => import('./project-menu')
const ProjectMenu = lazy(() => loadMenu().then((module) => ({ default: module.ProjectMenu })))

/** The bar at the top. */
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
        label={text.undo}
        keys={shortcutWords('$mod+z')}
        icon="undo"
        disabled={own ? !own.canUndo : past.length === 0}
        onClick={() => (own ? own.undo() : run('graph.undo'))}
      />
      <IconButton
        label={text.redo}
        keys={shortcutWords('$mod+Shift+z')}
        icon="redo"
        disabled={own ? !own.canRedo : future.length === 0}
        onClick={() => (own ? own.redo() : run('graph.redo'))}
      />
      <Shown command="graph.tidy">
        <IconButton
          label={text.tidy}
          icon="tidy"
          onClick={() => (board ? void board.run('graph.tidy') : run('graph.tidy'))}
        />
      </Shown>
    </>
  )
}

/** The module of the menu loads when the pointer or the focus first comes near it. */
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
        <Lazily onGone={() => setAnchor(null)}>
          <ProjectMenu anchor={anchor} onClose={() => setAnchor(null)} />
        </Lazily>
      )}
    </>
  )
}
