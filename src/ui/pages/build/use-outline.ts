/**
 * @file The state of the outline: its focused and open rows, in step with the canvas, and its keyboard, that of a tree
 * view.
 */
import {
  type KeyboardEvent as ReactKeyboardEvent,
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { BoardState } from '../../../studio/network/canvas-board'
import { useBoard, useRunCommand, useSelect } from '../../canvas/board-context'
import { useCatalog } from '../../canvas/canvas-catalog'
import { canvasUi, openQuickAdd } from '../../canvas/canvas-ui-state'
import { focusInspector } from '../../canvas/keyboard'
import { focusAfterRemoval, keyOf, type OutlineItem, outlineOf } from './outline'
import { rowText } from './outline-row-text'

export interface Outline {
  readonly state: BoardState
  readonly items: readonly OutlineItem[]
  /** The row that has the focus, or would get it when the focus enters the tree. */
  readonly active: OutlineItem | undefined
  focus(item: OutlineItem | undefined): void
  /** Expands or collapses rows. */
  unfold(keys: readonly string[], how: 'open' | 'fold'): void
  /** Shows the level of a row on the canvas. */
  showLevel(item: OutlineItem): void
  /** Selects the row's node, so that the next command acts on it. */
  selectRow(item: OutlineItem): void
}

/** The outline of the open project. */
export function useOutline(box: RefObject<HTMLElement | null>): Outline {
  const board = useBoard()
  const run = useRunCommand()
  const state = useDeferredValue(useSelect(latestNetwork))
  const selection = useSelect((app) => app.selection)
  const inside = useSelect((app) => app.inside)
  const [openKeys, setOpenKeys] = useState<ReadonlySet<string>>(() => new Set())
  const [activeKey, setActiveKey] = useState<string>()
  const project = useSelect((app) => app.project.id)
  const [shownProject, setShownProject] = useState(project)
  if (shownProject !== project) {
    // Rows of another project may have the same keys, so reset the state.
    setShownProject(project)
    setOpenKeys(new Set())
    setActiveKey(undefined)
  }
  const items = useMemo(() => outlineOf(state, (key) => openKeys.has(key)), [state, openKeys])
  const steps = state.history.future.length
  const [before, setBefore] = useState({ items, steps })
  if (before.items !== items) {
    setBefore({ items, steps })
    const has = (rows: readonly OutlineItem[]) => rows.some(({ key }) => key === activeKey)
    if (activeKey !== undefined && has(before.items) && !has(items))
      setActiveKey(focusAfterRemoval(before.items, items, activeKey, steps > before.steps ? 'undone' : 'removed'))
  }
  const active = items.find(({ key }) => key === activeKey) ?? items[0]

  const unfold = useCallback((keys: readonly string[], how: 'open' | 'fold') => {
    setOpenKeys((before) => {
      const after = new Set(before)
      for (const key of keys)
        if (how === 'open') after.add(key)
        else after.delete(key)
      return after
    })
  }, [])

  const [only] = selection.length === 1 ? selection : []
  const [lastSelectedKey, setLastSelectedKey] = useState<string>()
  const selectedKey = only === undefined ? undefined : keyOf(inside, only)
  if (selectedKey !== lastSelectedKey) {
    setLastSelectedKey(selectedKey)
    if (selectedKey !== undefined && selectedKey !== activeKey) {
      setActiveKey(selectedKey)
      if (inside.length > 0)
        setOpenKeys(new Set([...openKeys, ...inside.map((id, i) => keyOf(inside.slice(0, i), id))]))
    }
  }
  useFocus(box, active?.key)

  const focus = useCallback(
    (item: OutlineItem | undefined) => {
      if (!item) return
      setActiveKey(item.key)
      rowOf(box.current, item.key)?.focus()
    },
    [box],
  )
  const showLevel = useCallback(
    ({ path }: OutlineItem) => {
      const now = board.store.getState().inside
      let shared = 0
      while (shared < path.length && now[shared] === path[shared]) shared++
      if (shared < now.length) run('block.leave', { to: shared })
      for (const node of path.slice(shared)) run('block.enter', { node })
    },
    [board, run],
  )
  const selectRow = useCallback(
    (item: OutlineItem) => {
      showLevel(item)
      if (!board.store.getState().selection.includes(item.node.id)) run('select.set', { nodes: [item.node.id] })
    },
    [showLevel, board, run],
  )
  return { state, items, active, focus, unfold, showLevel, selectRow }
}

/**
 * While the focus is in the tree, it follows the active row, for example after a row is removed or a node is selected
 * on the canvas.
 */
function useFocus(box: RefObject<HTMLElement | null>, key: string | undefined): void {
  const first = useRef(true)
  useLayoutEffect(() => {
    const row = key === undefined ? null : rowOf(box.current, key)
    // When the outline opens, the focus moves into it.
    if (first.current || box.current?.contains(document.activeElement)) row?.focus()
    else row?.scrollIntoView({ block: 'nearest' })
    first.current = false
  }, [box, key])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyO') return
      if (box.current?.contains(document.activeElement)) return
      // The first press of the shortcut moves the focus into the outline; the second press closes it.
      event.preventDefault()
      box.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [box])
}

/** Finds the element of a row. */
export function rowOf(box: HTMLElement | null, key: string): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null
}

let latest: BoardState | undefined

/** The latest state in which the network, report or level changed. Skips the many updates per second during a run. */
function latestNetwork(state: BoardState): BoardState {
  const { project, report, inside } = state
  if (latest?.project.drawing === project.drawing && latest.report === report && latest.inside === inside) return latest
  latest = state
  return state
}

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

  const onKeyDown = (event: ReactKeyboardEvent<HTMLElement>) => {
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
