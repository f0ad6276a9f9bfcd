/**
 * @file Canvas UI state: transient state shared by the canvas, the palette and the quick add. It is never saved and not
 * part of undo.
 */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Position } from '../../graph/drawing'
import { noteIdOf } from './notes'
import type { ConnectRequest } from './wire-targets'

/** What to add, as command arguments: a node kind or a block. */
export type Addable = { readonly kind: string } | { readonly block: string }

/** Where the quick add inserts its nodes: at a position, optionally connected to another node. */
export interface QuickAdd {
  readonly at: Position
  /** Where the list opens, in pixels from the canvas's top left corner. */
  readonly screen: { readonly x: number; readonly y: number }
  /** If set, connects the new node to this node's output. */
  readonly from?: string
  readonly out?: number
  /** If set, connects the new node to this node's input. */
  readonly to?: string
  readonly port?: number
  /** If set, replaces this node. */
  readonly replace?: string
  /** If set, inserts the new node into this wire. */
  readonly wire?: string
  /** If set, inserts the new node before this node. */
  readonly before?: string
}

/** An open context menu and its target. */
export interface OpenMenu {
  readonly target:
    | { readonly tag: 'nodes' }
    | { readonly tag: 'wire'; readonly wire: string }
    | { readonly tag: 'note'; readonly note: string }
    | { readonly tag: 'canvas' }
  /** Position in window pixels. */
  readonly screen: { readonly x: number; readonly y: number }
  /** The node under the pointer, which the menu selects when it opens. */
  readonly node?: string
  /** The element that had the focus before the menu opened and gets it back when the menu closes. */
  readonly returnFocusTo: HTMLElement | null
  /**
   * Starts renaming in the list where the menu was opened. Undefined on the canvas, where the node itself shows the
   * text field.
   */
  readonly rename?: () => void
}

/** An open list of nodes that a wire can connect to. */
export interface OpenPicker {
  readonly request: ConnectRequest
  /** The element that gets the focus back when the list closes. */
  readonly returnFocusTo: HTMLElement | null
}

interface CanvasUiState {
  readonly quickAdd: QuickAdd | null
  readonly renaming: string | null
  /**
   * Functions that return the center of the view and the position for a paste, in drawing coordinates. Set while a
   * canvas is open.
   */
  readonly view: { center(): QuickAdd; pastePosition(): Position } | null
  readonly menu: OpenMenu | null
  readonly picker: OpenPicker | null
  /**
   * The element from which the settings were opened, if not the node itself. Focus returns to this element afterward.
   */
  readonly settingsOpener: HTMLElement | null
  /** The item being dragged from the palette, stored because browsers hide a drag event's data until the drop. */
  readonly dragged: Addable | null
  /** The wire into which the dragged node would be inserted if it were dropped now. */
  readonly hoveredWire: string | null
}

export const canvasUi = createStore<CanvasUiState>(() => ({
  quickAdd: null,
  renaming: null,
  view: null,
  menu: null,
  picker: null,
  settingsOpener: null,
  dragged: null,
  hoveredWire: null,
}))

/** Selects from the shared canvas state. */
export function useCanvasUi<T>(select: (ui: CanvasUiState) => T): T {
  return useStore(canvasUi, select)
}

/** Opens the quick add at the center of the view. Does nothing if no canvas is open. */
export function openQuickAdd(): void {
  const { view } = canvasUi.getState()
  if (view) canvasUi.setState({ quickAdd: view.center() })
}

/** Starts renaming a node in place, or stops renaming if `id` is null. */
export function startRenaming(id: string | null): void {
  canvasUi.setState({ renaming: id })
}

/** Highlights the wire into which the dragged node would be inserted. */
export function highlightWire(hoveredWire: string | null): void {
  if (canvasUi.getState().hoveredWire !== hoveredWire) canvasUi.setState({ hoveredWire })
}

/** The element of a node on the canvas; null for a node out of view, which is not rendered. */
export function nodeElement(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-canvas] .react-flow__node[data-id="${CSS.escape(id)}"]`)
}

/** Opens the menu for an element: at the pointer position or, if opened with the keyboard, at the element itself. */
export function openMenuAt(target: EventTarget | null, screen?: { readonly x: number; readonly y: number }): void {
  if (!(target instanceof Element)) return
  const node = target.closest<HTMLElement>('.react-flow__node')
  const wire = target.closest<SVGElement>('.react-flow__edge')?.dataset.id
  const several = target.closest('.react-flow__nodesselection-rect')
  // When opened by key with several nodes selected, the focus may be on the canvas itself rather than on a node.
  const picked = screen ? null : document.querySelector<HTMLElement>('[data-canvas] .react-flow__node.selected')
  const note = noteIdOf((node ?? picked)?.dataset.id ?? '')
  const about: OpenMenu['target'] = note
    ? { tag: 'note', note }
    : wire !== undefined
      ? { tag: 'wire', wire }
      : (node ?? several ?? picked)
        ? { tag: 'nodes' }
        : { tag: 'canvas' }
  const from = document.activeElement instanceof HTMLElement ? document.activeElement : null
  canvasUi.setState({
    menu: {
      target: about,
      screen: screen ?? middleOf(node ?? picked ?? target),
      returnFocusTo: from,
      ...(node?.dataset.id && !note ? { node: node.dataset.id } : {}),
    },
  })
}

function middleOf(element: Element): { x: number; y: number } {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { x: left + width / 2, y: top + height / 2 }
}
