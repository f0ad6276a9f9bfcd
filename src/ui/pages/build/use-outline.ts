/** @file useOutline: which row has the focus, which are open, and how the outline and the canvas follow each other. */
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
  /** The row that has the focus, or will have it. */
  readonly active: OutlineItem | undefined
  focus(item: OutlineItem | undefined): void
  /** Opens what is under a row, or folds it away. */
  unfold(keys: readonly string[], how: 'open' | 'fold'): void
  /** Has the canvas stand where a row's node is drawn. */
  stand(item: OutlineItem): void
  /** Selects a row's node, so that what is done next is done to it. */
  adopt(item: OutlineItem): void
}

/** The outline of the open project. */
export function useOutline(box: RefObject<HTMLElement | null>): Outline {
  const board = useBoard()
  const run = useRun()
  const state = useDeferredValue(useSelect(asDrawn))
  const selection = useSelect((app) => app.selection)
  const inside = useSelect((app) => app.inside)
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set())
  const [wanted, setWanted] = useState<string>()
  const project = useSelect((app) => app.project.id)
  const [opened, setOpened] = useState(project)
  if (opened !== project) {
    // Rows of another project may have the same names.
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
  const stand = useCallback(
    ({ path }: OutlineItem) => {
      const now = board.store.getState().inside
      let shared = 0
      while (shared < path.length && now[shared] === path[shared]) shared++
      if (shared < now.length) run('block.leave', { to: shared })
      for (const node of path.slice(shared)) run('block.enter', { node })
    },
    [board, run],
  )
  const adopt = useCallback(
    (item: OutlineItem) => {
      stand(item)
      if (!board.store.getState().selection.includes(item.node.id)) run('select.set', { nodes: [item.node.id] })
    },
    [stand, board, run],
  )
  return { state, items, active, focus, unfold, stand, adopt }
}

/** While the focus is in the tree, it goes where the active row is: after a row is gone, or another was selected elsewhere. */
function useFocus(box: RefObject<HTMLElement | null>, key: string | undefined): void {
  const first = useRef(true)
  useLayoutEffect(() => {
    const row = key === undefined ? null : rowOf(box.current, key)
    // Whoever opens the outline goes on in it.
    if (first.current || box.current?.contains(document.activeElement)) row?.focus()
    else row?.scrollIntoView({ block: 'nearest' })
    first.current = false
  }, [box, key])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyO') return
      if (box.current?.contains(document.activeElement)) return
      // Its key brings the focus back before it closes it.
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

/** The newest state that is drawn otherwise: what a run tells many times a second is not. */
function asDrawn(state: BoardState): BoardState {
  const { project, report, inside } = state
  if (drawn?.project.drawing === project.drawing && drawn.report === report && drawn.inside === inside) return drawn
  drawn = state
  return state
}
