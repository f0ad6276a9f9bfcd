/** @file CanvasUi: transient state that the canvas, the palette and the quick add share. It is never saved or undone. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Diagnostic } from '../../graph/diagnostic'
import type { Position } from '../../graph/drawing'
import type { Picking } from './wire-targets'

type Severity = Diagnostic['severity']

/** What is added, as an argument of a command. */
export type What = { readonly kind: string } | { readonly block: string }

/** Where a quick add puts its node: at a place, perhaps connected to another node. */
export interface QuickAdd {
  readonly at: Position
  /** In pixels of the canvas, where the list opens. */
  readonly screen: { readonly x: number; readonly y: number }
  /** Connected from this node, by this output. */
  readonly from?: string
  readonly out?: number
  /** Connected to this node, by this input. */
  readonly to?: string
  readonly port?: number
  /** The node whose place the layer takes. */
  readonly replace?: string
  /** The wire it goes into. */
  readonly wire?: string
  /** The node it goes before. */
  readonly before?: string
}

/** A context menu, and what it is about. */
export interface OpenMenu {
  readonly about:
    | { readonly tag: 'nodes' }
    | { readonly tag: 'wire'; readonly wire: string }
    | { readonly tag: 'note'; readonly note: string }
    | { readonly tag: 'canvas' }
  /** In pixels of the window. */
  readonly screen: { readonly x: number; readonly y: number }
  /** The node that was hit; it is selected first. */
  readonly node?: string
  /** The element that had the focus, and gets it back. */
  readonly from: HTMLElement | null
  /** Starts renaming where the menu was opened; undefined on the canvas, where the node does it. */
  readonly rename?: () => void
}

/** A list of what a wire can connect to. */
export interface OpenPicker {
  readonly picking: Picking
  /** What has the focus again when it closes. */
  readonly back: HTMLElement | null
}

interface CanvasUi {
  readonly quickAdd: QuickAdd | null
  readonly renaming: string | null
  /** Nodes whose problem the user has hidden. */
  readonly folded: ReadonlySet<string>
  /** Nodes whose advice the user has opened; it stays hidden until then, because it would cover nodes. */
  readonly asked: ReadonlySet<string>
  /** The middle of what is in view, in the drawing's coordinates; set while a canvas is open. */
  readonly view: { centre(): QuickAdd; pasteAt(): Position } | null
  readonly menu: OpenMenu | null
  readonly picker: OpenPicker | null
  /** The element the settings were opened from, where that is not the node: the focus returns to it. */
  readonly settingsFrom: HTMLElement | null
  /** What is dragged from the palette. During a drag, the event does not reveal its data. */
  readonly carried: What | null
  /** The wire that the dragged node would be inserted into when dropped now. */
  readonly over: string | null
}

export const canvasUi = createStore<CanvasUi>(() => ({
  quickAdd: null,
  renaming: null,
  folded: new Set(),
  asked: new Set(),
  view: null,
  menu: null,
  picker: null,
  settingsFrom: null,
  carried: null,
  over: null,
}))

/** Selects from what the canvas shares. */
export function useCanvasUi<T>(select: (ui: CanvasUi) => T): T {
  return useStore(canvasUi, select)
}

/** Opens the quick add at the middle of the view, or does nothing while no canvas is open. */
export function openQuickAdd(): void {
  const { view } = canvasUi.getState()
  if (view) canvasUi.setState({ quickAdd: view.centre() })
}

/** Starts renaming a node in place. */
export function startRenaming(id: string | null): void {
  canvasUi.setState({ renaming: id })
}

/** Shows which wire takes what is dragged. */
export function hoverWire(over: string | null): void {
  if (canvasUi.getState().over !== over) canvasUi.setState({ over })
}

/** Folds a node's problem away, or opens it again. */
export function foldProblem(id: string, how: 'fold' | 'open'): void {
  const folded = new Set(canvasUi.getState().folded)
  const asked = new Set(canvasUi.getState().asked)
  folded.delete(id)
  asked.delete(id)
  if (how === 'fold') folded.add(id)
  else asked.add(id)
  canvasUi.setState({ folded, asked })
}

/** Whether the sentence at a node may be shown: a fault until it is folded away, advice once it was asked for. */
export function isUnfolded(
  { folded, asked }: Pick<CanvasUi, 'folded' | 'asked'>,
  id: string,
  severity: Severity,
): boolean {
  return severity === 'error' ? !folded.has(id) : asked.has(id)
}
