/** @file Change words: a change of a difference as what taking it over would do, and what follows from all of them. */
import type { ParamValue } from '../../../catalog/params'
import { count, counted, list, dimensions } from '../../../messages/format'
import type { NetworkReport } from '../../../compile/network-report'
import type { ProjectContent } from '../../../compile/project'
import { BLOCK, BLOCK_OF } from '../../../graph/block'
import type { Change } from '../../../graph/diff'
import type { Block, Drawing } from '../../../graph/drawing'
import { takenWith } from '../../../graph/apply-change'

export interface Words {
  readonly title: string
  readonly lines: readonly string[]
}

/** What is done, and with what values. */
export function changeWords(change: Change): Words {
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
    case 'block': {
      const same = change.what === 'changed' && change.within.length === 0
      return {
        title: `${VERBS[change.what]} the block ${change.name}`,
        lines: same ? ['the order of what is in it'] : [],
      }
    }
    case 'own':
      return { title: `Change what ${change.before.name} says of itself`, lines: ownLines(change.before, change.after) }
    case 'note':
      return { title: `${VERBS[change.what]} a note`, lines: [change.note.text] }
    default:
      return change satisfies never
  }
}

const VERBS = { added: 'Add', removed: 'Remove', changed: 'Change' } as const

function valueWords(value: ParamValue | undefined): string {
  return value === undefined ? 'default' : typeof value === 'string' ? value : JSON.stringify(value)
}

function ownLines(before: Block, after: Block): readonly string[] {
  const names = [...new Set([...Object.keys(before.params), ...Object.keys(after.params)])]
  const of = ({ params }: Block, name: string) => (Object.hasOwn(params, name) ? params[name] : undefined)
  return [
    ...(before.name === after.name ? [] : [`name: ${before.name} → ${after.name}`]),
    ...(before.summary === after.summary ? [] : [`summary: ${before.summary ?? 'none'} → ${after.summary ?? 'none'}`]),
    ...names.flatMap((name) => {
      const [was, is] = [of(before, name), of(after, name)]
      if (JSON.stringify(was) === JSON.stringify(is)) return []
      if (!was) return [`parameter ${name}: new, ${valueWords(is?.default)} by default`]
      if (!is) return [`parameter ${name}: gone`]
      return was.default === is.default
        ? [`parameter ${name}: another range`]
        : [`parameter ${name}: ${valueWords(was.default)} → ${valueWords(is.default)} by default`]
    }),
  ]
}

/** What else comes when a change is taken over alone; nothing where it stands by itself. */
export function broughtWords(changes: readonly Change[], id: string): string {
  const others = takenWith(changes, id).filter((one) => one.id !== id)
  if (others.length === 0) return ''
  const titles = others.slice(0, 3).map((one) => changeWords(one).title)
  return `Needs: ${list([...titles, ...(others.length > 3 ? [`${others.length - 3} more`] : [])])}`
}

/** Where a drawing uses a block: what changes within it changes there. */
export function usesWords({ nodes }: Drawing, block: string): string {
  const uses = nodes
    .filter(({ kind, params }) => kind === BLOCK && params[BLOCK_OF] === block)
    .map(({ label }) => label)
  return uses.length === 0 ? '' : `Used as ${list(uses)}`
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
    return known ? dimensions(known) : 'not known'
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

type Settings = Pick<ProjectContent, 'data' | 'plan'>

/** What differs beside the drawing: data and plan, which are not taken over. */
export function settingsWords(from: Settings, to: Settings): readonly string[] {
  return [...differences({ ...from.data }, { ...to.data }), ...differences({ ...from.plan }, { ...to.plan })]
}

function differences(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): readonly string[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  const words = (value: unknown) => (value === undefined ? 'none' : JSON.stringify(value).replaceAll(/[{}"]/g, ''))
  return names.flatMap((name) =>
    arrow(words(a[name]), words(b[name]), '') ? [`${name}: ${words(a[name])} → ${words(b[name])}`] : [],
  )
}
