/** @file useOutline: the focused row, the open rows, and the synchronization between the outline and the canvas. */
import {
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
import { keyOf, type OutlineItem, outlineOf, focusAfterRemoval } from './outline'

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
