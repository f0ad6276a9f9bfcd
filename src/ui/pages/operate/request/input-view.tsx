/**
 * @file InputView: the input of a request: its image, or a list of values with one entry per column, and any drift
 * applied to it.
 */

import { featureLabel } from '../../../../data/monitoring/monitored-features'
import { requestText } from '../../../../messages/en/operate/request'
import { cellNumber } from '../../../../messages/format'
import type { RawRow } from '../../../../serving/validate-input'
import { PixelImage } from '../../../charts/pixel-image'
import styles from './request.module.css'
import { appliedDriftText } from './request-text'
import type { LoadedInput } from './use-request'

const { input: text } = requestText

const SIDE = 132
/** The maximum number of columns that are shown. */
const MAX_COLUMNS = 60

export function InputView({ brought: { input, servedData } }: { readonly brought: LoadedInput }) {
  if (!input) return <p className={styles.note}>{text.notKept}</p>
  switch (input.kind) {
    case 'row':
      return (
        <>
          <p className={styles.note}>
            {input.changed === undefined
              ? text.row({ row: input.row + 1 })
              : text.changedRow({ row: input.row + 1, change: appliedDriftText(input.changed) })}
            {!input.exact && ` ${text.notExact}`}
          </p>
          <Values values={input.values} set={servedData} />
        </>
      )
    case 'given':
      return input.input.kind === 'values' ? (
        <>
          <p className={styles.note}>{text.sent}</p>
          <Values values={input.input.values} set={servedData} />
        </>
      ) : (
        <>
          <p className={styles.note}>{text.sentShape({ shape: input.input.shape })}</p>
          <Tensor shape={input.input.shape} data={input.input.data} />
        </>
      )
    case 'watched':
      // The request was sent to the URL in encoded form or was rejected, so its values were not stored.
      if (input.values.length === 0) return <p className={styles.note}>{text.neverKept}</p>
      return (
        <>
          <p className={styles.note}>{text.worldGone}</p>
          <List of={input.values} />
        </>
      )
    default:
      return input satisfies never
  }
}

function Values({ values, set: servedData }: { readonly values: RawRow; readonly set: LoadedInput['servedData'] }) {
  const imageShapes = new Map(
    servedData?.columns.map(({ name, form }) => [name, form.type === 'image' ? form.shape : undefined]),
  )
  const shown = Object.entries(values)
  const plain = shown.filter(([name]) => imageShapes.get(name) === undefined)
  return (
    <>
      {shown.map(([name, value]) => {
        const shape = imageShapes.get(name)
        const pixels = shape && pixelsOf(value)
        return (
          pixels && (
            <PixelImage key={name} pixels={pixels} shape={shape} label={text.image({ column: name })} side={SIDE} />
          )
        )
      })}
      {plain.length > 0 && <List of={plain.map(([name, value]) => [name, valueText(value)] as const)} />}
    </>
  )
}

function List({ of }: { readonly of: readonly (readonly [string, string | number])[] }) {
  return (
    <dl className={styles.values}>
      {of.slice(0, MAX_COLUMNS).map(([name, value]) => (
        <div key={name}>
          <dt title={name} translate="no">
            {featureLabel(name)}
          </dt>
          <dd title={String(value)} translate="no">
            {typeof value === 'number' ? cellNumber(value, name) : value}
          </dd>
        </div>
      ))}
      {of.length > MAX_COLUMNS && (
        <div>
          <dt>{text.and}</dt>
          <dd>{text.moreColumns({ n: of.length - MAX_COLUMNS })}</dd>
        </div>
      )}
    </dl>
  )
}

/** Shows an image, scaled so that the smallest value is black and the largest is white. */
function Tensor({ shape, data }: { readonly shape: readonly number[]; readonly data: Float32Array }) {
  const [height = 1, width = 1, channels = 1] = shape.length > 3 ? shape.slice(-3) : shape
  if (shape.length < 2 || height * width * channels !== data.length || (channels !== 1 && channels !== 3)) return null
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of data) [low, high] = [Math.min(low, value), Math.max(high, value)]
  const pixels = Uint8Array.from(data, (value) => (high > low ? (255 * (value - low)) / (high - low) : 0))
  return <PixelImage pixels={pixels} shape={[height, width, channels]} label={text.sentAsImage} side={SIDE} />
}

function pixelsOf(value: unknown): ArrayLike<number> | undefined {
  if (ArrayBuffer.isView(value)) return value as Uint8Array
  return Array.isArray(value) ? value.flat(3).map(Number) : undefined
}

/** The maximum number of list values that are shown. */
const LISTED = 8

function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return text.missing
  if (typeof value === 'number') return cellNumber(value)
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = Array.from(value as ArrayLike<number>, (one) =>
      typeof one === 'number' ? cellNumber(one) : String(one),
    )
    return text.values({ values: list.slice(0, LISTED), all: list.length })
  }
  return String(value)
}
