/**
 * @file Board: the state and the commands behind a canvas: a drawing, its undo history, the selection, and the
 * validation report. A board works with any catalog: the studio is a board for networks, and each service has a board
 * for its diagram.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Noun } from '../../messages/en/canvas/board'
import type { Message } from '../../messages/message'
import { type RunById, type RunCommand, typedRun } from '../run-command'
import type { Catalog } from '../../catalog/node-def'
import type { DrawnReport } from '../../graph/map-report'
import type { Block, DrawnNode, Drawing, Position } from '../../graph/drawing'
import type { BranchOrder } from '../../graph/layout'
import type { Size } from '../../graph/spacing'

/**
 * The selection inside an expanded block: `node` is selected only while the selection outside the block is still this
 * `selection` array.
 */
export interface Within {
  readonly selection: readonly string[]
  readonly node: string
}

/** The note being edited: an existing note, or a new one that may be pinned to a node. */
export type Writing = { readonly note: string } | { readonly node?: string; readonly at?: Position }

/** View state of the canvas that is not part of the drawing. It is lost when the page is closed. */
export interface CanvasView {
  readonly map: boolean
  /** The panel open over the canvas: the layer search or the undo history. */
  readonly panel: 'search' | 'history' | null
  /**
   * What the canvas should bring into view. Every request is a new object, so that the same request can be made again.
   */
  readonly look: { readonly at: 'all' | readonly string[] } | null
  /** The size in pixels of the space for the drawing; absent while no canvas shows it. */
  readonly size?: Size
  /** Whether dragged nodes snap to the grid. */
  readonly snap: boolean
  /** Whether nodes and wires do not show what the layers compute. */
  readonly hidesValues?: boolean
  readonly writing: Writing | null
  /** The number of nodes that an automatic layout is currently moving. */
  readonly arranging?: number
  /** The blocks that are expanded in place, each as a path of node ids. */
  readonly opened?: readonly string[]
  /** The selection inside an expanded block. */
  readonly within?: Within | null
}

export interface BoardState {
  readonly ready: boolean
  readonly project: { readonly id: string; readonly drawing: Drawing; readonly drawingVersion: number }
  readonly history: { readonly past: readonly Drawing[]; readonly future: readonly Drawing[] }
  /** The result of checking the current drawing; derived, never set directly. */
  readonly report: DrawnReport<unknown>
  readonly selection: readonly string[]
  /** Notes are selected separately, so that commands on nodes do not affect them. */
  readonly selectedNotes: readonly string[]
  /** The level the canvas shows: the ids of the entered blocks, outermost first; empty at the top level. */
  readonly inside: readonly string[]
  readonly canvas: CanvasView
}

/** The subject of a board's drawings (networks or services): their catalog, their rules, and how they are checked. */
export interface Subject<S extends BoardState = BoardState> {
  readonly catalog: Catalog<unknown>
  /** What a node is called in the user interface: layer or stage. */
  readonly noun: Noun
  /**
   * Set if every drawing must lead from a start node to an end node, so that there is no open output to append nodes
   * to.
   */
  readonly leadsToEnd?: true
  /** Heights in pixels of node kinds that do not have the default height. */
  readonly heights?: Readonly<Record<string, number>>
  /** Which branch is on top in a layout; if absent, the one that was wired first. */
  readonly branches?: BranchOrder
  /** Blocks that ship with the catalog. */
  readonly blocks: readonly Block[]
  check(state: Omit<S, 'report'>): S['report']
  /**
   * Returns a message if a rule that is not part of the check (such as a lesson's) forbids changing the drawing to
   * `after`.
   */
  forbids?(state: S, after: Drawing): Message | undefined
  /**
   * The drawing to restore instead of `then` (a drawing from the history), and why it differs; undefined if `then` can
   * be restored as is.
   */
  restore?(state: S, then: Drawing): { readonly drawing: Drawing; readonly message: Message } | undefined
  /** Nodes on the visible level that cannot be dragged. */
  fixedNodes?(state: S): readonly string[]
  /** A message that says why nodes from another board cannot be pasted; undefined if they can. */
  pasteProblem?(state: S, nodes: readonly DrawnNode[]): Message | undefined
  /** Whether the canvas of this board is on the screen. */
  isShown(state: S): boolean
  /** The state to set so that the canvas of this board is shown. */
  readonly shown: Partial<S>
}

export interface BoardStore<S extends BoardState = BoardState> extends StoreApi<S> {
  readonly subject: Subject<S>
}

interface Batching {
  /** Runs changes of the state, and calls the subscribers once after them: each one compares all that it shows. */
  batch(changes: () => void): void
}

/** A command as a menu item. */
export interface Offer {
  readonly title: string
  readonly shortcut?: string
  /** Whether the command can run now. */
  readonly enabled: boolean
}

/** The interface that canvas commands operate on. */
export interface Board<S extends BoardState = BoardState> {
  readonly store: BoardStore<S>
  readonly run: RunCommand
  /** Runs a command whose id is data: for the console, the palette, menus, and shortcuts. */
  readonly runById: RunById
  /** A command as a menu item; undefined for an unknown id. */
  offer(id: string): Offer | undefined
  /**
   * A board for the inside of a block node on the visible level, used without navigating into the block. Absent if
   * blocks do not expand in place.
   */
  within?(node: string): Board<S>
}

/** Creates the store of a board for a subject. */
export function boardStore<S extends BoardState>(subject: Subject<S>, initial: () => S): BoardStore<S> & Batching {
  const store = createStore(initial)
  const listeners = new Set<(state: S, before: S) => void>()
  let isBatching = false
  store.subscribe((...states) => {
    if (!isBatching) notify(...states)
  })
  function notify(state: S, before: S): void {
    for (const listener of listeners) listener(state, before)
  }
  return {
    ...{ ...store, subject },
    subscribe(listener) {
      const own: typeof listener = (...states) => listener(...states)
      listeners.add(own)
      return () => listeners.delete(own)
    },
    batch(changes) {
      const before = store.getState()
      isBatching = true
      try {
        changes()
      } finally {
        isBatching = false
        const state = store.getState()
        if (state !== before) notify(state, before)
      }
    },
  }
}

/** A board that shows a drawing and runs no commands. */
export function readOnlyBoard<S extends BoardState>(store: BoardStore<S>): Board<S> {
  const runById = async () => undefined
  return { store, runById, run: typedRun(runById), offer: () => undefined }
}
