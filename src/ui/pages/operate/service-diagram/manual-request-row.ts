/**
 * @file Input rows for manual requests: finds the column of a model that a camera can fill, and converts form values to
 * request values.
 */
import { manualRequestsText as text } from '../../../../messages/en/operate/service'
import type { InferRow } from '../../../../protocol/serving-messages'
import type { ModelMeta, TensorMeta } from '../../../../serving/http/model-metadata'
import { firstValues, type TryValues } from '../url/infer-request'

/** The first column that contains an image: [batch, height, width, channels]. */
export function imageColumnOf({ table }: Pick<ModelMeta, 'table'>): TensorMeta | undefined {
  return table.find(({ shape }) => shape.length === 4)
}

export type CameraFrame =
  | { readonly fits: 'yes'; readonly side: number; readonly channels: 1 | 3 }
  /** The reason why a camera cannot fill the column. */
  | { readonly fits: 'no'; readonly why: string }

/** The frame size that the camera must provide for this column. */
export function cameraFrameOf({ name, shape }: Pick<TensorMeta, 'name' | 'shape'>): CameraFrame {
  const [, height = 0, width = 0, channels = 0] = shape
  if (height !== width) return { fits: 'no', why: text.notSquare({ name, width, height }) }
  if (channels !== 1 && channels !== 3) return { fits: 'no', why: text.wrongChannels({ name, channels }) }
  return { fits: 'yes', side: height, channels }
}

/** A request row with one image; all other columns have the form's initial values. */
export function imageRow(meta: Pick<ModelMeta, 'table'>, name: string, pixels: Uint8Array): InferRow {
  return formRow(meta, { ...firstValues(meta), [name]: Array.from(pixels) })
}

/** A request row built from the values of a form. */
export function formRow({ table }: Pick<ModelMeta, 'table'>, values: TryValues): InferRow {
  return Object.fromEntries(table.map(({ name, shape }) => [name, nestLists(values[name] ?? null, shape.slice(1))]))
}

/** Converts a flat array of numbers to nested lists, so that a saved input reveals its shape. */
function nestLists(value: unknown, [length = 0, ...inner]: readonly number[]): unknown {
  if (!Array.isArray(value) || inner.length === 0) return value
  const each = value.length / length
  return Array.from({ length }, (_, i) => nestLists(value.slice(i * each, (i + 1) * each), inner))
}
