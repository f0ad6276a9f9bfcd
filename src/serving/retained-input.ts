/** @file keptOf: what came from outside as it is kept whole by its request, so that it can be looked at and labelled later. */
import { isList, isRecord } from '../data/describe-value'
import type { KeptInput } from '../ops/log/inputs'
import type { ReadColumn } from './validate-input'

/** The values of a row; of one that is a picture or an array alone, its numbers. Undefined where it has both, or what cannot be kept. */
export function keptOf(row: unknown, columns: readonly Pick<ReadColumn, 'name' | 'form'>[]): KeptInput | undefined {
  if (!isRecord(row)) return undefined
  const entries = Object.entries(row)
  const [only] = entries
  const list = entries.length === 1 && only ? flat(only[1]) : undefined
  if (list) {
    if (!list.every((one) => typeof one === 'number' && Number.isFinite(one))) return undefined
    const shape = columns.find(({ name }) => name === only?.[0])?.form.shape ?? []
    const size = shape.reduce((product, n) => product * n, 1)
    return { kind: 'tensor', shape: size === list.length ? shape : [list.length], data: Float32Array.from(list) }
  }
  const plain = entries.filter((entry): entry is [string, string | number | boolean | null] => isPlain(entry[1]))
  return plain.length === entries.length ? { kind: 'values', values: Object.fromEntries(plain) } : undefined
}

/** All numbers of lists within lists; undefined of what is none. */
function flat(value: unknown): readonly number[] | undefined {
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array)
  return isList(value) ? (Array.from(value as readonly unknown[]).flat(3) as readonly number[]) : undefined
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
