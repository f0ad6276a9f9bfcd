/**
 * @file WirePicker: a short list of nodes that a wire can connect to. The user types a few characters and presses
 * Enter. Loads when first shown.
 */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { listsText } from '../../messages/en/canvas/lists'
import { FamilyIcon } from '../kit/icon'
import { canvasUi, type OpenPicker } from './canvas-ui-state'
import { useCatalog } from './canvas-catalog'
import { findNodes } from './find-nodes'
import { useBoard, useRunCommand } from './board-context'
import panel from './search-and-history-panels.module.css'
import styles from './quick-add.module.css'
import { type ConnectRequest, type Target, wireTargets } from './wire-targets'

const text = listsText.connect

function titleOf(request: ConnectRequest): string {
  if (request.tag === 'end') return request.end === 'to' ? text.wireTo : text.wireFrom
  return request.tag === 'to' ? text.to : text.from
}

const keyOf = ({ node, out }: Target) => `${node.id}-${out}`

/** Renders the list while it is open. */
export function WirePicker({ picker: { request, returnFocusTo } }: { readonly picker: OpenPicker }) {
  const board = useBoard()
  const run = useRunCommand()
  const catalog = useCatalog()
  const box = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [targets] = useState(() => wireTargets(catalog, board.store.getState(), request))
  const matching = findNodes(catalog.nodes, [...new Set(targets.map(({ node }) => node))], typed)
  const matches = typed === '' ? targets : matching.flatMap((node) => targets.filter((target) => target.node === node))
  const chosen = matches[Math.min(at, matches.length - 1)]
  const title = titleOf(request)

  const close = () => {
    canvasUi.setState({ picker: null })
    if (returnFocusTo?.isConnected) returnFocusTo.focus({ preventScroll: true })
  }
  const take = ({ node: { id }, out }: Target) => {
    close()
    if (request.tag === 'end')
      run('graph.reconnect', { wire: request.wire, ...(request.end === 'to' ? { to: id } : { from: id, out }) })
    else if (request.tag === 'to') run('graph.connect', { from: request.node, to: id, out })
    else run('graph.connect', { from: id, to: request.node, out })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && chosen) take(chosen)
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, matches.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else return
    event.preventDefault()
  }
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  return (
    <div
      ref={box}
      className={panel.panel}
      role="dialog"
      aria-label={title}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) canvasUi.setState({ picker: null })
      }}
    >
      <input
        className={styles.field}
        placeholder={title}
        role="combobox"
        aria-label={title}
        aria-expanded="true"
        aria-controls="wire-targets"
        aria-activedescendant={chosen && `wire-target-${keyOf(chosen)}`}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
      />
      <div id="wire-targets" className={styles.list} role="listbox" aria-label={title}>
        {matches.map((target) => (
          <div
            key={keyOf(target)}
            id={`wire-target-${keyOf(target)}`}
            className={styles.item}
            role="option"
            tabIndex={-1}
            aria-selected={target === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(target)}
            onKeyDown={onKeyDown}
          >
            <FamilyIcon family={catalog.nodes.find(target.node.kind)?.family ?? 'end'} />
            <span>{target.node.label}</span>
            <span className={panel.kind}>{target.description}</span>
          </div>
        ))}
        {matches.length === 0 && (
          <p className={styles.none}>{targets.length === 0 ? text.nowhere : text.noMatch({ typed: typed.trim() })}</p>
        )}
      </div>
    </div>
  )
}
