/** @file QuickAdd: a short list over the canvas: type a few letters, Enter adds. After a wire was let go it lists what fits first. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { shapeOut } from '../../studio/levels'
import { FamilyIcon } from '../kit/family-icon'
import { useAddLayer } from './add-layer'
import { capital, useCatalog } from './catalog'
import { canvasUi, type QuickAdd as Request, useCanvasUi } from './canvas-ui'
import { findKinds, fittingFirst, kindsOf } from './find-kinds'
import { useBoard, useRun } from './on-board'
import styles from './quick-add.module.css'

/** Of the list, in pixels; it stays inside the canvas. */
const WIDTH = 264
const HEIGHT = 296

/** The quick add, while it is open. */
export function QuickAdd() {
  const request = useCanvasUi((ui) => ui.quickAdd)
  return request ? <OpenList key={`${request.at.x} ${request.at.y}`} request={request} /> : null
}

function close(): void {
  canvasUi.setState({ quickAdd: null })
}

function OpenList({ request }: { readonly request: Request }) {
  const board = useBoard()
  const catalog = useCatalog()
  const { nouns } = catalog
  const add = useAddLayer()
  const box = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [before] = useState(() => document.activeElement)
  const { from, replace, wire, before: next } = request
  const run = useRun()
  const offered = useMemo(() => {
    const all = kindsOf(catalog)
    const flow = from === undefined ? undefined : shapeOut(board.store.getState(), from, 0)
    return flow === undefined ? all : fittingFirst(flow, all)
  }, [board, catalog, from])
  const found = findKinds(typed, offered)
  const chosen = found[Math.min(at, found.length - 1)]

  // A keyboard user goes on from where the list was opened.
  const finish = () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    close()
  }
  const take = (kind: string) => {
    finish()
    if (replace !== undefined) run('graph.replace', { node: replace, kind })
    else if (next !== undefined) run('graph.addBefore', { node: next, kind })
    else if (wire !== undefined) add(kind, { to: 'wire', wire, at: request.at })
    else if (from === undefined) add(kind, { to: 'next' })
    else add(kind, { to: 'place', at: request.at, from })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') finish()
    else if (event.key === 'Enter' && chosen) take(chosen.kind)
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else return
    event.preventDefault()
  }
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  useEffect(() => {
    box.current?.querySelector(`[data-kind="${chosen?.kind}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen?.kind])

  const left = `clamp(8px, ${request.screen.x}px, calc(100% - ${WIDTH + 8}px))`
  const top = `clamp(8px, ${request.screen.y}px, max(8px, calc(100% - ${HEIGHT + 8}px)))`
  return (
    <div
      ref={box}
      className={styles.box}
      style={{ left, top }}
      role="dialog"
      aria-label={`Add a ${nouns.node}`}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close()
      }}
    >
      <input
        className={styles.field}
        placeholder={
          replace !== undefined ? 'Replace by' : from === undefined ? `Add a ${nouns.node}` : 'Add what comes next'
        }
        role="combobox"
        aria-label={`Add a ${nouns.node}`}
        aria-expanded="true"
        aria-controls="quick-add-list"
        aria-activedescendant={chosen && `quick-add-${chosen.kind}`}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
      />
      <div id="quick-add-list" className={styles.list} role="listbox" aria-label={capital(nouns.nodes)}>
        {found.map((def) => (
          <div
            key={def.kind}
            id={`quick-add-${def.kind}`}
            data-kind={def.kind}
            className={styles.item}
            role="option"
            tabIndex={-1}
            aria-selected={def === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(def.kind)}
            onKeyDown={onKeyDown}
          >
            <FamilyIcon family={def.family} />
            <span>{def.title}</span>
          </div>
        ))}
        {found.length === 0 && <p className={styles.none}>{`No ${nouns.node} is called "${typed.trim()}".`}</p>}
      </div>
      {chosen && <p className={styles.summary}>{chosen.summary}</p>}
    </div>
  )
}
