/** @file Node kinds: all kinds in palette order, text search, and short titles. */
import type { NodeDef } from '../../catalog/node-def'
import { defaultsOf } from '../../catalog/params'
import type { CatalogText } from './canvas-catalog'

type Def = NodeDef<unknown>
/** The fields of a kind or a block that are searched. */
type Searchable = Pick<Def, 'kind' | 'title' | 'summary' | 'search'>

/** All node kinds, grouped by family, and in catalog order within each family. */
export function kindsOf({ nodes, groups }: Pick<CatalogText, 'nodes' | 'groups'>): readonly Def[] {
  const all = nodes.kinds.flatMap((kind) => nodes.find(kind) ?? [])
  return groups.flatMap(({ family }) => all.filter((def) => def.family === family))
}

/**
 * The kinds that match a query, best first. Ranking: exact title; first word of the title; alternative name; any whole
 * word of the title; prefix of the title; prefix of a word; part of a name; prefix of a word in the summary.
 */
export function findKinds<T extends Searchable>(query: string, among: readonly T[]): readonly T[] {
  const normalized = normalize(query)
  if (normalized === '') return among
  return among
    .map((def, order) => ({ def, order, rank: rankOf(def, normalized) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ def }) => def)
}

/** Whether a node of this kind with default parameters accepts this input shape. */
export function acceptsFlow({ inputs, shape, params }: Def, flow: unknown): boolean {
  return inputs === 'many' || (inputs !== 'none' && shape([flow], defaultsOf(params)).ok)
}

const NO_MATCH = 8

function rankOf(def: Searchable, normalized: string): number {
  const title = normalize(def.title)
  const words = def.title.split(/[\s,]+/).map(normalize)
  if (title === normalized) return 0
  if (words[0] === normalized) return 1
  if ((def.search ?? '').split(/\s+/).some((word) => normalize(word) === normalized)) return 2
  if (words.includes(normalized)) return 3
  if (title.startsWith(normalized) || normalize(def.kind).startsWith(normalized)) return 4
  if (words.some((word) => word.startsWith(normalized))) return 5
  if (normalize(def.search ?? '').includes(normalized) || title.includes(normalized)) return 6
  if (def.summary.split(/\s+/).some((word) => normalize(word).startsWith(normalized))) return 7
  return NO_MATCH
}

/**
 * Abbreviates a title to two or three characters for a narrow palette: De, Co2, MP1, GRU. A single word gets three
 * letters if two would be ambiguous among the titles in `among`.
 */
export function shortTitle(title: string, among: readonly string[] = []): string {
  const visible = withoutMarks(title)
  const short = lettersOf(visible)
  const shared = among.some((other) => other !== title && lettersOf(withoutMarks(other)) === short)
  return shared && !visible.includes(' ') ? visible.slice(0, 3) : short
}

/** Removes invisible characters such as direction marks, which would count as letters. */
function withoutMarks(text: string): string {
  return text.replace(/\p{Cf}/gu, '')
}

function lettersOf(title: string): string {
  const words = title.split(' ')
  const sides = /^([123])D$/
  const [first = '', second] = words.filter((word) => !sides.test(word))
  const letters =
    second === undefined
      ? first.slice(0, first === first.toUpperCase() ? 3 : 2)
      : `${first.charAt(0)}${second.charAt(0).toUpperCase()}`
  return letters + (words.map((word) => sides.exec(word)?.[1]).find((n) => n !== undefined) ?? '')
}

/** Reduces text to lowercase letters and digits, so that "Conv 2D" equals "conv2d". */
export function normalize(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
