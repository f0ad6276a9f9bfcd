/** @file Transforms for categories: one-hot, index, ordinal, hash, and bins, which make a number a category. */
import { fail, ok } from '../../base/result'
import { choice, int, text } from '../../catalog/params'
import { transformsText as texts } from '../../messages/en/data/transforms'
import { message } from '../../messages/message'
import { quantile } from '../profile-statistics/running-stats'
import { eachNumber, numbersOf, sortedChannels } from './channels'
import { defineTransform, type Form, type Values } from './transform'

/** Bin: converts numbers to categories, using bins of equal width or equal counts. */
export const bin = defineTransform({
  kind: 'bin',
  title: texts.bin.title,
  about: texts.bin.about,
  params: {
    bins: int({ ...texts.bin.params.bins, min: 2, max: 1000, default: 5 }),
    by: choice({ ...texts.bin.params.by, options: ['width', 'quantile'], default: 'width' }),
  },
  takes: ['number'],
  output: (_, { bins }) =>
    ok({ type: 'category', shape: [], values: Array.from({ length: bins }, (_, i) => `bin ${i + 1}`) }),
  fit(source, { bins, by }): { edges: readonly number[] } {
    const sorted = sortedChannels(source)[0] ?? new Float64Array(0)
    const [least, greatest] = [sorted[0] ?? 0, sorted[sorted.length - 1] ?? 0]
    const at = (i: number) =>
      by === 'quantile' && sorted.length > 0
        ? quantile(sorted, i / bins)
        : i === bins
          ? greatest
          : least + (i * (greatest - least)) / bins
    return { edges: Array.from({ length: bins + 1 }, (_, i) => at(i)) }
  },
  isValidLearned({ edges, ...rest }, _, { bins }) {
    if (!Array.isArray(edges) || edges.length !== bins + 1 || Object.keys(rest).length > 0) return false
    return edges.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge >= edges[i - 1]))
  },
  apply(values, { learned: { edges } }) {
    const inner = edges.slice(1, -1)
    return numbersOf(values).map((value) => (Number.isNaN(value) ? -1 : placeOf(inner, value)))
  },
  describeLearned: ({ learned }) => texts.bin.learned(learned),
  python: `def bin(x, p, learned, form):
    places = np.searchsorted(np.asarray(learned["edges"][1:-1]), x, side="right").astype(np.float64)
    return np.where(np.isnan(x), -1.0, places)`,
})

/**
 * Returns the index of the bin: the number of bin edges that are less than or equal to the value. The edges must be in
 * ascending order.
 */
