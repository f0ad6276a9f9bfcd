/** @file Finding layers: the catalog grouped by family in the palette's order, and searched by what a person types. */
import { layerKinds, layers } from '../../catalog/layers'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import type { Family } from '../../catalog/node-def'
import { defaultsOf } from '../../catalog/params'

export const FAMILIES: readonly { readonly family: Family; readonly title: string }[] = [
  { family: 'learns', title: 'Learns' },
  { family: 'reshapes', title: 'Reshapes' },
  { family: 'combines', title: 'Combines' },
  { family: 'regularises', title: 'Regularises' },
  { family: 'end', title: 'Begins and ends' },
]

/** Every layer there is: family by family, within one in the catalog's order. */
export function allLayers(): readonly LayerDef[] {
  return ALL
}

const ALL: readonly LayerDef[] = FAMILIES.flatMap(({ family }) =>
  layerKinds.flatMap((kind) => layers.find(kind) ?? []).filter((def) => def.family === family),
)

/** Layers that match what was typed, best first: the title's beginning, a word of it, its other names, its sentence. */
export function findLayers(typed: string, among: readonly LayerDef[] = allLayers()): readonly LayerDef[] {
  const wanted = plain(typed)
  if (wanted === '') return among
  return among
    .map((def, order) => ({ def, order, rank: rankOf(def, wanted) }))
    .filter(({ rank }) => rank < MISS)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ def }) => def)
}

/** Layers that take this shape as it is come first; the others after them, still to be had. */
export function fittingFirst(shape: Shape, among: readonly LayerDef[]): readonly LayerDef[] {
  const takes = among.filter(({ inputs }) => inputs !== 'none')
  const fits = takes.filter((def) => def.inputs === 'many' || def.shape([shape], defaultsOf(def.params)).ok)
  return [...fits, ...takes.filter((def) => !fits.includes(def))]
}

const MISS = 5

function rankOf(def: LayerDef, wanted: string): number {
  const title = plain(def.title)
  if (title === wanted) return -1
  if (title.startsWith(wanted)) return 0
  if (plain(def.kind).startsWith(wanted)) return 1
  if (
    def.title
      .toLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(wanted))
  )
    return 2
  if (plain(def.search ?? '').includes(wanted) || title.includes(wanted)) return 3
  if (def.summary.split(/\s+/).some((word) => plain(word).startsWith(wanted))) return 4
  return MISS
}

/** A layer's title in two or three letters, for a narrow palette: De, Co2, MP1, GRU. No two layers share them. */
export function shortTitle(title: string): string {
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
function plain(words: string): string {
  return words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
