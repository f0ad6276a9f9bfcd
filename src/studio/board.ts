/**
 * @file Board: the state behind a canvas and its commands, for any catalog: a drawing, its history, the selection, and
 * the report of the check. The studio is a board for networks; a service has its own.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Noun } from '../messages/en/canvas/nouns'
import type { Message } from '../messages/message'
import type { Catalog } from '../catalog/node-def'
import type { DrawnReport } from '../graph/drawn-report'
import type { Block, DrawnNode, Drawing, Position } from '../graph/drawing'

/** The selection inside a block that is expanded in place; valid while `selection` holds the nodes around it. */
export interface Within {
  readonly selection: readonly string[]
  readonly node: string
}

/** The note being edited: an existing one, or a new one, optionally pinned to a node. */
export type Writing = { readonly note: string } | { readonly node?: string; readonly at?: Position }

/** What the canvas shows in addition to the drawing. Kept while the page is open. */
export interface CanvasView {
  readonly map: boolean
  /** The panel open over the canvas: the layer search or the undo history. */
  readonly panel: 'search' | 'history' | null
  /** What the canvas should bring into view. Every request is a new object. */
  readonly look: { readonly at: 'all' | readonly string[] } | null
  /** Whether dragged nodes snap to the grid. */
  readonly snap: boolean
  readonly writing: Writing | null
  /** The number of nodes an automatic layout is moving right now. */
  readonly arranging?: number
  /** Blocks expanded in place, each by its path of node ids. */
  readonly opened?: readonly string[]
  /** The selection inside one of them. */
  readonly within?: Within | null
}

export interface BoardState {
  readonly ready: boolean
  readonly project: { readonly id: string; readonly drawing: Drawing; readonly drawingVersion: number }
  readonly history: { readonly past: readonly Drawing[]; readonly future: readonly Drawing[] }
  /** The check of the current drawing; derived, never set directly. */
  readonly report: DrawnReport<unknown>
  readonly selection: readonly string[]
  /** Notes have their own selection, so commands on nodes leave them alone. */
  readonly selectedNotes: readonly string[]
  /** The level the canvas shows: the ids of the entered blocks, outermost first; empty at the top level. */
  readonly inside: readonly string[]
  readonly canvas: CanvasView
}

/** What a board's drawings are about, and how they are checked. */
export interface Subject<S extends BoardState = BoardState> {
  readonly catalog: Catalog<unknown>
  /** What one of its nodes is called: layer or stage. */
  readonly noun: Noun
  /** Whether every drawing runs from a start to an end, so that no output is left open to continue from. */
  readonly leadsToEnd?: true
  /** Height in pixels of node kinds whose height differs from the usual one. */
  readonly heights?: Readonly<Record<string, number>>
  /** Blocks that ship with the catalog. */
  readonly blocks: readonly Block[]
  check(state: Omit<S, 'report'>): S['report']
  /** Why the drawing may not change to `after`, when a rule outside the check (such as a lesson) forbids it. */
  forbids?(state: S, after: Drawing): Message | undefined
  /**
   * The drawing to restore instead of history step `then`, and why it differs; undefined when it can return unchanged.
   */
  restore?(state: S, then: Drawing): { readonly drawing: Drawing; readonly message: Message } | undefined
  /** Nodes on the visible level that cannot be dragged. */
  fixedNodes?(state: S): readonly string[]
  /** Why nodes from another board cannot be pasted here; undefined when they can. */
  pasteProblem?(state: S, nodes: readonly DrawnNode[]): Message | undefined
  /** Whether its canvas is on the screen. */
  isShown(state: S): boolean
  /** The state change that shows its canvas. */
  readonly shown: Partial<S>
}

export interface BoardStore<S extends BoardState = BoardState> extends StoreApi<S> {
  readonly subject: Subject<S>
}

/** A command as a menu shows it. */
export interface Offer {
  readonly title: string
  readonly shortcut?: string
  /** Whether it can run now. */
  readonly enabled: boolean
}

/** What canvas commands receive. */
export interface Board<S extends BoardState = BoardState> {
  readonly store: BoardStore<S>
  /** Runs a command by id; rejects with a Refusal, or with an internal error. */
  run(id: string, args?: object): Promise<unknown>
  /** A command as a menu item; undefined for an unknown id. */
  offer(id: string): Offer | undefined
  /**
   * The board inside a block node of the visible level, without moving the canvas; absent where blocks do not expand in
   * place.
   */
  within?(node: string): Board<S>
}

/** Creates a store that knows the subject of its drawing. */
export function boardStore<S extends BoardState>(subject: Subject<S>, initial: () => S): BoardStore<S> {
  return Object.assign(createStore(initial), { subject })
}
