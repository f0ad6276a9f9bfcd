/** @file Keys of the canvas that are no command's: Delete, F2, Enter, the arrows, the menu key, and / anywhere on the page. */
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef } from 'react'
import { charactersHeard } from '../shell/shortcut-keys'
import { GRID } from '../../graph/arrange'
import type { Position } from '../../graph/drawing'
import { openQuickAdd, startRenaming } from './canvas-ui'
import { noteIdOf } from './note-flow'
import { useBoard, useRun } from './on-board'
import { openMenuAt } from './open-menu'
import type { Flow } from './use-flow'

/** The id of the inspector's element: Enter on a node goes there. */
export const INSPECTOR_ID = 'inspector'

/** The canvas's own keys, for its outermost element. */
export function useCanvasKeys({
  removeSelected,
  deselect,
}: Pick<Flow, 'removeSelected' | 'deselect'>): (event: KeyboardEvent) => void {
  const board = useBoard()
  const run = useRun()
  const selected = useSelectedBefore()
  return useCallback(
    (event) => {
      if (isTyping(event.target)) return
      const { selection, selectedNotes, inside } = board.store.getState()
      const [only] = selection.length === 1 ? selection : []
      const note =
        noteOf(event.target) ?? (selection.length === 0 && selectedNotes.length === 1 ? selectedNotes[0] : undefined)
      const bare = !event.ctrlKey && !event.metaKey && !event.altKey
      if (bare && (event.key === 'Delete' || event.key === 'Backspace')) removeSelected()
      else if (note !== undefined && (event.key === 'F2' || event.key === 'Enter')) run('note.write', { note })
      else if (event.key === 'F2' && only !== undefined && board.offer('graph.rename')) startRenaming(only)
      else if (event.key === 'Enter' && only !== undefined && isNode(event.target, only)) focusInspector(only)
      else if (event.key === 'Escape' && selected.current === 0 && inside.length > 0) run('block.leave', {})
      else if (event.key === 'Escape') deselect()
      else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openMenuAt(event.target)
      else return
      event.preventDefault()
    },
    [board, run, selected, removeSelected, deselect],
  )
}

/** How much is selected when a key goes down: React Flow's own Escape has selected nothing by the time ours is asked. */
function useSelectedBefore(): RefObject<number> {
  const board = useBoard()
  const count = useRef(0)
  useEffect(() => {
    const onKeyDown = () => {
      const { selection, selectedNotes } = board.store.getState()
      count.current = selection.length + selectedNotes.length
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [board])
  return count
}

/** The note that has the focus. */
function noteOf(target: EventTarget | null): string | undefined {
  return target instanceof HTMLElement && target.matches('.react-flow__node')
    ? noteIdOf(target.dataset.id ?? '')
    : undefined
}

const WAYS: Readonly<Record<string, Position>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
/** How far an arrow key nudges, in canvas pixels; Shift takes four times as much. */
const NUDGE = 5

/** Arrow keys nudge what is selected, by a command, before React Flow moves it past the studio. */
export function useArrows(): (event: KeyboardEvent) => void {
  const board = useBoard()
  const run = useRun()
  return useCallback(
    (event) => {
      const way = Object.hasOwn(WAYS, event.key) ? WAYS[event.key] : undefined
      const { target } = event
      const here =
        target instanceof Element &&
        target.matches('[data-canvas], .react-flow__node, .react-flow__nodesselection-rect')
      if (!way || !here || event.ctrlKey || event.metaKey || event.altKey) return
      const { selection, selectedNotes, canvas } = board.store.getState()
      event.preventDefault()
      event.stopPropagation()
      if (selection.length + selectedNotes.length === 0) return
      const step = (canvas.snap ? GRID : NUDGE) * (event.shiftKey ? 4 : 1)
      run('graph.nudge', { by: { x: way.x * step, y: way.y * step } })
    },
    [board, run],
  )
}

/** Opens the quick add by / wherever nothing is being typed. */
export function useSlash(): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (
        !charactersHeard() ||
        isTyping(event.target) ||
        document.querySelector('[role="dialog"][data-open], dialog[open]')
      )
        return
      event.preventDefault()
      openQuickAdd()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** Whether what has the focus takes text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}

function isNode(target: EventTarget | null, id: string): boolean {
  return target instanceof HTMLElement && target.matches('.react-flow__node') && target.dataset.id === id
}

/** Frames to wait for the inspector: it is loaded when first shown. */
const PATIENCE = 30

/** Goes to the first control of a node's panel, as soon as that is there. */
export function focusInspector(node: string, frames = PATIENCE): void {
  const panel = document.querySelector(`#${INSPECTOR_ID} [data-node="${CSS.escape(node)}"]`)
  const first = panel?.querySelector<HTMLElement>('input, select, button')
  if (first) first.focus()
  else if (frames > 0) requestAnimationFrame(() => focusInspector(node, frames - 1))
}
