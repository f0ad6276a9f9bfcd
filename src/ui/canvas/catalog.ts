/**
 * @file CanvasCatalog: all that the canvas knows of the nodes it shows, in one value: their kinds, their noun, the text of what flows on
 * a wire, and what a node shows. Layers of networks are one catalog, stages of a service another.
 */
import { type ComponentType, type CSSProperties, createContext, useContext } from 'react'
import { expectDefined } from '../../base/assert'
import type { Noun } from '../../messages/en/canvas/nouns'
import type { Message } from '../../messages/message'
import type { Catalog, Family, NodeDef } from '../../catalog/node-def'
import type { Diagnostic } from '../../graph/diagnostic'
import type { Block, DrawnNode } from '../../graph/drawing'

/** The noun of the nodes, and the text that differs from catalog to catalog. */
export interface Nouns {
  /** By it the sentences of the canvas speak of layers or of stages. */
  readonly node: Noun
  /** The title of the outermost level: Network, Service. */
  readonly drawing: string
  /** Shown on a canvas without nodes. */
  readonly empty: string
  /** Examples of what to search for, when nothing was found. */
  readonly hint: string
  /** What the check counts, where it counts anything. */
  readonly counts?: 'parameters'
}

/** The kinds of a catalog and their text; `S` is what flows on a wire. */
export interface CanvasWords<S = unknown, D extends NodeDef<S> = NodeDef<S>> {
  readonly nodes: Catalog<S, D>
  readonly nouns: Nouns
  /** The families in the order of the palette; no other family is offered. */
  readonly groups: readonly { readonly family: Family; readonly title: string }[]
  /** What flows on a wire, in a few characters; `to` is the node that the wire leads to. */
  flowWords(flow: S, to?: DrawnNode): string
  /** The sentence of a problem or a refusal. */
  say(said: Message): string
  /** Whether a problem is of the node itself, and not of what its wires bring. */
  isOwnFault(code: string): boolean
}

/** What some kinds show in place of their settings. */
export interface Face {
  /** Until the browser has measured it, in canvas pixels; its wires meet it at END_WIRE_Y. */
  readonly height: number
  readonly Face: ComponentType<{ readonly node: DrawnNode }>
}

/** Further attributes of a node's element, such as the color of its cost. */
export interface Marks {
  readonly style?: CSSProperties
  readonly 'data-heat'?: number
}

/** A problem to explain, and its node where it has one. */
export interface AboutProblem {
  readonly problem: Diagnostic
  readonly node?: string
}

/** A wire, and the place of its label. */
export interface FlowingProps {
  readonly id: string
  readonly x: number
  readonly y: number
  /** The last line of the label, and the width there is for it, in pixels. */
  readonly words: string
  readonly room: number
  readonly selected: boolean
}

/** What a node opens by a double click or from its menu; blocks, which every canvas opens, need none. */
export interface Opening {
  /** Its entry in the menu. */
  readonly title: string
  readonly command: string
  readonly args: object
}

export interface CanvasCatalog<S = unknown, D extends NodeDef<S> = NodeDef<S>> extends CanvasWords<S, D> {
  /** Blocks that come with the catalog. */
  readonly blocks: readonly Block[]
  /** By kind. */
  readonly faces: Readonly<Record<string, Face>>
  /** The top right corner of a node: its cost, and signs of its state. */
  readonly Corner: ComponentType<{ readonly node: DrawnNode }>
  useMarks(id: string): Marks
  opens?(node: DrawnNode): Opening | undefined
  /** Next to a wire's label: what flows along it now. */
  readonly Flowing?: ComponentType<FlowingProps>
  /** A picture of a problem, and its explanation. Both load when they are shown. */
  readonly Picture?: ComponentType<AboutProblem>
  readonly Explanation?: ComponentType<AboutProblem>
  /** Saved versions, shown below the history. Loads when it is shown. */
  readonly Kept?: ComponentType
}

const CatalogContext = createContext<CanvasCatalog | null>(null)

export const CatalogProvider = CatalogContext.Provider

/** The catalog of the nodes shown here. */
export function useCatalog(): CanvasCatalog {
  return expectDefined(useContext(CatalogContext), 'the catalog of the canvas')
}
