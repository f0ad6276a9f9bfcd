/**
 * @file Checksums: browsers may return corrupted bytes from their own files as if they were valid, so every row has a
 * checksum.
 */
import { hash, hashSync } from '../base/hash'
import type { WeightSet } from '../data/training-job'

export interface Sealed<T> {
  readonly value: T
  /** SHA-256 of the value's JSON. */
  readonly sum: string
}

/** A record that contains a model's weights, and possibly other large arrays. */
export interface WithWeights {
  readonly weights: WeightSet
  readonly state?: Bulk
}
type Bulk = { readonly [name in 'slots' | 'average' | 'sum']?: Float32Array<ArrayBuffer> }

/**
 * A record with weights in sealed form: the record without its arrays is sealed, and each array has its own checksum.
 */
export interface SealedWeights<R extends WithWeights> {
  readonly head: Sealed<Omit<R, 'weights' | 'state'> & { readonly weights: Omit<R['weights'], 'data'> }>
  readonly data: Float32Array<ArrayBuffer>
  /** SHA-256 of the bytes of `data`. */
  readonly dataSum: string
  /** The arrays of `state`, keyed by name, if the record has any. */
  readonly more?: Readonly<Record<string, { readonly data: Float32Array<ArrayBuffer>; readonly sum: string }>>
}

/** A plain value with its checksum. */
export function seal<T>(value: T): Sealed<T> {
  return { value, sum: sumOf(value) }
}

/** Whether a sealed value matches its checksum. */
export function intact(sealed: Sealed<unknown> | undefined): boolean {
  return typeof sealed?.sum === 'string' && sumOf(sealed.value) === sealed.sum
}

/** Separates a record from its arrays and seals all of them. Arrays that are views of a larger buffer are copied. */
export async function sealWeights<R extends WithWeights>(record: R): Promise<SealedWeights<R>> {
  const { state, weights, ...rest } = record
  const { data, ...specs } = weights
  const own = ownOf(data)
  const more = await Promise.all(
    Object.entries(state ?? {}).map(async ([name, array]) => {
      const copy = ownOf(array)
      return [name, { data: copy, sum: await hash(bytesOf(copy)) }] as const
    }),
  )
  return {
    head: seal({ ...rest, weights: specs } as unknown as SealedWeights<R>['head']['value']),
    data: own,
    dataSum: await hash(bytesOf(own)),
    ...(state ? { more: Object.fromEntries(more) } : {}),
  }
}

/** The record, or undefined if any of its bytes has changed. */
export async function unsealWeights<R extends WithWeights>(row: SealedWeights<R>): Promise<R | undefined> {
  if (!intact(row.head) || !(await whole(row.data, row.dataSum))) return undefined
  const state: Record<string, Float32Array<ArrayBuffer>> = {}
  for (const [name, { data, sum }] of Object.entries(row.more ?? {})) {
    if (!(await whole(data, sum))) return undefined
    state[name] = data
  }
  const record = { ...row.head.value, weights: { ...row.head.value.weights, data: row.data } }
  return (row.more ? { ...record, state } : record) as unknown as R
}

async function whole(data: Float32Array<ArrayBuffer>, sum: string): Promise<boolean> {
  return data instanceof Float32Array && (await hash(bytesOf(data))) === sum
}

function ownOf(data: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return data.byteLength === data.buffer.byteLength ? data : data.slice()
}

/** Total size of the arrays in a row, in bytes. */
export function bulkOf({ data, more }: SealedWeights<WithWeights>): number {
  return Object.values(more ?? {}).reduce((sum, part) => sum + part.data.byteLength, data.byteLength)
}

function sumOf(value: unknown): string {
  return hashSync(new TextEncoder().encode(JSON.stringify(value) ?? ''))
}

function bytesOf(data: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}
