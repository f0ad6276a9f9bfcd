/**
 * @file The keyboard on the canvas: keys that are not command shortcuts (Delete, F2, Enter, arrow keys, the menu key, and
 * / anywhere on the page), and the focus, which follows the selection and moves to a neighbor of a removed node.
 */
import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useEffect, useRef } from 'react'
import { GRID } from '../../graph/arrange'
import type { Position } from '../../graph/drawing'
import { readingOrder } from '../../graph/topological-order'
import { shownDrawing } from '../../studio/network/block-levels'
import type { RunAndReport } from '../../studio/run-command'
import { areCharacterKeysEnabled } from '../shell/shortcut-keys'
import { useBoard, useRunCommand, useSelect } from './board-context'
import { canvasUi, nodeElement, openMenuAt, openQuickAdd, startRenaming } from './canvas-ui-state'
import { noteIdOf } from './notes'
import type { FlowElements } from './use-flow'

/** Element id of the inspector. Enter on a node moves the focus there. */
export const INSPECTOR_ID = 'inspector'

/** Creates the key handler for the canvas's root element. */
export function useCanvasKeys({
  removeSelected,
  deselect,
}: Pick<FlowElements, 'removeSelected' | 'deselect'>): (event: KeyboardEvent) => void {
  const board = useBoard()
  const run = useRunCommand()
  const selected = useSelectionCountBefore()
  return useCallback(
    (event) => {
      if (isTyping(event.target)) return
      const { selection, selectedNotes, inside } = board.store.getState()
      const [only] = selection.length === 1 ? selection : []
      const note =
        noteOf(event.target) ?? (selection.length === 0 && selectedNotes.length === 1 ? selectedNotes[0] : undefined)
      const hasNoModifier = !event.ctrlKey && !event.metaKey && !event.altKey
      // Ctrl+Enter starts training, also from a node.
      const isEnter = hasNoModifier && event.key === 'Enter'
      if (hasNoModifier && (event.key === 'Delete' || event.key === 'Backspace')) removeSelected()
      else if (note !== undefined && (event.key === 'F2' || isEnter)) run('note.write', { note })
      else if (event.key === 'F2' && only !== undefined && board.offer('graph.rename')) startRenaming(only)
      else if (isEnter && only !== undefined && isNode(event.target, only)) focusInspector(only)
      else if (event.key === 'Escape' && selected.current === 0 && inside.length > 0) run('block.leave', {})
      else if (event.key === 'Escape') deselect()
      else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openMenuAt(event.target)
      else return
      event.preventDefault()
    },
    [board, run, selected, removeSelected, deselect],
  )
}

/**
 * The size of the selection before a key press. Needed because React Flow handles Escape first and clears the
 * selection.
 */
