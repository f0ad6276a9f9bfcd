/** @file What a row of the outline says: to see in short, and to hear in full. */
import { counted } from '../../../messages/format'
import { BLOCK, blockOf, PORT_IN, PORT_OUT, portsOf } from '../../../graph/block'
import type { Diagnostic } from '../../../graph/diagnostic'
import type { DrawnNode } from '../../../graph/drawing'
import { shapeOut, shownDrawing } from '../../../studio/levels'
import type { BoardState } from '../../../studio/board'
import type { CanvasWords } from '../../canvas/catalog'
import { faceWords, nodeOf, problemsOf, shapeOf, toneOf } from '../../canvas/read'
import { type OutlineItem, standingAt } from './outline'

export interface RowWords {
  /** Heard before its name, for those who do not see where it stands. */
  readonly lead: string
  readonly name: string
  /** Its kind and its parameters, or nothing. */
  readonly about: string
  /** What flows there. */
  readonly shape: string
  readonly problems: number
  /** Of its problems, or of the one it is: the worst. */
  readonly tone: Diagnostic['severity']
  /** Heard at the end. */
  readonly tail: string
}

/** The words of a row that has none. */
export const NOTHING = { lead: '', about: '', shape: '', problems: 0, tone: 'advice', tail: '' } as const

/** The words of a row. */
export function rowWords(words: CanvasWords, app: BoardState, item: OutlineItem): RowWords {
  const state = standingAt(app, item.path)
  switch (item.tag) {
    case 'node':
      return nodeRow(words, state, item.node)
    case 'wire': {
      const { wire, side } = item
      const [way, other] = side === 'in' ? (['from', wire.from] as const) : (['to', wire.to] as const)
      const flow = shapeOut(state, wire.from, wire.out ?? 0)
      return {
        ...NOTHING,
        lead: 'Wire',
        name: `${way} ${nodeOf(state, other)?.label ?? other}`,
        about: portWords(words, state, item),
        shape: flow === undefined ? '' : words.flowWords(flow),
      }
    }
    case 'problem': {
      const { severity, said, fixes } = item.problem
      const lead = severity === 'error' ? 'Problem:' : 'Advice:'
      return {
        ...NOTHING,
        lead,
        tone: severity,
        name: words.say(said),
        tail: fixes.length > 0 ? counted(fixes.length, 'fix', 'fixes') : '',
      }
    }
    case 'fix':
      return { ...NOTHING, lead: 'Fix:', name: item.fix.title, about: item.fix.hint ?? '' }
    default:
      return item satisfies never
  }
}

/** What stands between the words of a row for those who hear it: all of it in one breath. */
export function spokenRow({ lead, name, about, shape, tail }: RowWords): readonly string[] {
  const end = (text: string) => (/[.!?]$/.test(text) ? ' ' : '. ')
  const said = about === '' ? name : about
  return [
    lead === '' ? '' : `${lead} `,
    name,
    about === '' ? '' : /[.!?]$/.test(name) ? ' ' : ', ',
    about,
    shape === '' ? '' : `${end(said)}${lead === '' ? 'Gives' : 'Carries'} `,
    shape,
    tail === '' ? '' : `${end(shape === '' ? said : shape)}${tail}`,
  ]
}

function nodeRow(words: CanvasWords, state: BoardState, node: DrawnNode): RowWords {
  const title = kindWords(words, state, node)
  const end = words.nodes.find(node.kind)?.family === 'end'
  const glance = end || node.kind === PORT_IN || node.kind === PORT_OUT ? '' : faceWords(words, state, node.id)
  const all = problemsOf(state, node.id)
  const errors = all.filter(({ severity }) => severity === 'error').length
  const advice = all.length - errors
  return {
    lead: '',
    name: node.label,
    about: comma([title.toLowerCase() === node.label.toLowerCase() ? '' : title, glance]),
    shape: shapeOf(words, state, node.id),
    problems: all.length,
    tone: toneOf(all),
    tail: comma([
      errors > 0 ? counted(errors, 'problem') : '',
      advice > 0 ? counted(advice, 'piece of advice', 'pieces of advice') : '',
    ]),
  }
}

/** What kind of thing a node is. */
export function kindWords(words: CanvasWords, state: BoardState, node: DrawnNode): string {
  if (node.kind === PORT_IN) return 'Input of the block'
  if (node.kind === PORT_OUT) return 'Output of the block'
  if (node.kind !== BLOCK) return words.nodes.find(node.kind)?.title ?? node.kind
  const name = blockOf(shownDrawing(state), node)?.name
  return name === undefined || name === 'Block' || name === node.label ? 'Block' : `Block ${name}`
}

/** Which port a wire is at, where its node has several. */
function portWords(
  words: CanvasWords,
  state: BoardState,
  { node, wire, side }: Extract<OutlineItem, { tag: 'wire' }>,
): string {
  const inside = blockOf(shownDrawing(state), node)?.inside
  if (inside) {
    const ports = portsOf(inside, side === 'in' ? PORT_IN : PORT_OUT)
    const port = ports[side === 'in' ? wire.port : (wire.out ?? 0)]
    return ports.length > 1 && port ? `${side === 'in' ? 'into' : 'by'} ${port.label}` : ''
  }
  return side === 'in' && words.nodes.find(node.kind)?.inputs === 'many' ? `input ${wire.port + 1}` : ''
}

const comma = (parts: readonly string[]) => parts.filter((part) => part !== '').join(', ')
