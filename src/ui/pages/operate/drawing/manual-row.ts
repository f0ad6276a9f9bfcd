/**
 * @file Rows of manual requests: which column of a model a camera can fill, and form values converted to request
 * values.
 */
import { manualRequestsText as text } from '../../../../messages/en/operate/manual-requests'
import type { ModelMeta } from '../../../../serving/http/schema'
import type { TensorMeta } from '../../../../serving/http/schema'
import type { InferRow } from '../../../../protocol/serving-messages'
import { firstValues, type TryValues } from '../url/infer-request'

/** The first column that holds an image: [batch, height, width, channels]. */
export function imageColumnOf({ table }: Pick<ModelMeta, 'table'>): TensorMeta | undefined {
  return table.find(({ shape }) => shape.length === 4)
}

export type CameraFrame =
  | { readonly fits: 'yes'; readonly side: number; readonly channels: 1 | 3 }
  /** The reason why a camera cannot fill the column. */
  | { readonly fits: 'no'; readonly why: string }

/** The frame size that a camera has to send for this column. */
export function cameraFrameOf({ name, shape }: Pick<TensorMeta, 'name' | 'shape'>): CameraFrame {
  const [, height = 0, width = 0, channels = 0] = shape
  if (height !== width) return { fits: 'no', why: text.notSquare({ name, width, height }) }
  if (channels !== 1 && channels !== 3) return { fits: 'no', why: text.wrongChannels({ name, channels }) }
  return { fits: 'yes', side: height, channels }
}

/** A request with one image; the other columns have the initial values of the form. */
export function imageRow(meta: Pick<ModelMeta, 'table'>, name: string, pixels: Uint8Array): InferRow {
  return formRow(meta, { ...firstValues(meta), [name]: Array.from(pixels) })
}

/** A request with the values of a form. */
export function formRow({ table }: Pick<ModelMeta, 'table'>, values: TryValues): InferRow {
  return Object.fromEntries(table.map(({ name, shape }) => [name, nestLists(values[name] ?? null, shape.slice(1))]))
}

/** Converts numbers to nested lists, so that a saved input shows its shape. */
function nestLists(value: unknown, [length = 0, ...inner]: readonly number[]): unknown {
  if (!Array.isArray(value) || inner.length === 0) return value
  const each = value.length / length
  return Array.from({ length }, (_, i) => nestLists(value.slice(i * each, (i + 1) * each), inner))
}
