/**
 * @file CanvasCatalog: everything the canvas needs to know about its nodes: the node kinds and what to call them, the
 * text on wires, and the content of nodes. A network's layers and a service's stages have separate catalogs.
 */

import { type ComponentType, type CSSProperties, createContext, useContext } from 'react'
import { expectDefined } from '../../base/assert'
import type { Catalog, Family, NodeDef } from '../../catalog/node-def'
import type { Diagnostic } from '../../graph/check-report'
import type { Block, DrawnNode } from '../../graph/drawing'
import type { Noun } from '../../messages/en/canvas/board'
import type { Message } from '../../messages/message'
import type { CommandCall } from '../../studio/run-command'
import type { WireEnds } from './wire-route'

/** The noun for nodes, and other text that depends on the catalog. */
export interface Nouns {
  /** The term for a node (layer or stage), which determines the wording of each canvas text. */
  readonly node: Noun
  /** The title of the outermost level: "Network" or "Service". */
  readonly drawing: string
  /** Text shown on a canvas without nodes. */
  readonly empty: string
  /** Example search terms, shown if a search has no results. */
  readonly hint: string
  /** Quantity that the check counts, such as parameters; omitted if the check counts nothing. */
  readonly counts?: 'parameters'
}

/** The node kinds of a catalog and their text. `S` is the type of the shape on a wire. */
export interface CatalogText<S = unknown, D extends NodeDef<S> = NodeDef<S>> {
  readonly nodes: Catalog<S, D>
  readonly nouns: Nouns
  /** Node families in palette order. The palette does not offer kinds from other families. */
  readonly groups: readonly { readonly family: Family; readonly title: string }[]
  /** Whether the kind takes a flow with as many axes as one of these has; if left out, all kinds do. */
  fits?(def: NodeDef<unknown>, flows: readonly S[]): boolean
  /** Loads what names the kinds that usually follow a node with this output, the most usual one first. */
  loadFollowers?(): Promise<{ usualFollowers(kind: string, output: S | undefined): readonly string[] }>
  /** Formats the shape on a wire as short text. `to` is the node that the wire leads to. */
  flowText(flow: S, to?: DrawnNode): string
  /** Formats a problem or a refusal as text. */
  problemText(message: Message): string
  /** Whether a problem is caused by the node itself rather than by its inputs. */
  isOwnFault(code: string): boolean
}

/** Content that nodes of some kinds show in place of their settings. */
export interface Face {
  /** Height in canvas pixels until the browser has measured the node. The node's wires connect at FACE_WIRE_Y. */
  readonly height: number
  /** Width in canvas pixels; NODE_WIDTH if left out. */
  readonly width?: number
  readonly Face: ComponentType<{ readonly node: DrawnNode; readonly grow?: number }>
}

/** Additional attributes of a node's DOM element, such as its cost color. */
export interface NodeAttributes {
  readonly style?: CSSProperties
  readonly 'data-heat'?: number
  /** Set for a node that fails while it runs, which is drawn like one with an error. */
  readonly 'data-failing'?: string
}

export interface WireFlowProps {
  readonly wire: string
  readonly path: string
  readonly ends: WireEnds
  /** By how much text grows on the canvas. */
  readonly grow?: number
}

/** What shows the values of nodes. Each component loads once the page is ready. */
export interface LiveParts {
  /** On a node, below its settings or its face. `grow` is by how much text grows on the canvas. */
  readonly Values: ComponentType<{ readonly node: DrawnNode; readonly grow?: number }>
  /** On a wire, along its path. */
  readonly Flow: ComponentType<WireFlowProps>
  /** In the head of the canvas: what the looks of wires mean, and the speed; next to a problem, only the speed. */
  readonly Legend: ComponentType<{ readonly isBrief?: boolean }>
}

/** A problem to explain, and the node that has it, if any. */
export interface ProblemProps {
  readonly problem: Diagnostic
  readonly node?: string
}

/** A wire, its path, and the position of its label. */
export interface WireActivityProps {
  readonly id: string
  readonly path: string
  readonly x: number
  readonly y: number
  /** The last line of the label. */
  readonly label: string
  /** Available width in pixels, and how many times as large as usual the text is. */
  readonly width: number
  readonly grow: number
}

/**
 * The action that a double click on a node runs, also listed in the node's menu. Blocks define no such action, because
 * every canvas can open blocks.
 */
export interface OpenAction extends CommandCall {
  /** Title of the menu entry. */
  readonly title: string
}

/** Steps of all kinds that Undo covers, by their text; undefined for a step of the drawing. */
export interface WorkSteps {
  readonly past: readonly (string | undefined)[]
  readonly future: readonly (string | undefined)[]
  /** Undoes (negative) or redoes several steps. */
  jump(steps: number): void
}

export interface CanvasCatalog<S = unknown, D extends NodeDef<S> = NodeDef<S>> extends CatalogText<S, D> {
  /** Built-in blocks of the catalog. */
  readonly blocks: readonly Block[]
  /** Faces, keyed by node kind. */
  readonly faces: Readonly<Record<string, Face>>
  /** Height in canvas pixels of a line of text below each node, which wires leave free. */
  readonly captionHeight?: number
  /** How many times as large as usual the text of wires is, if the canvas is always shown at the same zoom. */
  readonly grow?: number
  /** What nodes compute, if the canvas shows it. */
  readonly live?: LiveParts | undefined
  /** Content of a node's top right corner: icons for its cost and state. */
  readonly Corner: ComponentType<{ readonly node: DrawnNode }>
  useNodeAttributes(id: string): NodeAttributes
  openAction?(node: DrawnNode): OpenAction | undefined
  /** Whether a wire leads to a node that fails while it runs; it is then drawn like one with an error. */
  useIsWireFailing?(id: string): boolean
  /** Live activity shown next to a wire's label, such as the request rate. */
  readonly WireActivity?: ComponentType<WireActivityProps>
  /** A picture and an explanation of a problem. Each component loads when first shown. */
  readonly Picture?: ComponentType<ProblemProps>
  readonly Explanation?: ComponentType<ProblemProps>
  /** Steps of other kinds among those of the drawing, for the history; undefined if there are none. */
  useWorkSteps?(): WorkSteps | undefined
  /** List of saved versions, shown below the history. Loads when first shown. */
  readonly SavedVersions?: ComponentType
}

const CatalogContext = createContext<CanvasCatalog | null>(null)

export const CatalogProvider = CatalogContext.Provider

/** The catalog of the canvas in context. */
export function useCatalog(): CanvasCatalog {
  return expectDefined(useContext(CatalogContext), 'the catalog of the canvas')
}
