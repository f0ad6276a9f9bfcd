/**
 * @file useOutlineKeys: the keyboard interaction of the outline: the standard keys of a tree view, plus keys that act
 * on the active row.
 */
import { type KeyboardEvent, useCallback, useRef } from 'react'
import { useBoard, useRunCommand } from '../../canvas/board-context'
import { useCatalog } from '../../canvas/canvas-catalog'
import { canvasUi, openQuickAdd } from '../../canvas/canvas-ui-state'
import { focusInspector } from '../../canvas/keyboard'
import { keyOf, type OutlineItem } from './outline'
import { rowText } from './outline-row-text'
import { type Outline, rowOf } from './use-outline'

/** Maximum pause between the characters of a search word, in ms. */
const WORD_MS = 600
/** Number of rows by which Page Up and Page Down move the focus. */
const PAGE = 10

/** The key handler of the tree, and the actions it shares with pointer events. */
export function useOutlineKeys(outline: Outline, getTree: () => HTMLElement | null, rename: (key: string) => void) {
  const board = useBoard()
  const catalog = useCatalog()
  const run = useRunCommand()
  const typed = useRef({ word: '', at: 0 })
  const { state, items, active, focus, unfold, showLevel, selectRow } = outline

  const openMenu = useCallback(
    (item: OutlineItem, screen?: { readonly x: number; readonly y: number }) => {
      showLevel(item)
      const row = rowOf(getTree(), item.key)
      const { left, bottom } = row?.getBoundingClientRect() ?? new DOMRect()
      const about = item.tag === 'wire' ? ({ tag: 'wire', wire: item.wire.id } as const) : ({ tag: 'nodes' } as const)
      // When the level changes, the canvas remounts; only then can it show a menu.
      requestAnimationFrame(() =>
        canvasUi.setState({
          menu: {
            target: about,
            screen: screen ?? { x: left + 24, y: bottom },
            returnFocusTo: row,
            node: item.node.id,
            rename: () => rename(item.tag === 'node' ? item.key : keyOf(item.path, item.node.id)),
          },
        }),
      )
    },
    [showLevel, getTree, rename],
  )

  const select = useCallback(
    (item: OutlineItem, how: 'replace' | 'toggle') => {
      showLevel(item)
      const { selection } = board.store.getState()
      const { id } = item.node
      const others = selection.filter((one) => one !== id)
      if (how === 'replace') run('select.set', { nodes: [id] })
      else run('select.set', { nodes: others.length < selection.length ? others : [...selection, id] })
    },
    [showLevel, board, run],
  )

  const remove = (item: OutlineItem) => {
    selectRow(item)
    if (item.tag === 'wire') run('graph.disconnect', { wire: item.wire.id })
    else if (item.tag === 'node') run('graph.remove', { nodes: board.store.getState().selection })
  }
  const enter = (item: OutlineItem) => {
    if (item.tag === 'node') {
      selectRow(item)
      canvasUi.setState({ settingsOpener: getTree() })
      focusInspector(item.node.id)
    } else if (item.tag === 'wire') {
      const other = keyOf(item.path, item.side === 'in' ? item.wire.from : item.wire.to)
      focus(items.find(({ key }) => key === other))
    } else if (item.tag === 'fix') {
      showLevel(item)
      run('graph.fix', { node: item.node.id, code: item.problem.problem.code, fix: item.fix.id })
    } else if (item.open !== undefined) unfold([item.key], item.open ? 'fold' : 'open')
  }
  const search = (letter: string, from: number) => {
    const now = performance.now()
    const word = (now - typed.current.at < WORD_MS ? typed.current.word : '') + letter.toLowerCase()
    typed.current = { word, at: now }
    // While a longer word is typed, the active row may still match. For a first character, search from the next row on.
    const start = word.length > 1 ? from : from + 1
    const candidates = [...items.slice(start), ...items.slice(0, start)]
    focus(candidates.find((item) => rowText(catalog, state, item).name.toLowerCase().startsWith(word)))
  }
  /** Extends the selection to the next row, if it is on the same level. */
  const extend = (item: OutlineItem, next: OutlineItem | undefined) => {
    if (next?.tag !== 'node') return
    focus(next)
    if (keyOf(item.path, '') !== keyOf(next.path, '')) return
    showLevel(next)
    const { selection } = board.store.getState()
    run('select.set', { nodes: [...new Set([...selection, item.node.id, next.node.id])] })
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = active ? items.indexOf(active) : -1
    if (!active || event.defaultPrevented || !(event.target instanceof HTMLElement)) return
    if (event.target.matches('input')) return
    const { key, shiftKey: shift } = event
    if (key === 'F10' && shift) {
      openMenu(active)
    } else if (event.altKey || event.ctrlKey || event.metaKey) {
      if (key === ' ' && !event.altKey) select(active, 'toggle')
      else {
        // The shortcuts of commands are handled elsewhere and act on the selection, so select the active row first.
        if (!['Alt', 'Control', 'Meta', 'Shift'].includes(key) && active.tag === 'node') selectRow(active)
        return
      }
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      const next = items[at + (key === 'ArrowDown' ? 1 : -1)]
      if (shift) extend(active, next)
      else focus(next)
    } else if (key === 'PageDown') focus(items[Math.min(at + PAGE, items.length - 1)])
    else if (key === 'PageUp') focus(items[Math.max(at - PAGE, 0)])
    else if (key === 'Home') focus(items[0])
    else if (key === 'End') focus(items.at(-1))
    else if (key === 'ArrowRight') {
      if (active.open === false) unfold([active.key], 'open')
      else if (active.open && (items[at + 1]?.level ?? 0) > active.level) focus(items[at + 1])
    } else if (key === 'ArrowLeft') {
      if (active.open) unfold([active.key], 'fold')
      else focus(items.slice(0, at).findLast(({ level }) => level < active.level))
    } else if (key === '*') {
      const siblings = items.filter(({ level, path }) => level === active.level && path.join() === active.path.join())
      unfold(
        siblings.filter(({ open }) => open !== undefined).map((item) => item.key),
        'open',
      )
    } else if (key === ' ') select(active, 'replace')
    else if (key === 'Enter') enter(active)
    else if (key === 'Delete' || key === 'Backspace') remove(active)
    else if (key === 'F2' && active.tag === 'node') rename(active.key)
    else if (key === 'ContextMenu') openMenu(active)
    else if (key === '/') {
      selectRow(active)
      requestAnimationFrame(openQuickAdd)
    } else if (key === 'Escape') toCanvas(active)
    else if (key.length === 1 && key !== '?') search(key, at)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const toCanvas = (item: OutlineItem) => {
    selectRow(item)
    requestAnimationFrame(() => {
      const node = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(item.node.id)}"]`)
      ;(node ?? document.querySelector<HTMLElement>('[data-canvas]'))?.focus({ preventScroll: true })
    })
  }
  return { onKeyDown, openMenu, select, enter }
}
