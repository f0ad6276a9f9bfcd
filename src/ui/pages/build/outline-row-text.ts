/** @file The text of an outline row: the visible text, and the complete text for screen readers. */

import { BLOCK, blockOf, PORT_IN, PORT_OUT, portsOf } from '../../../graph/block'
import type { Diagnostic } from '../../../graph/check-report'
import type { DrawnNode } from '../../../graph/drawing'
import { outlineText as text } from '../../../messages/en/build/code'
import { shapeOut, shownDrawing } from '../../../studio/network/block-levels'
import type { BoardState } from '../../../studio/network/canvas-board'
import type { CatalogText } from '../../canvas/canvas-catalog'
import { nodeOf, nodeText, outputText, problemsOf, toneOf } from '../../canvas/selectors'
import { type OutlineItem, stateAt } from './outline'

export interface RowText {
  /**
   * Text that screen readers read before the name. On screen, the position in the tree conveys the same information.
   */
  readonly prefix: string
  readonly name: string
  /** Whether the name is a complete sentence that ends with a period. */
  readonly isSentence: boolean
  /** The kind and settings of the node, or an empty string. */
  readonly about: string
  /** The output shape, or the shape of the data on the wire, or an empty string. */
  readonly shape: string
  readonly problems: number
  /** The highest severity among the node's problems, or the severity of the problem in this row. */
  readonly tone: Diagnostic['severity']
  /** Text that screen readers read last. */
  readonly suffix: string
}

/** Default values of a row's text. */
export const NO_TEXT = {
  prefix: '',
  isSentence: false,
  about: '',
  shape: '',
  problems: 0,
  tone: 'advice',
  suffix: '',
} as const

/** The text of a row. */
export function rowText(catalog: CatalogText, app: BoardState, item: OutlineItem): RowText {
  const state = stateAt(app, item.path)
  switch (item.tag) {
    case 'node':
      return nodeRow(catalog, state, item.node)
    case 'wire': {
      const { wire, side } = item
      const other = side === 'in' ? wire.from : wire.to
      const node = nodeOf(state, other)?.label ?? other
      const flow = shapeOut(state, wire.from, wire.out ?? 0)
      return {
        ...NO_TEXT,
        prefix: text.wire,
        name: side === 'in' ? text.wireFrom({ node }) : text.wireTo({ node }),
        about: portText(catalog, state, item),
        shape: flow === undefined ? '' : catalog.flowText(flow),
      }
    }
    case 'problem': {
      const { severity, problem, fixes } = item.problem
      return {
        ...NO_TEXT,
        prefix: severity === 'error' ? text.problem : text.advice,
        tone: severity,
        name: catalog.problemText(problem),
        isSentence: true,
        suffix: fixes.length > 0 ? text.fixes({ n: fixes.length }) : '',
      }
    }
    case 'fix':
      return { ...NO_TEXT, prefix: text.fix, name: item.fix.title, about: item.fix.hint ?? '' }
    default:
      return item satisfies never
  }
}

/** The parts of a row in the order in which a screen reader reads them. Some of these parts are also visible. */
export function rowParts({ prefix, name, isSentence, about, shape, suffix }: RowText): readonly string[] {
  const end = isSentence && about === '' ? ' ' : '. '
  return [
    prefix === '' ? '' : `${prefix} `,
    name,
    about === '' ? '' : isSentence ? ' ' : ', ',
    about,
    shape === '' ? '' : `${end}${prefix === '' ? text.outputs : text.carries} `,
    shape,
    suffix === '' ? '' : `${shape === '' ? end : '. '}${suffix}`,
  ]
}

function nodeRow(catalog: CatalogText, state: BoardState, node: DrawnNode): RowText {
  const title = kindText(catalog, state, node)
  const isEnd = catalog.nodes.find(node.kind)?.family === 'end'
  const settings = isEnd || node.kind === PORT_IN || node.kind === PORT_OUT ? '' : nodeText(catalog, state, node.id)
  const all = problemsOf(state, node.id)
  const problems = all.filter(({ severity }) => severity === 'error').length
  // Omit the kind if it is the same as the node's label.
  const kind = title.toLowerCase() === node.label.toLowerCase() ? '' : title
  return {
    ...NO_TEXT,
    name: node.label,
    about: kind !== '' && settings !== '' ? text.kindAndSettings({ kind, settings }) : kind + settings,
    shape: outputText(catalog, state, node.id),
    problems: all.length,
    tone: toneOf(all),
    suffix: countsText(problems, all.length - problems),
  }
}

function countsText(problems: number, advice: number): string {
  if (problems > 0 && advice > 0) return text.problemsAndAdvice({ problems, advice })
  if (problems > 0) return text.problems({ n: problems })
  return advice > 0 ? text.adviceCount({ n: advice }) : ''
}

/** Names the kind of a node. */
function kindText(catalog: CatalogText, state: BoardState, node: DrawnNode): string {
  if (node.kind === PORT_IN) return text.blockInput
  if (node.kind === PORT_OUT) return text.blockOutput
  if (node.kind !== BLOCK) return catalog.nodes.find(node.kind)?.title ?? node.kind
  const name = blockOf(shownDrawing(state), node)?.name
  return name === undefined || name === text.block || name === node.label ? text.block : text.blockNamed({ name })
}

/** The name of the port to which a wire is connected, if the node has several ports. */
function portText(
  catalog: CatalogText,
  state: BoardState,
  { node, wire, side }: Extract<OutlineItem, { tag: 'wire' }>,
): string {
  const inside = blockOf(shownDrawing(state), node)?.inside
  if (inside) {
    const ports = portsOf(inside, side === 'in' ? PORT_IN : PORT_OUT)
    const port = ports[side === 'in' ? wire.port : (wire.out ?? 0)]
    if (ports.length < 2 || !port) return ''
    return side === 'in' ? text.intoPort({ port: port.label }) : text.fromPort({ port: port.label })
  }
  const isOneOfMany = side === 'in' && catalog.nodes.find(node.kind)?.inputs === 'many'
  return isOneOfMany ? text.inputNumber({ number: wire.port + 1 }) : ''
}
