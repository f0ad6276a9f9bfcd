/** @file Change words: a change of a difference as what taking it over would do, and what follows from all of them. */
import type { ParamValue } from '../../../catalog/params'
import { count, counted, shapeWords } from '../../../base/messages/words'
import type { NetworkReport } from '../../../compile/check-network'
import type { Change } from '../../../graph/diff'
import type { Drawing } from '../../../graph/drawing'

/** What is done, and with what values. */
export function changeWords(change: Change): { readonly title: string; readonly lines: readonly string[] } {
  switch (change.type) {
    case 'added':
      return { title: `Add ${change.node.label}`, lines: [] }
    case 'removed':
      return { title: `Remove ${change.node.label}`, lines: [] }
    case 'changed': {
      const { before, after, params } = change
      return {
        title: before.kind === after.kind ? `Change ${before.label}` : `Replace ${before.label}`,
        lines: [
          ...(before.kind === after.kind ? [] : [`kind: ${before.kind} → ${after.kind}`]),
          ...(before.label === after.label ? [] : [`name: ${before.label} → ${after.label}`]),
          ...params.map(({ name, before: a, after: b }) => `${name}: ${valueWords(a)} → ${valueWords(b)}`),
        ],
      }
    }
    case 'wired':
      return { title: `Wire ${change.from.label} to ${change.to.label}`, lines: [] }
    case 'unwired':
      return { title: `Cut the wire from ${change.from.label} to ${change.to.label}`, lines: [] }
    case 'moved':
      return { title: `Move ${counted(change.nodes.length, 'layer')}`, lines: [] }
    case 'block':
      return { title: `${VERBS[change.what]} the block ${change.name}`, lines: [] }
    case 'note':
      return { title: `${VERBS[change.what]} a note`, lines: [change.note.text] }
    case 'own':
      return { title: `Change what the block ${change.before.name} is called and takes`, lines: [] }
    default:
      return change satisfies never
  }
}

const VERBS = { added: 'Add', removed: 'Remove', changed: 'Change' } as const

function valueWords(value: ParamValue | undefined): string {
  return value === undefined ? 'default' : typeof value === 'string' ? value : JSON.stringify(value)
}

export interface Effect {
  readonly node: string
  readonly label: string
  readonly words: string
}

/** The layers of both drawings whose shape or parameters differ, in the order they are drawn. */
export function effectsOf(drawing: Drawing, now: NetworkReport, then: NetworkReport): readonly Effect[] {
  const shape = (report: NetworkReport, id: string) => {
    const known = report.shapes.get(id)
    return known ? shapeWords(known) : 'not known'
  }
  const numbers = (report: NetworkReport, id: string) => {
    const known = report.parameters.get(id)
    return known === undefined ? 'not known' : count(known)
  }
  return drawing.nodes.flatMap(({ id, label }) => {
    if (!then.incoming.has(id) && !then.shapes.has(id)) return []
    const words = [
      arrow(shape(now, id), shape(then, id), ''),
      arrow(numbers(now, id), numbers(then, id), ' parameters'),
    ].filter((one) => one !== '')
    return words.length === 0 ? [] : [{ node: id, label, words: words.join(', ') }]
  })
}

function arrow(before: string, after: string, unit: string): string {
  return before === after ? '' : `${before} → ${after}${unit}`
}
