/**
 * @file Inputs: what played requests send, and what each version says of it, asked once. The same row, operator and strength is the
 * same input; a year of requests over a few hundred rows asks a model a few thousand times.
 */
import type { Service } from '../service'
import type { Known } from '../request-context'
import type { RawRow } from '../validate-input'

export interface Wish {
  readonly key: number | string
  /** The row of the set it was. */
  readonly row: number
  /** The raw row; asked for only where it is not known. */
  raw(): RawRow
  /** The versions that may be asked. */
  readonly versions: readonly number[]
}

export interface Inputs {
  /** What is known of an input; what is not yet said of it is there after the next `fetch`. */
  of(wish: Wish): Known
  /** Asks the models what was wished for, in batches; `breathe` is awaited between them. */
  fetch(breathe: () => Promise<void>): Promise<void>
  /** Inputs that are kept, and times a model was asked. */
  readonly facts: { readonly kept: number; readonly asked: number }
}

/** Bytes of what is kept, about. */
const MOST_BYTES = 48 * 2 ** 20
/** What an input costs beside its answers. */
const BESIDE = 240
/** Rows of one question. */
const BATCH = 128

/** Stands where an answer was asked for, until it is there. */
const ASKED = new Float32Array(0)
/** Of an input that a version cannot read. */
const UNREADABLE = Float32Array.of(Number.NaN)

interface Wanted {
  readonly known: Known
  readonly clean: RawRow
  readonly row: number
}

/** Nothing is known yet. `mostBytes` of 0 keeps nothing. */
export function openInputs(service: Service, mostBytes = MOST_BYTES): Inputs {
  /** The one that was made first is given up first. */
  const kept = new Map<number | string, Known>()
  const most = Math.floor(mostBytes / (BESIDE + 4 * service.width * Math.max(1, service.versions.length)))
  let wanted = new Map<number, Wanted[]>()
  let asked = 0

  return {
    of({ key, row, raw, versions }) {
      let known = kept.get(key)
      let input: ReturnType<Service['input']> | undefined
      if (!known) {
        input = service.input(raw())
        known = input.known
        if (most > 0) kept.set(key, known)
        if (kept.size > most)
          for (const oldest of kept.keys()) {
            kept.delete(oldest)
            break
          }
      }
      for (const version of versions) {
        if (known.answers[version] || (known.verdict > 0 && service.validates)) continue
        input ??= service.input(raw())
        const clean = input.clean[version]
        known.answers[version] = clean ? ASKED : UNREADABLE
        if (!clean) continue
        const list = wanted.get(version) ?? []
        list.push({ known, clean, row })
        wanted.set(version, list)
      }
      return known
    },
    async fetch(breathe) {
      if (wanted.size === 0) return
      const all = wanted
      wanted = new Map()
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
            known.answers[at] = answers[i] ?? UNREADABLE
          })
          asked += part.length
          await breathe()
        }
      }
    },
    get facts() {
      return { kept: kept.size, asked }
    },
  }
}
