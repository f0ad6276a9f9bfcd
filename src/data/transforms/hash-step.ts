/** @file Hash: maps many values to a fixed number of buckets, without storing a list of the values. */
import { ok } from '../../base/result'
import { choice, int } from '../../catalog/params'
import { transformsText as texts } from '../../messages/en/data/transforms'
import { numbersOf } from './channels'
import { defineTransform, type Form, type Values } from './transform'

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
    words = [form["values"][int(v)] if v >= 0 else "" for v in x] if form["type"] == "category" else x
    places = np.asarray([hash_of(w, p["seed"]) % p["buckets"] if w else -1 for w in words], dtype=np.int64)
    if p["as"] == "index":
        return (places + 1.0).reshape(len(words), 1)
    out = np.zeros((len(words), p["buckets"]))
    out[np.flatnonzero(places >= 0), places[places >= 0]] = 1.0
    return out`,
})

/** The bucket index of each row; -1 if the value is missing. */
function bucketsOf(values: Values, form: Form, buckets: number, seed: number): readonly number[] {
  const bucket = (word: string) => (word === '' ? -1 : hashOf(word, seed) % buckets)
  if (form.type === 'text') return (values as readonly string[]).map(bucket)
  const ofCode = (form.values ?? []).map(bucket)
  return Array.from(numbersOf(values), (code) => (code < 0 ? -1 : (ofCode[code] ?? -1)))
}
