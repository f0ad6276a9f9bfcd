/** @file A row by hand: which column of a model a camera can fill, and values of a form as a request has them. */
import type { ModelMeta } from '../../../../serving/http/contract'
import type { TensorMeta } from '../../../../serving/http/schema'
import type { InferRow } from '../../../../protocol/serving-messages'
import { firstValues, type TryValues } from '../url/call'

/** The first column that is a picture: [batch, height, width, channels]. */
export function pictureOf({ table }: Pick<ModelMeta, 'table'>): TensorMeta | undefined {
  return table.find(({ shape }) => shape.length === 4)
}

export type Frame =
  | { readonly fits: 'yes'; readonly side: number; readonly channels: 1 | 3 }
  /** Why no camera's picture goes into it. */
  | { readonly fits: 'no'; readonly why: string }

/** What a camera has to send for this column. */
export function frameOf({ name, shape }: Pick<TensorMeta, 'name' | 'shape'>): Frame {
  const [, height = 0, width = 0, channels = 0] = shape
  if (height !== width) {
    const why = `A camera's picture is cut to a square here, and ${name} is ${width} × ${height}. Send it to the URL instead.`
    return { fits: 'no', why }
  }
  if (channels !== 1 && channels !== 3) {
    const why = `A camera has 1 or 3 channels, and ${name} has ${channels}. Send it to the URL instead.`
    return { fits: 'no', why }
  }
  return { fits: 'yes', side: height, channels }
}

/** A request of one picture; the other columns have what stands in the form at first. */
export function pictureRow(meta: Pick<ModelMeta, 'table'>, name: string, pixels: Uint8Array): InferRow {
  return formRow(meta, { ...firstValues(meta), [name]: Array.from(pixels) })
}

/** A request of what stands in a form. */
export function formRow({ table }: Pick<ModelMeta, 'table'>, values: TryValues): InferRow {
  return Object.fromEntries(table.map(({ name, shape }) => [name, within(values[name] ?? null, shape.slice(1))]))
}

/** Numbers as lists within lists: of an input that is kept the shape is to be seen. */
function within(value: unknown, [length = 0, ...inner]: readonly number[]): unknown {
  if (!Array.isArray(value) || inner.length === 0) return value
  const each = value.length / length
  return Array.from({ length }, (_, i) => within(value.slice(i * each, (i + 1) * each), inner))
}