function useSelectionCountBefore(): RefObject<number> {
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

/** The id of the focused note. */
function noteOf(target: EventTarget | null): string | undefined {
  return target instanceof HTMLElement && target.matches('.react-flow__node')
    ? noteIdOf(target.dataset.id ?? '')
    : undefined
}

const DIRECTIONS: Readonly<Record<string, Position>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
/** Distance that one press of an arrow key moves the selection, in canvas pixels; four times as far with Shift. */
const NUDGE = 5

/**
 * Arrow keys nudge the selection by running a command. The handler runs before React Flow's, which would bypass the
 * studio.
 */
export function useArrowKeys(): (event: KeyboardEvent) => void {
  const board = useBoard()
  const run = useRunCommand()
  return useCallback(
    (event) => {
      const direction = Object.hasOwn(DIRECTIONS, event.key) ? DIRECTIONS[event.key] : undefined
      const { target } = event
      const isOnCanvas =
        target instanceof Element &&
        target.matches('[data-canvas], .react-flow__node, .react-flow__nodesselection-rect')
      if (!direction || !isOnCanvas || event.ctrlKey || event.metaKey || event.altKey) return
      const { selection, selectedNotes, canvas } = board.store.getState()
      event.preventDefault()
      event.stopPropagation()
      if (selection.length + selectedNotes.length === 0) return
      const step = (canvas.snap ? GRID : NUDGE) * (event.shiftKey ? 4 : 1)
      run('graph.nudge', { by: { x: direction.x * step, y: direction.y * step } })
    },
    [board, run],
  )
}

/** Opens the quick add when / is pressed, unless the user is typing. */
export function useSlashKey(): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (
        !areCharacterKeysEnabled() ||
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

/** Whether an element accepts text input. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}

function isNode(target: EventTarget | null, id: string): boolean {
  return target instanceof HTMLElement && target.matches('.react-flow__node') && target.dataset.id === id
}

/** Maximum number of frames to wait for a node out of view or for the inspector, which are not rendered at first. */
const MAX_FRAMES = 30

/** Focuses the first control of the node's panel as soon as the panel exists. */
export function focusInspector(node: string, frames = MAX_FRAMES): void {
  const panel = document.querySelector(`#${INSPECTOR_ID} [data-node="${CSS.escape(node)}"]`)
  const first = panel?.querySelector<HTMLElement>('input, select, button')
  if (first) first.focus()
  else if (frames > 0) requestAnimationFrame(() => focusInspector(node, frames - 1))
}

/**
 * While the canvas has the focus and exactly one node is selected, focuses that node. When the node is removed, a
 * neighbor or the canvas gets the focus.
 */
export function useFocus(box: RefObject<HTMLDivElement | null>): void {
  const board = useBoard()
  const only = useSelect((state) => (state.selection.length === 1 ? state.selection[0] : undefined))
  const drawing = useSelect(shownDrawing)
  /**
   * The last focused node, followed by its neighbors. Empty if the frame around several selected nodes had the focus.
   */
  const lastFocused = useRef<readonly string[]>(undefined)

  useEffect(() => {
    const element = box.current
    const onFocusIn = ({ target }: FocusEvent) => {
      canvasUi.setState({ settingsOpener: null })
      const node = target instanceof Element ? target.closest<HTMLElement>('.react-flow__node')?.dataset.id : undefined
      if (node === undefined) {
        const frame = target instanceof Element && target.matches('.react-flow__nodesselection-rect')
        lastFocused.current = frame ? [] : undefined
        return
      }
      const { incoming, outgoing } = readingOrder(shownDrawing(board.store.getState()))
      const before = (incoming.get(node) ?? []).map(({ from }) => from)
      lastFocused.current = [node, ...before, ...(outgoing.get(node) ?? []).map(({ to }) => to)]
    }
    element?.addEventListener('focusin', onFocusIn)
    return () => element?.removeEventListener('focusin', onFocusIn)
  }, [box, board])

  useEffect(() => {
    const { activeElement } = document
    const here = activeElement === box.current || activeElement?.matches('[data-canvas] .react-flow__node')
    return only !== undefined && here ? focusWhenDrawn(box.current, [only]) : undefined
  }, [box, only])

  useEffect(() => {
    const isLost = () => (document.activeElement === document.body ? lastFocused.current : undefined)
    if (!isLost() || drawing.nodes.length === 0) return
    let stop = () => {}
    // When the user leaves a field with Tab, the field reports its value while the focus is still moving to the next
    // field.
    const frame = requestAnimationFrame(() => {
      const lost = isLost()
      if (lost) stop = focusWhenDrawn(box.current, lost)
    })
    return () => {
      cancelAnimationFrame(frame)
      stop()
    }
  }, [box, drawing])
}

/**
 * Focuses the first of these nodes that is rendered, or the canvas if none of them is, unless the user moves the focus
 * first. Returns a function that cancels the wait.
 */
function focusWhenDrawn(box: HTMLElement | null, ids: readonly string[]): () => void {
  const before = document.activeElement
  let frame = 0
  const tryFocus = (left: number) => {
    if (document.activeElement !== before && document.activeElement !== document.body) return
    const element = ids.map(nodeElement).find((node) => node)
    if (element) element.focus({ preventScroll: true })
    else if (left > 0) frame = requestAnimationFrame(() => tryFocus(left - 1))
    else box?.focus({ preventScroll: true })
  }
  tryFocus(ids.length === 1 ? MAX_FRAMES : 2)
  return () => cancelAnimationFrame(frame)
}

/** Selects the node. After a key press, the focus moves into the node's panel, because the list disappears. */
export function selectNode(run: RunAndReport, node: string, { detail }: MouseEvent): void {
  run('select.set', { nodes: [node] })
  // A click triggered from the keyboard has a detail of 0.
  if (detail === 0) focusInspector(node)
}
