/** @file Finding kinds of nodes: the catalog grouped by family in the order of the palette, and searched by typed text. */
import type { NodeDef } from '../../catalog/node-def'
import { defaultsOf } from '../../catalog/params'
import type { CanvasWords } from './catalog'

type Def = NodeDef<unknown>
/** The searchable parts of a kind or a block. */
type Findable = Pick<Def, 'kind' | 'title' | 'summary' | 'search'>

/** Every kind there is: family by family, within one in the catalog's order. */
export function kindsOf({ nodes, groups }: Pick<CanvasWords, 'nodes' | 'groups'>): readonly Def[] {
  const all = nodes.kinds.flatMap((kind) => nodes.find(kind) ?? [])
  return groups.flatMap(({ family }) => all.filter((def) => def.family === family))
}

/** Those that match what was typed, best first: the title, its first word, another name, a whole word of the title, its beginning, a word's beginning, part of a name, its sentence. */
export function findKinds<T extends Findable>(typed: string, among: readonly T[]): readonly T[] {
  const wanted = plain(typed)
  if (wanted === '') return among
  return among
    .map((def, order) => ({ def, order, rank: rankOf(def, wanted) }))
    .filter(({ rank }) => rank < MISS)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ def }) => def)
}

/** Whether a kind, with nothing set, takes what flows here. */
export function takesFlow({ inputs, shape, params }: Def, flow: unknown): boolean {
  return inputs === 'many' || (inputs !== 'none' && shape([flow], defaultsOf(params)).ok)
}

const MISS = 8

function rankOf(def: Findable, wanted: string): number {
  const title = plain(def.title)
  const words = def.title.split(/[\s,]+/).map(plain)
  if (title === wanted) return 0
  if (words[0] === wanted) return 1
  if ((def.search ?? '').split(/\s+/).some((word) => plain(word) === wanted)) return 2
  if (words.includes(wanted)) return 3
  if (title.startsWith(wanted) || plain(def.kind).startsWith(wanted)) return 4
  if (words.some((word) => word.startsWith(wanted))) return 5
  if (plain(def.search ?? '').includes(wanted) || title.includes(wanted)) return 6
  if (def.summary.split(/\s+/).some((word) => plain(word).startsWith(wanted))) return 7
  return MISS
}

/** A title in two or three letters, for a narrow palette: De, Co2, MP1, GRU; three of a word where another of `among` begins as it does. */
export function shortTitle(title: string, among: readonly string[] = []): string {
  const short = lettersOf(title)
  const shared = among.some((other) => other !== title && lettersOf(other) === short)
  return shared && !title.includes(' ') ? title.slice(0, 3) : short
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

/** Lower case, letters and digits alone: "Conv 2D" and "conv2d" are one. */
export function plain(words: string): string {
  return words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
