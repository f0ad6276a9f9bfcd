/** @file Panels over the canvas: the node search and the history, which can undo and redo each step. */
import { type KeyboardEvent, Suspense, useEffect, useRef, useState } from 'react'
import { listsText } from '../../messages/en/canvas/lists'
import type { Drawing, DrawnNode } from '../../graph/drawing'
import { shownDrawing } from '../../studio/network/block-levels'
import { FamilyIcon, Icon } from '../kit/icon'
import { useCatalog } from './canvas-catalog'
import { findNodes } from './find-nodes'
import { useRunCommand, useSelect } from './board-context'
import styles from './search-and-history-panels.module.css'
import list from './quick-add.module.css'
import { distinguishingText } from './selectors'
import { historyStepText } from './history-step-text'

/** Renders the panel that is open. */
export function Panels() {
  const panel = useSelect((state) => state.canvas.panel)
  if (panel === null) return null
  return panel === 'search' ? <SearchPanel /> : <HistoryPanel />
}

/** Returns a function that closes the panel and moves the focus to the canvas, which then receives the keys. */
function useClose(): () => void {
  const run = useRunCommand()
  return () => {
    document.querySelector<HTMLElement>('[data-canvas]')?.focus({ preventScroll: true })
    run('canvas.closePanel')
  }
}

function SearchPanel() {
  const run = useRunCommand()
  const close = useClose()
  const drawing = useSelect(shownDrawing)
  const box = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const { nodes: kinds, nouns } = useCatalog()
  const noun = nouns.node
  const matches = findNodes(kinds, drawing.nodes, typed)
  const chosen = matches[Math.min(at, matches.length - 1)]
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  const go = (id: string) => {
    close()
    run('canvas.goTo', { node: id })
    requestAnimationFrame(() =>
      document
        .querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
        ?.focus({ preventScroll: true }),
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && chosen) go(chosen.id)
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, matches.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={box}
      className={styles.panel}
      role="dialog"
      aria-label={listsText.find.title({ noun })}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) run('canvas.closePanel')
      }}
    >
      <input
        className={list.field}
        placeholder={listsText.find.title({ noun })}
        role="combobox"
        aria-label={listsText.find.title({ noun })}
        aria-expanded="true"
        aria-controls="find-node-list"
        aria-activedescendant={chosen && `find-node-${chosen.id}`}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
      />
      <div id="find-node-list" className={list.list} role="listbox" aria-label={listsText.find.list[noun]}>
        {matches.map((node) => (
          <div
            key={node.id}
            id={`find-node-${node.id}`}
            className={list.item}
            role="option"
            tabIndex={-1}
            aria-selected={node === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => go(node.id)}
            onKeyDown={onKeyDown}
          >
            <SearchResult node={node} />
          </div>
        ))}
        {matches.length === 0 && <p className={list.none}>{listsText.find.noMatch({ noun, typed: typed.trim() })}</p>}
      </div>
    </div>
  )
}

/** A search result. Several nodes can have the same name and kind, so the settings and output shape are shown below. */
function SearchResult({ node }: { readonly node: DrawnNode }) {
  const catalog = useCatalog()
  const details = useSelect((state) => distinguishingText(catalog, state, node.id))
  const def = catalog.nodes.find(node.kind)
  return (
    <>
      <FamilyIcon family={def?.family ?? 'end'} />
      <span className={styles.found}>
        <span className={styles.line} translate="no">
          {node.label}
        </span>
        {details !== '' && <span className={`${styles.line} ${styles.apart}`}>{details}</span>}
      </span>
      <span className={styles.kind}>{def?.title ?? node.kind}</span>
    </>
  )
}

function HistoryPanel() {
  const run = useRunCommand()
  const close = useClose()
  const { nouns, SavedVersions } = useCatalog()
  const history = useSelect((state) => state.history)
  const drawing = useSelect((state) => state.project.drawing)
  const box = useRef<HTMLDivElement>(null)
  const here = history.past.length
  const all = [...history.past, drawing, ...history.future]
  useEffect(() => box.current?.querySelector<HTMLElement>('[aria-current]')?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    // A text field handles its own key presses.
    if (event.target instanceof HTMLInputElement) return event.stopPropagation()
    if (event.key === 'Escape') close()
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const buttons = [...(box.current?.querySelectorAll<HTMLElement>('li button') ?? [])]
      const now = buttons.indexOf(document.activeElement as HTMLElement)
      buttons[now + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
    } else return
    event.stopPropagation()
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside take the focus; the panel handles Escape and the arrow keys.
    <div ref={box} className={`${styles.panel} ${styles.tall}`} onKeyDown={onKeyDown} data-panel="steps">
      <div className={styles.head}>
        {listsText.history.title}
        <button type="button" className={styles.close} aria-label={listsText.history.close} onClick={close}>
          <Icon name="close" size={14} />
        </button>
      </div>
      <ol className={styles.steps} aria-label={listsText.history.title}>
        {all.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is identified by its position in the list.
          <li key={i}>
            <button
              type="button"
              className={i > here ? `${styles.step} ${styles.ahead}` : styles.step}
              {...(i === here ? { 'aria-current': 'step' as const } : {})}
              onClick={() => i !== here && run('graph.jump', { steps: i - here })}
            >
              {i === 0 ? listsText.history.original : historyStepText(nouns, all[i - 1] as Drawing, one)}
            </button>
          </li>
        ))}
      </ol>
      {SavedVersions && (
        <Suspense>
          <SavedVersions />
        </Suspense>
      )}
    </div>
  )
}