function placeOf(bounds: readonly number[], value: number): number {
  let [low, high] = [0, bounds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((bounds[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** One-hot: encodes a category as a vector with one element per value. */
export const oneHot = defineTransform({
  kind: 'oneHot',
  title: texts.oneHot.title,
  about: texts.oneHot.about,
  params: {
    most: int({ ...texts.oneHot.params.most, min: 0, max: 10_000, default: 0 }),
  },
  takes: ['category'],
  output: ({ values = [] }, { most: max }) =>
    ok({ type: 'array', shape: [groups(values, max) ? max + 1 : values.length] }),
  fit(source, { most: max }): { keep: readonly number[] } {
    const { values = [] } = source.form
    const codes = values.map((_, code) => code)
    if (!groups(values, max)) return { keep: codes }
    const counts = new Float64Array(values.length)
    eachNumber(source, (code) => {
      if (code >= 0) counts[code] = (counts[code] as number) + 1
    })
    const often = codes.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b).slice(0, max)
    return { keep: often.sort((a, b) => a - b) }
  },
  isValidLearned({ keep, ...rest }, { values = [] }, { most: max }) {
    const required = groups(values, max) ? max : values.length
    if (!Array.isArray(keep) || keep.length !== required || Object.keys(rest).length > 0) return false
    return keep.every(
      (code, i) => Number.isInteger(code) && code >= 0 && code < values.length && !(code <= keep[i - 1]),
    )
  },
  apply(values, { params: { most: max }, learned: { keep } }, form) {
    const codes = numbersOf(values)
    const width = keep.length + (groups(form.values ?? [], max) ? 1 : 0)
    const index = new Map(keep.map((code, i) => [code, i]))
    const out = new Float64Array(codes.length * width)
    codes.forEach((code, row) => {
      const at = index.get(code) ?? (code >= 0 ? keep.length : width)
      if (at < width) out[row * width + at] = 1
    })
    return out
  },
  describeLearned: ({ params: { most: max }, learned: { keep } }) =>
    texts.oneHot.learned({ values: keep.length, isGrouped: max > 0 }),
  python: `def one_hot(x, p, learned, form):
    keep, grouped = learned["keep"], 0 < p["most"] < len(form["values"])
    out = np.zeros((len(x), len(keep) + (1 if grouped else 0)))
    for place, code in enumerate(keep):
        out[x == code, place] = 1.0
    if grouped:
        out[(x >= 0) & ~np.isin(x, keep), len(keep)] = 1.0
    return out`,
})

/** Whether there are more than `max` values, in which case the rarest values share a single element. */
function groups(values: readonly string[], max: number): boolean {
  return max > 0 && max < values.length
}

/** Index: replaces each value with an integer index, for an Embedding layer. */
export const index = defineTransform({
  kind: 'index',
  title: texts.index.title,
  about: texts.index.about,
  params: {},
  takes: ['category'],
  output: ({ values = [] }) => ok({ type: 'ids', shape: [1], count: values.length + 1 }),
  apply: (values) => numbersOf(values).map((code) => (code < 0 ? 0 : code + 1)),
  python: `def index(x, p, learned, form):
    return np.where(x < 0, 0.0, x + 1.0).reshape(len(x), 1)`,
})

/** Ordinal: encodes ordered values as numbers. */
export const ordinal = defineTransform({
  kind: 'ordinal',
  title: texts.ordinal.title,
  about: texts.ordinal.about,
  params: {
    order: text({ ...texts.ordinal.params.order, maxLength: 10_000, default: '' }),
  },
  takes: ['category'],
  output({ values = [] }, { order }) {
    const wrong = orderOf(order, values).find((value) => !values.includes(value))
    return wrong === undefined
      ? ok({ type: 'number', shape: [] })
      : fail(message('prepare-order', { value: wrong, values }))
  },
  apply(values, { params: { order } }, { values: known = [] }) {
    const ordered = orderOf(order, known)
    const rankOf = known.map((value) => {
      const at = ordered.indexOf(value)
      return at < 0 ? Number.NaN : at
    })
    return numbersOf(values).map((code) => (code < 0 ? Number.NaN : (rankOf[code] ?? Number.NaN)))
  },
  python: `def ordinal(x, p, learned, form):
    order = [word.strip() for word in p["order"].split(",") if word.strip()] or form["values"]
    place = np.asarray([float(order.index(value)) if value in order else np.nan for value in form["values"]] + [np.nan])
    return place[x.astype(np.int64)]`,
})

function orderOf(order: string, values: readonly string[]): readonly string[] {
  const named = order
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '')
  return named.length > 0 ? named : values
}

const utf8 = new TextEncoder()

/** The hash of a text; a different seed gives a different hash. */
export function hashOf(text: string, seed: number): number {
  let h = (0x811c9dc5 ^ seed) >>> 0
  for (const byte of utf8.encode(text)) h = Math.imul(h ^ byte, 0x01000193) >>> 0
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b) >>> 0
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35) >>> 0
  h ^= h >>> 16
  return h >>> 0
}

/** The same function in Python. */
export const HASH_PYTHON = `def hash_of(text, seed):
    h = (0x811C9DC5 ^ seed) & 0xFFFFFFFF
    for byte in text.encode("utf-8"):
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & 0xFFFFFFFF
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & 0xFFFFFFFF
    return h ^ (h >> 16)`

export const hash = defineTransform({
  kind: 'hash',
  title: texts.hash.title,
  about: texts.hash.about,
  params: {
    buckets: int({ ...texts.hash.params.buckets, min: 2, max: 100_000, default: 32 }),
    seed: int({ ...texts.hash.params.seed, min: 0, max: 4_294_967_295, default: 0, advanced: true }),
    as: choice({ ...texts.hash.params.as, options: ['oneHot', 'index'], default: 'oneHot' }),
  },
  takes: ['category', 'text'],
  output: (_, { buckets, as }) =>
    ok(as === 'index' ? { type: 'ids', shape: [1], count: buckets + 1 } : { type: 'array', shape: [buckets] }),
  apply(values, { params: { buckets, seed, as } }, form) {
    const known = bucketsOf(values, form, buckets, seed)
    if (as === 'index') return Float64Array.from(known, (bucket) => bucket + 1)
    const out = new Float64Array(known.length * buckets)
    known.forEach((bucket, row) => {
      if (bucket >= 0) out[row * buckets + bucket] = 1
    })
    return out
  },
  pythonNeeds: [HASH_PYTHON],
  python: `def hash(x, p, learned, form):
    words = x if isinstance(x, list) else [form["values"][int(v)] if v >= 0 else "" for v in x]
    places = np.asarray([hash_of(w, p["seed"]) % p["buckets"] if w else -1 for w in words], dtype=np.int64)
    if p["as"] == "index":
        return (places + 1.0).reshape(len(x), 1)
    out = np.zeros((len(x), p["buckets"]))
    out[np.flatnonzero(places >= 0), places[places >= 0]] = 1.0
    return out`,
})

/** The bucket index of each row; -1 if the value is missing. */
function bucketsOf(values: Values, form: Form, buckets: number, seed: number): readonly number[] {
  const bucket = (word: string) => (word === '' ? -1 : hashOf(word, seed) % buckets)
  if (!(values instanceof Float64Array)) return values.map(bucket)
  const ofCode = (form.values ?? []).map(bucket)
  return Array.from(numbersOf(values), (code) => (code < 0 ? -1 : (ofCode[code] ?? -1)))
}
