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
import type { BoardState } from '../../../studio/board'
import { useBoard, useRun, useSelect } from '../../canvas/on-board'
import { keyOf, type OutlineItem, outlineOf, rowInstead } from './outline'

export interface Outline {
  readonly state: BoardState
  readonly items: readonly OutlineItem[]
  /** The row that has the focus, or will get it. */
  readonly active: OutlineItem | undefined
  focus(item: OutlineItem | undefined): void
  /** Opens or folds rows. */
  unfold(keys: readonly string[], how: 'open' | 'fold'): void
  /** Makes the canvas show the level of a row. */
  showLevel(item: OutlineItem): void
  /** Selects the node of a row, so that the next command acts on it. */
  selectRow(item: OutlineItem): void
}

/** The outline of the open project. */
export function useOutline(box: RefObject<HTMLElement | null>): Outline {
  const board = useBoard()
  const run = useRun()
  const state = useDeferredValue(useSelect(latestNetwork))
  const selection = useSelect((app) => app.selection)
  const inside = useSelect((app) => app.inside)
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set())
  const [wanted, setWanted] = useState<string>()
  const project = useSelect((app) => app.project.id)
  const [opened, setOpened] = useState(project)
  if (opened !== project) {
    // Rows of another project may have the same keys.
    setOpened(project)
    setOpen(new Set())
    setWanted(undefined)
  }
  const items = useMemo(() => outlineOf(state, (key) => open.has(key)), [state, open])
  const steps = state.history.future.length
  const [before, setBefore] = useState({ items, steps })
  if (before.items !== items) {
    setBefore({ items, steps })
    const has = (rows: readonly OutlineItem[]) => rows.some(({ key }) => key === wanted)
    if (wanted !== undefined && has(before.items) && !has(items))
      setWanted(rowInstead(before.items, items, wanted, steps > before.steps ? 'undone' : 'removed'))
  }
  const active = items.find(({ key }) => key === wanted) ?? items[0]

  const unfold = useCallback((keys: readonly string[], how: 'open' | 'fold') => {
    setOpen((before) => {
      const after = new Set(before)
      for (const key of keys)
        if (how === 'open') after.add(key)
        else after.delete(key)
      return after
    })
  }, [])

  const [only] = selection.length === 1 ? selection : []
  const [followed, setFollowed] = useState<string>()
  const there = only === undefined ? undefined : keyOf(inside, only)
  if (there !== followed) {
    setFollowed(there)
    if (there !== undefined && there !== wanted) {
      setWanted(there)
      if (inside.length > 0) setOpen(new Set([...open, ...inside.map((id, i) => keyOf(inside.slice(0, i), id))]))
    }
  }
  useFocus(box, active?.key)

  const focus = useCallback(
    (item: OutlineItem | undefined) => {
      if (!item) return
      setWanted(item.key)
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

/** While the focus is in the tree, it follows the active row: after a row is gone, or when another is selected elsewhere. */
function useFocus(box: RefObject<HTMLElement | null>, key: string | undefined): void {
  const first = useRef(true)
  useLayoutEffect(() => {
    const row = key === undefined ? null : rowOf(box.current, key)
    // Opening the outline moves the focus into it.
    if (first.current || box.current?.contains(document.activeElement)) row?.focus()
    else row?.scrollIntoView({ block: 'nearest' })
    first.current = false
  }, [box, key])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyO') return
      if (box.current?.contains(document.activeElement)) return
      // The first press of its key returns the focus, the second closes the outline.
      event.preventDefault()
      box.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [box])
}

/** The element of a row. */
export function rowOf(box: HTMLElement | null, key: string): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null
}

let drawn: BoardState | undefined

/** The newest state with another network, report or level: updates of a run, many per second, are skipped. */
function latestNetwork(state: BoardState): BoardState {
  const { project, report, inside } = state
  if (drawn?.project.drawing === project.drawing && drawn.report === report && drawn.inside === inside) return drawn
  drawn = state
  return state
}
