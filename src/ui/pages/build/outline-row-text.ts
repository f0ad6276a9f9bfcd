/** @file The text of a row of the outline: the short visible part, and the full one for screen readers. */
import { outlineText as text } from '../../../messages/en/build/outline'
import { BLOCK, blockOf, PORT_IN, PORT_OUT, portsOf } from '../../../graph/block'
import type { Diagnostic } from '../../../graph/diagnostic'
import type { DrawnNode } from '../../../graph/drawing'
import { shapeOut, shownDrawing } from '../../../studio/levels'
import type { BoardState } from '../../../studio/board'
import type { CanvasWords } from '../../canvas/catalog'
import { faceWords, nodeOf, problemsOf, shapeOf, toneOf } from '../../canvas/read'
import { type OutlineItem, stateAt } from './outline'

export interface RowText {
  /** Read aloud before the name; its place in the tree shows it to everyone else. */
  readonly lead: string
  readonly name: string
  /** Whether the name is a whole sentence with its own period. */
  readonly isSentence: boolean
  /** Its kind and its settings, or ''. */
  readonly about: string
  /** What flows there, or ''. */
  readonly shape: string
  readonly problems: number
  /** The worst of its problems, or that of the problem it is. */
  readonly tone: Diagnostic['severity']
  /** Read aloud at the end. */
  readonly tail: string
}

/** The text of a row without any. */
export const NO_TEXT = {
  lead: '',
  isSentence: false,
  about: '',
  shape: '',
  problems: 0,
  tone: 'advice',
  tail: '',
} as const

/** The text of a row. */
export function rowText(catalog: CanvasWords, app: BoardState, item: OutlineItem): RowText {
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
        lead: text.wire,
        name: side === 'in' ? text.wireFrom({ node }) : text.wireTo({ node }),
        about: portText(catalog, state, item),
        shape: flow === undefined ? '' : catalog.flowWords(flow),
      }
    }
    case 'problem': {
      const { severity, problem, fixes } = item.problem
      return {
        ...NO_TEXT,
        lead: severity === 'error' ? text.problem : text.advice,
        tone: severity,
        name: catalog.say(problem),
        isSentence: true,
        tail: fixes.length > 0 ? text.fixes({ n: fixes.length }) : '',
      }
    }
    case 'fix':
      return { ...NO_TEXT, lead: text.fix, name: item.fix.title, about: item.fix.hint ?? '' }
    default:
      return item satisfies never
  }
}

/** The parts that a screen reader reads one after another; some of them are visible too. */
export function spokenRow({ lead, name, isSentence, about, shape, tail }: RowText): readonly string[] {
  const end = isSentence && about === '' ? ' ' : '. '
  return [
    lead === '' ? '' : `${lead} `,
    name,
    about === '' ? '' : isSentence ? ' ' : ', ',
    about,
    shape === '' ? '' : `${end}${lead === '' ? text.outputs : text.carries} `,
    shape,
    tail === '' ? '' : `${shape === '' ? end : '. '}${tail}`,
  ]
}

function nodeRow(catalog: CanvasWords, state: BoardState, node: DrawnNode): RowText {
  const title = kindText(catalog, state, node)
  const isEnd = catalog.nodes.find(node.kind)?.family === 'end'
  const settings = isEnd || node.kind === PORT_IN || node.kind === PORT_OUT ? '' : faceWords(catalog, state, node.id)
  const all = problemsOf(state, node.id)
  const problems = all.filter(({ severity }) => severity === 'error').length
  // A node that is named after its kind does not repeat it.
  const kind = title.toLowerCase() === node.label.toLowerCase() ? '' : title
  return {
    ...NO_TEXT,
    name: node.label,
    about: kind !== '' && settings !== '' ? text.kindAndSettings({ kind, settings }) : kind + settings,
    shape: shapeOf(catalog, state, node.id),
    problems: all.length,
    tone: toneOf(all),
    tail: countsText(problems, all.length - problems),
  }
}

function countsText(problems: number, advice: number): string {
  if (problems > 0 && advice > 0) return text.problemsAndAdvice({ problems, advice })
  if (problems > 0) return text.problems({ n: problems })
  return advice > 0 ? text.adviceCount({ n: advice }) : ''
}

/** The kind of a node. */
function kindText(catalog: CanvasWords, state: BoardState, node: DrawnNode): string {
  if (node.kind === PORT_IN) return text.blockInput
  if (node.kind === PORT_OUT) return text.blockOutput
  if (node.kind !== BLOCK) return catalog.nodes.find(node.kind)?.title ?? node.kind
  const name = blockOf(shownDrawing(state), node)?.name
  return name === undefined || name === text.block || name === node.label ? text.block : text.blockNamed({ name })
}

/** The port of a wire, where its node has several. */
function portText(
  catalog: CanvasWords,
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
