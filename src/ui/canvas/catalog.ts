/**
 * @file CanvasCatalog: all that the canvas knows of what is drawn on it, in one value: the kinds of nodes, what they are called,
 * what is said of what flows on a wire, and what a node shows. Layers of networks are one catalog, stages of a service another.
 */
import { type ComponentType, type CSSProperties, createContext, useContext } from 'react'
import { present } from '../../base/assert'
import type { Message } from '../../messages/message'
import type { Catalog, Family, NodeDef } from '../../catalog/node-def'
import type { Diagnostic } from '../../graph/diagnostic'
import type { Block, DrawnNode } from '../../graph/drawing'

/** What nodes are called, and the sentences that speak of them. */
export interface Nouns {
  /** One of them: layer, stage. */
  readonly node: string
  readonly nodes: string
  /** The drawing itself, where one can go back out of a block to it: Network, Service. */
  readonly drawing: string
  /** On a canvas that has none yet. */
  readonly empty: string
  /** What to search for when nothing was found. */
  readonly hint: string
  /** What a check counts of a drawing, where it counts anything: parameters. */
  readonly counts?: string
}

/** What can be told of a drawing in words; `S` is what flows on its wires. */
export interface CanvasWords<S = unknown, D extends NodeDef<S> = NodeDef<S>> {
  readonly nodes: Catalog<S, D>
  readonly nouns: Nouns
  /** The families in the order of the palette; no other family is offered. */
  readonly groups: readonly { readonly family: Family; readonly title: string }[]
  /** What flows on a wire, in a few letters. */
  /** On a wire, `to` is the node that it leads to. */
  flowWords(flow: S, to?: DrawnNode): string
  /** The sentence of a problem or a refusal. */
  say(said: Message): string
  /** Whether a problem is of the node itself, whatever its wires bring. */
  isOwnFault(code: string): boolean
}

/** What some kinds show in place of their few words. */
export interface Face {
  /** Until the browser has measured it, in canvas pixels; its wires meet it at END_WIRE_Y. */
  readonly height: number
  readonly Face: ComponentType<{ readonly node: DrawnNode }>
}

/** What a node's element carries beside its looks: the colour of a cost, say. */
export interface Marks {
  readonly style?: CSSProperties
  readonly 'data-heat'?: number
}

/** What can be asked of a problem, at a node where it stands at one. */
export interface AboutProblem {
  readonly problem: Diagnostic
  readonly node?: string
}

/** A wire, and where its words stand. */
export interface FlowingProps {
  readonly id: string
  readonly x: number
  readonly y: number
  /** The last line of what is said there, and pixels there are for it. */
  readonly words: string
  readonly room: number
  readonly selected: boolean
}

/** What a node opens into, beside blocks, which every canvas opens: by a double click or out of its menu. */
export interface Opening {
  /** In the menu. */
  readonly title: string
  readonly command: string
  readonly args: object
}

export interface CanvasCatalog<S = unknown, D extends NodeDef<S> = NodeDef<S>> extends CanvasWords<S, D> {
  /** Blocks that come with it. */
  readonly blocks: readonly Block[]
  /** By kind. */
  readonly faces: Readonly<Record<string, Face>>
  /** Top right on a node: what it costs, and signs of its state. */
  readonly Corner: ComponentType<{ readonly node: DrawnNode }>
  useMarks(id: string): Marks
  opens?(node: DrawnNode): Opening | undefined
  /** Beside a wire's words: what flows along it now. */
  readonly Flowing?: ComponentType<FlowingProps>
  /** What a problem is about, as a picture, and why it is one: loaded when they are to be seen. */
  readonly Picture?: ComponentType<AboutProblem>
  readonly Explanation?: ComponentType<AboutProblem>
  /** What is kept of the drawing for longer than its steps: stands under them, loaded when it is to be seen. */
  readonly Kept?: ComponentType
}

/** A word at the beginning of a line. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

const CatalogContext = createContext<CanvasCatalog | null>(null)

export const CatalogProvider = CatalogContext.Provider

/** The catalog of what is drawn here. */
export function useCatalog(): CanvasCatalog {
  return present(useContext(CatalogContext), 'the catalog of the canvas')
}
