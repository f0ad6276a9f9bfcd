/** @file Seals: browsers return flipped bytes of their own files as valid data, so every row carries a checksum. */
import { hash, hashNow } from '../base/hash'
import type { WeightSet } from '../data/job'

export interface Sealed<T> {
  readonly value: T
  /** SHA-256 of the value's JSON. */
  readonly sum: string
}

/** A record with weights: the record without their numbers is sealed, the numbers have a checksum of their own. */
export interface SealedWeights<R extends { readonly weights: WeightSet }> {
  readonly head: Sealed<Omit<R, 'weights'> & { readonly weights: Omit<R['weights'], 'data'> }>
  readonly data: Float32Array<ArrayBuffer>
  /** SHA-256 of the bytes of `data`. */
  readonly dataSum: string
}

/** A value of plain data with its checksum. */
export function seal<T>(value: T): Sealed<T> {
  return { value, sum: sumOf(value) }
}

/** Whether a sealed value is as it was written. */
export function intact(sealed: Sealed<unknown> | undefined): boolean {
  return typeof sealed?.sum === 'string' && sumOf(sealed.value) === sealed.sum
}

/** A record with its weights' numbers apart, both sealed. Copies the numbers when they are a window on a larger buffer. */
export async function sealWeights<R extends { readonly weights: WeightSet }>(record: R): Promise<SealedWeights<R>> {
  const { data, ...rest } = record.weights
  const own = data.byteLength === data.buffer.byteLength ? data : data.slice()
  return {
    head: seal({ ...record, weights: rest } as SealedWeights<R>['head']['value']),
    data: own,
    dataSum: await hash(bytesOf(own)),
  }
}

/** The record of sealed weights, or undefined when a byte of it changed. */
export async function unsealWeights<R extends { readonly weights: WeightSet }>(
  row: SealedWeights<R>,
): Promise<R | undefined> {
  if (!intact(row.head) || !(row.data instanceof Float32Array)) return undefined
  if ((await hash(bytesOf(row.data))) !== row.dataSum) return undefined
  return { ...row.head.value, weights: { ...row.head.value.weights, data: row.data } } as unknown as R
}

function sumOf(value: unknown): string {
  return hashNow(new TextEncoder().encode(JSON.stringify(value) ?? ''))
}

function bytesOf(data: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}
