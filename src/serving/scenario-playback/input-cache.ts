/**
 * @file InputCache: the inputs of simulated requests with each version's predictions, computed once per distinct input.
 * Requests with the same row, operator and strength have the same input, so a year of requests over a few hundred rows
 * needs only a few thousand predictions.
 */
import type { Service } from '../open-service'
import type { InputCheck } from '../request-context'
import type { RawRow } from '../validate-input'

export interface InputQuery {
  readonly key: number | string
  /** The input's row number in the dataset. */
  readonly row: number
  /** Builds the raw row; called only if the input is not cached. */
  raw(): RawRow
  /** The versions that may have to predict this input. */
  readonly versions: readonly number[]
}

export interface InputCache {
  /** Returns the entry of an input; missing predictions are available after the next `fetch`. */
  get(wish: InputQuery): InputCheck
  /** Computes missing predictions in batches; awaits `breathe` between batches, so that the worker stays responsive. */
  fetch(breathe: () => Promise<void>): Promise<void>
  /** The number of cached inputs and the number of predictions made so far. */
  readonly stats: { readonly kept: number; readonly asked: number }
}

/** Approximate size limit of the cache in bytes. */
const MAX_BYTES = 48 * 2 ** 20
/** Approximate size of an entry in bytes, without its predictions. */
const OVERHEAD_BYTES = 240
/** Rows per prediction call. */
const BATCH = 128

/** Placeholder for a prediction that has been requested. */
const PENDING = new Float32Array(0)
/** Stands for the prediction if a version cannot process the input. */
const UNREADABLE = Float32Array.of(Number.NaN)

interface PendingInput {
  readonly known: InputCheck
  readonly clean: RawRow
  readonly row: number
}

/** Creates an empty cache of at most about `mostBytes` bytes; 0 disables caching. */
export function openInputCache(service: Service, mostBytes = MAX_BYTES): InputCache {
  /** Entries in insertion order; the oldest entry is evicted first. */
  const entries = new Map<number | string, InputCheck>()
  const most = Math.floor(mostBytes / (OVERHEAD_BYTES + 4 * service.width * Math.max(1, service.versions.length)))
  let pending = new Map<number, PendingInput[]>()
  let predictedRows = 0

  return {
    get({ key, row, raw, versions }) {
      let known = entries.get(key)
      let input: ReturnType<Service['validate']> | undefined
      if (!known) {
        input = service.validate(raw())
        known = input.check
        if (most > 0) entries.set(key, known)
        if (entries.size > most)
          for (const oldest of entries.keys()) {
            entries.delete(oldest)
            break
          }
      }
      for (const version of versions) {
        if (known.predictions[version] || (known.verdict > 0 && service.rejectsInvalid)) continue
        input ??= service.validate(raw())
        const clean = input.clean[version]
        known.predictions[version] = clean ? PENDING : UNREADABLE
        if (!clean) continue
        const list = pending.get(version) ?? []
        list.push({ known, clean, row })
        pending.set(version, list)
      }
      return known
    },
    async fetch(breathe) {
      if (pending.size === 0) return
      const all = pending
      pending = new Map()
      for (const [at, list] of all) {
        const version = service.versions[at]
        for (let from = 0; from < list.length; from += BATCH) {
          const part = list.slice(from, from + BATCH)
          const inputs =
            version?.encode(
              part.map(({ clean }) => clean),
              part.map((one) => one.row),
            ) ?? []
          const answers = (await version?.predict(inputs, part.length)) ?? []
          part.forEach(({ known }, i) => {
            known.predictions[at] = answers[i] ?? UNREADABLE
          })
          predictedRows += part.length
          await breathe()
        }
      }
    },
    get stats() {
      return { kept: entries.size, asked: predictedRows }
    },
  }
}
