/**
 * @file retainedInput: converts the input of an external request to the form in which it is stored with the request, so
 * that it can be inspected and labeled later.
 */
import { isList, isRecord } from '../data/describe-value'
import type { RetainedInput } from '../ops/log/stored-entries'
import type { ReadColumn } from './validate-input'

/**
 * Returns the values of a row, or the numbers of a row that is a single image or array; undefined for a mix of both and
 * for other values.
 */
export function retainedInput(
  row: unknown,
  columns: readonly Pick<ReadColumn, 'name' | 'form'>[],
): RetainedInput | undefined {
  if (!isRecord(row)) return undefined
  const entries = Object.entries(row)
  const [only] = entries
  const list = entries.length === 1 && only ? flatNumbers(only[1]) : undefined
  if (list) {
    if (!list.every((one) => typeof one === 'number' && Number.isFinite(one))) return undefined
    const shape = columns.find(({ name }) => name === only?.[0])?.form.shape ?? []
    const size = shape.reduce((product, n) => product * n, 1)
    return { kind: 'tensor', shape: size === list.length ? shape : [list.length], data: Float32Array.from(list) }
  }
  const plain = entries.filter((entry): entry is [string, string | number | boolean | null] => isPlain(entry[1]))
  return plain.length === entries.length ? { kind: 'values', values: Object.fromEntries(plain) } : undefined
}

/** Flattens nested lists of numbers into one list; undefined for other values. */
function flatNumbers(value: unknown): readonly number[] | undefined {
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array)
  return isList(value) ? (Array.from(value as readonly unknown[]).flat(3) as readonly number[]) : undefined
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
