/**
 * @file Board: what a canvas and its commands work on, whatever is drawn there: a drawing of one catalog, its history, what is
 * selected, and what the check says. The studio is one for networks; a service is another.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Noun } from '../messages/en/canvas/nouns'
import type { Message } from '../messages/message'
import type { Catalog } from '../catalog/node-def'
import type { DrawnReport } from '../graph/drawn-report'
import type { Block, DrawnNode, Drawing, Position } from '../graph/drawing'

/** What is selected inside a block that is open in place, for as long as `selection` is what is selected around it. */
export interface Within {
  readonly selection: readonly string[]
  readonly node: string
}

/** A note that is being written: one of the drawing's, or a new one, pinned to a node where one is named. */
export type Writing = { readonly note: string } | { readonly node?: string; readonly at?: Position }

/** What the canvas shows beside the drawing. Kept for as long as the page is open. */
export interface CanvasView {
  readonly map: boolean
  /** Opened over the canvas: the search for a layer, or the steps taken so far. */
  readonly panel: 'search' | 'history' | null
  /** What the canvas is to bring into view, anew with each request. */
  readonly look: { readonly at: 'all' | readonly string[] } | null
  /** Whether nodes that are dragged keep to the grid. */
  readonly snap: boolean
  readonly writing: Writing | null
  /** How many nodes are being laid out anew just now. */
  readonly arranging?: number
  /** Blocks open in place, by the nodes around and their own. */
  readonly opened?: readonly string[]
  /** What is selected inside one of them. */
  readonly within?: Within | null
}

export interface BoardState {
  readonly ready: boolean
  readonly project: { readonly id: string; readonly drawing: Drawing; readonly drawingVersion: number }
  readonly history: { readonly past: readonly Drawing[]; readonly future: readonly Drawing[] }
  /** The check of the drawing as it is now; derived, never set by hand. */
  readonly report: DrawnReport<unknown>
  readonly selection: readonly string[]
  /** Notes have a selection of their own: what is done to nodes is not done to them. */
  readonly selectedNotes: readonly string[]
  /** Where the canvas stands: the nodes of the blocks stepped into, from outside in; none for the drawing itself. */
  readonly inside: readonly string[]
  readonly canvas: CanvasView
}

/** What drawings of a board are of, and how they are checked. */
export interface Subject<S extends BoardState = BoardState> {
  readonly catalog: Catalog<unknown>
  /** What one of its nodes is called: layer, stage. */
  readonly noun: Noun
  /** Whether every drawing leads from a beginning to an end, so that there is no open place to go on at. */
  readonly leadsToEnd?: true
  /** How high nodes of some kinds stand on the canvas, in pixels; all others as is usual for their place. */
  readonly heights?: Readonly<Record<string, number>>
  /** Blocks that come with the catalog. */
  readonly blocks: readonly Block[]
  check(state: Omit<S, 'report'>): S['report']
  /** Why a drawing may not follow the present one, where something beside the check says so. */
  forbids?(state: S, after: Drawing): Message | undefined
  /** What a step of the history can be now, and why it is not as it was; nothing where it is. */
  comesBack?(state: S, then: Drawing): { readonly drawing: Drawing; readonly said: Message } | undefined
  /** Nodes of the level shown that a hand does not move. */
  held?(state: S): readonly string[]
  /** Why nodes from elsewhere cannot stand here, where they cannot. */
  foreign?(state: S, nodes: readonly DrawnNode[]): Message | undefined
  /** Whether its canvas is on the screen. */
  isShown(state: S): boolean
  /** What brings it there. */
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

/** What commands of the canvas get. */
export interface Board<S extends BoardState = BoardState> {
  readonly store: BoardStore<S>
  /** Runs a command by id; rejects with a Refusal, or with our own mistake. */
  run(id: string, args?: object): Promise<unknown>
  /** What a menu says of a command; nothing where there is none of this id. */
  offer(id: string): Offer | undefined
  /** The board as it is inside the block that a node of the level shown stands for, while the canvas stays where it is; none where nothing is opened in place. */
  within?(node: string): Board<S>
}

/** A store that knows what its drawing is of. */
export function boardStore<S extends BoardState>(subject: Subject<S>, initial: () => S): BoardStore<S> {
  return Object.assign(createStore(initial), { subject })
}
