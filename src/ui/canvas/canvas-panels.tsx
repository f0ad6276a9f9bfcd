/**
 * @file Panels over the canvas: the node search, the nodes that a wire can connect to, and the history, which can undo
 * and redo each step.
 */
import { type KeyboardEvent, Suspense, useEffect, useRef, useState } from 'react'
import type { Catalog } from '../../catalog/node-def'
import type { Drawing, DrawnNode } from '../../graph/drawing'
import { listsText } from '../../messages/en/canvas/lists'
import { shownDrawing } from '../../studio/network/block-levels'
import { Button } from '../kit/button'
import { NodeGlyph } from '../kit/icon'
import { findEntries, ListPopup, type Searchable, useSearchList } from '../kit/search-list'
import { useBoard, useRunCommand, useSelect } from './board-context'
import { useCatalog, type WorkSteps } from './canvas-catalog'
import kit from '../kit/kit.module.css'
import styles from './canvas-panels.module.css'
import { canvasUi, nodeElement, type OpenPicker } from './canvas-ui-state'
import { historyStepText } from './history-step-text'
import lists from './quick-add.module.css'
import { distinguishingText } from './selectors'
import { type ConnectRequest, wireTargets } from './wire-targets'

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
  const [typed, setTyped] = useState('')
  const board = useBoard()
  const catalog = useCatalog()
  const noun = catalog.nouns.node
  const shownText = ({ id }: DrawnNode) => distinguishingText(catalog, board.store.getState(), id)
  const matches = findEntries(
    drawing.nodes.map((node) => ({ node, ...searchableNode(catalog.nodes, node, shownText(node)) })),
    typed,
  )
  const onTake = ({ node: { id } }: (typeof matches)[number]) => {
    close()
    run('canvas.goTo', { node: id })
    requestAnimationFrame(() => nodeElement(id)?.focus({ preventScroll: true }))
  }
  const { field, list, option } = useSearchList({ typed, onType: setTyped, matches, onTake })
  const title = listsText.find.title({ noun })
  return (
    <ListPopup className={styles.panel} label={title} onEscape={close} onLeave={() => run('canvas.closePanel')}>
      <input className={lists.field} {...field(title)} />
      <div className={lists.list} {...list(listsText.find.list[noun])}>
        {matches.map(({ node }, i) => (
          <div key={node.id} className={`${kit.row} ${lists.item}`} {...option(i)}>
            <SearchResult node={node} />
          </div>
        ))}
        {matches.length === 0 && <p className={lists.none}>{listsText.find.noMatch({ noun, typed: typed.trim() })}</p>}
      </div>
    </ListPopup>
  )
}

/** What a query about a node searches: its label, kind and id, and the text shown below its name, if any. */
export function searchableNode<S>(kinds: Catalog<S>, { id, kind, label }: DrawnNode, shownText = ''): Searchable {
  return { title: label, search: `${kinds.find(kind)?.title ?? ''} ${kind} ${id} ${shownText}` }
}

/** A search result. Several nodes can have the same name and kind, so the settings and output shape are shown below. */
function SearchResult({ node }: { readonly node: DrawnNode }) {
  const catalog = useCatalog()
  const details = useSelect((state) => distinguishingText(catalog, state, node.id))
  const def = catalog.nodes.find(node.kind)
  return (
    <>
      <NodeGlyph kind={node.kind} family={def?.family} />
      <span className={kit.grow}>
        <span className={`${kit.ellipsis} ${styles.line}`} translate="no">
          {node.label}
        </span>
        {details !== '' && <span className={`${kit.ellipsis} ${styles.line} ${styles.apart}`}>{details}</span>}
      </span>
      <span className={styles.kind}>{def?.title ?? node.kind}</span>
    </>
  )
}

function HistoryPanel() {
  const run = useRunCommand()
  const close = useClose()
  const { nouns, SavedVersions, useWorkSteps } = useCatalog()
  const history = useSelect((state) => state.history)
  const drawing = useSelect((state) => state.project.drawing)
  const box = useRef<HTMLDivElement>(null)
  const drawings = [...history.past, drawing, ...history.future]
  const ofDrawing: WorkSteps = {
    past: history.past.map(() => undefined),
    future: history.future.map(() => undefined),
    jump: (steps) => run('graph.jump', { steps }),
  }
  const { past, future, jump } = useWorkSteps?.() ?? ofDrawing
  const here = past.length
  let at = 0
  const steps = [...past, ...future].map(
    (step) => step ?? historyStepText(nouns, drawings[at] as Drawing, drawings[++at] as Drawing),
  )
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
      <div className={`${kit.row} ${kit.between} ${kit.strong} ${styles.head}`}>
        {listsText.history.title}
        <Button size="small" tone="quiet" icon="close" aria-label={listsText.history.close} onClick={close} />
      </div>
      <ol className={styles.steps} aria-label={listsText.history.title}>
        {[listsText.history.original, ...steps].map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is identified by its position in the list.
          <li key={i}>
            <button
              type="button"
              className={i > here ? `${kit.ellipsis} ${styles.step} ${kit.faint}` : `${kit.ellipsis} ${styles.step}`}
              {...(i === here ? { 'aria-current': 'step' as const } : {})}
              onClick={() => i !== here && jump(i - here)}
            >
              {step}
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

/** A list of nodes that a wire can connect to. */
export function WirePicker({ picker: { request, returnFocusTo } }: { readonly picker: OpenPicker }) {
  const board = useBoard()
  const run = useRunCommand()
  const catalog = useCatalog()
  const [typed, setTyped] = useState('')
  const [targets] = useState(() =>
    wireTargets(catalog, board.store.getState(), request).map((target) => ({
      ...target,
      ...searchableNode(catalog.nodes, target.node),
    })),
  )
  const matches = findEntries(targets, typed)
  const title = pickerTitle(request)
  const close = () => {
    canvasUi.setState({ picker: null })
    if (returnFocusTo?.isConnected) returnFocusTo.focus({ preventScroll: true })
  }
  const onTake = ({ node: { id }, out }: (typeof targets)[number]) => {
    close()
    if (request.tag === 'end')
      run('graph.reconnect', { wire: request.wire, ...(request.end === 'to' ? { to: id } : { from: id, out }) })
    else if (request.tag === 'to') run('graph.connect', { from: request.node, to: id, out })
    else run('graph.connect', { from: id, to: request.node, out })
  }
  const { field, list, option } = useSearchList({ typed, onType: setTyped, matches, onTake })
  return (
    <ListPopup
      className={styles.panel}
      label={title}
      onEscape={close}
      onLeave={() => canvasUi.setState({ picker: null })}
    >
      <input className={lists.field} {...field(title)} />
      <div className={lists.list} {...list(title)}>
        {matches.map(({ node, out, description }, i) => (
          <div key={`${node.id}-${out}`} className={`${kit.row} ${lists.item}`} {...option(i)}>
            <NodeGlyph kind={node.kind} family={catalog.nodes.find(node.kind)?.family} />
            <span>{node.label}</span>
            <span className={styles.kind}>{description}</span>
          </div>
        ))}
        {matches.length === 0 && (
          <p className={lists.none}>
            {targets.length === 0 ? connectText.nowhere : connectText.noMatch({ typed: typed.trim() })}
          </p>
        )}
      </div>
    </ListPopup>
  )
}

const connectText = listsText.connect

function pickerTitle(request: ConnectRequest): string {
  if (request.tag === 'end') return request.end === 'to' ? connectText.wireTo : connectText.wireFrom
  return request.tag === 'to' ? connectText.to : connectText.from
}
