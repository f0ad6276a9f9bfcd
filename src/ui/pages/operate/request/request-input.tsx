/** @file The input of a request, and the training examples nearest to it. */

import { useEffect, useState } from 'react'
import { columnIndex } from '../../../../catalog/dataset-schema'
import { rowNumber } from '../../../../data/dataset'
import { featureLabel } from '../../../../data/monitoring/monitored-features'
import type { Neighbor } from '../../../../data/nearest-rows'
import { requestText } from '../../../../messages/en/operate/request'
import { termsText } from '../../../../messages/en/operate/terms'
import { cellNumber } from '../../../../messages/format'
import { oldestId, type RequestBuffer, slotOf } from '../../../../ops/log/request-buffer'
import { requestOf } from '../../../../ops/log/request-record'
import type { LogDictionary } from '../../../../ops/log-entry'
import type { RawRow } from '../../../../serving/validate-input'
import type { RequestInput, ServiceDataset } from '../../../../studio/operate/requests/request-inputs'
import { cellText, imageColumn, rowText } from '../../../charts/dataset-row-text'
import { PixelImage, RowImage } from '../../../charts/pixel-image'
import { useLoaded } from '../../../kit/use-on-change'
import { useRunCommand, useStudio } from '../../../studio-context'
import { labelText, predictionText } from '../live/request-list'
import { useLog } from '../use-operate'
import { nearestTraining } from './nearest-training'
import kit from '../../../kit/kit.module.css'
import styles from './request.module.css'

const { input: text } = requestText

const SIDE = 132
/** The maximum number of columns that are shown. */
const MAX_COLUMNS = 60

export interface LoadedInput {
  readonly input: RequestInput | undefined
  /** The dataset of the service; undefined if no version is running. */
  readonly servedData: ServiceDataset | undefined
}

/** The input of a request; undefined while it is loading. */
export function useRequestInput(request: number): LoadedInput | undefined {
  const studio = useStudio()
  return useLoaded([studio, request], async () => {
    const [input, servedData] = await Promise.all([
      studio.run('labels.input', { request }).catch(() => undefined),
      studio.run('service.dataset').catch(() => undefined),
    ])
    return { input, servedData }
  }).value
}

export function InputView({ brought: { input, servedData } }: { readonly brought: LoadedInput }) {
  if (!input) return <p className={kit.caption}>{text.notKept}</p>
  switch (input.kind) {
    case 'row':
      return (
        <>
          <p className={kit.caption}>
            {input.changed === undefined
              ? text.row({ row: input.row + 1 })
              : text.changedRow({ row: input.row + 1, change: appliedDriftText(input.changed) })}
            {!input.exact && ` ${termsText.partlyLogged}`}
          </p>
          <Values values={withMissing(input)} set={servedData} />
        </>
      )
    case 'given':
      return input.input.kind === 'values' ? (
        <>
          <p className={kit.caption}>{text.sent}</p>
          <Values values={input.input.values} set={servedData} />
        </>
      ) : (
        <>
          <p className={kit.caption}>{text.sentShape({ shape: input.input.shape })}</p>
          <Tensor shape={input.input.shape} data={input.input.data} />
        </>
      )
    case 'watched':
      // The request was sent to the URL in encoded form or was rejected, so its values were not stored.
      if (input.values.length === 0) return <p className={kit.caption}>{text.neverKept}</p>
      return (
        <>
          <p className={kit.caption}>{text.worldGone}</p>
          <ValueList of={input.values} />
        </>
      )
    default:
      return input satisfies never
  }
}

/** The values with those that were missing, in the order of the model's columns. */
function withMissing({ values, columns }: Extract<RequestInput, { kind: 'row' }>): RawRow {
  return { ...Object.fromEntries(columns.map(({ name }) => [name, null])), ...values }
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
      {plain.length > 0 && <ValueList of={plain} />}
    </>
  )
}

/** The values of columns. A single text is shown as a quotation. */
export function ValueList({ of }: { readonly of: readonly (readonly [string, unknown])[] }) {
  const [only] = of
  if (only && of.length === 1 && typeof only[1] === 'string') return <blockquote translate="no">{only[1]}</blockquote>
  return (
    <dl className={`${kit.facts} ${kit.small} ${styles.values}`}>
      {of.slice(0, MAX_COLUMNS).map(([name, value]) => (
        <div key={name}>
          <dt title={name} translate="no">
            {featureLabel(name)}
          </dt>
          <dd title={valueText(value, name)} translate="no">
            {valueText(value, name)}
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

/** The strength of a drift is stored as a multiple of 1/32. */
const FULL = 32

/**
 * Parses a stored name such as `brightness ×3.8 + blur at 24`: each operator, optionally followed by a multiple of its
 * usual amount and by its strength.
 */
export function appliedDriftText(name: string): string {
  const changes = name.split(' + ').map((stored) => {
    const [, id = stored, times, strength] = /^(.*?)(?: ×([\d.]+))?(?: at (\d+))?$/.exec(stored) ?? []
    // The operator name "brightness" does not say whether the image gets brighter or darker, so a more specific
    // description is used.
    const operator = id === 'brightness' ? requestText.change.brightness : id
    const change = times === undefined ? operator : requestText.change.times({ operator, times: Number(times) })
    return strength === undefined ? change : requestText.change.partly({ change, share: Number(strength) / FULL })
  })
  return requestText.change.all({ changes })
}

/** The maximum number of list values that are shown. */
const LISTED = 8

function valueText(value: unknown, column: string): string {
  if (value === null || value === undefined || value === '') return text.missing
  if (typeof value === 'number') return cellNumber(value, column)
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = Array.from(value as ArrayLike<number>, (one) =>
      typeof one === 'number' ? cellNumber(one) : String(one),
    )
    return text.values({ values: list.slice(0, LISTED), all: list.length })
  }
  return String(value)
}

// The training examples nearest to a request, and similar earlier requests.

const NEAREST = 6
const SIMILAR = 6

export function NearestRows({ brought: { input, servedData } }: { readonly brought: LoadedInput }) {
  const run = useRunCommand()
  const near = useNearest(input, servedData)
  if (!servedData || !near) return null
  const { dataset } = servedData.ready
  if (near.length === 0) return <p className={kit.caption}>{requestText.nearest.notCompared}</p>
  const hasImages = imageColumn(dataset) >= 0
  return (
    <ul className={hasImages ? kit.wrap : undefined}>
      {near.map(({ row }) => {
        const label =
          cellText(dataset, columnIndex(dataset.schema, servedData.target), row) ?? requestText.nearest.noLabel
        const example = { row: rowNumber(dataset, row), label }
        return (
          <li key={row}>
            <button
              type="button"
              className={`${kit.choice} ${kit.small} ${hasImages ? styles.tile : styles.row}`}
              title={requestText.nearest.showInData(example)}
              onClick={() => run('data.look', { rows: [row] })}
            >
              {hasImages ? (
                <RowImage dataset={dataset} row={row} side={48} label={requestText.nearest.row(example)} />
              ) : (
                <span className={kit.ellipsis}>{rowText(dataset, row, [servedData.target], 4)}</span>
              )}
              <span className={`${kit.soft} ${kit.ellipsis}`} translate="no">
                {label}
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** Runs the search in small increments, so that the page stays responsive. */
function useNearest(
  input: LoadedInput['input'],
  servedData: LoadedInput['servedData'],
): readonly Neighbor[] | undefined {
  const [results, setFound] = useState<readonly Neighbor[]>()
  useEffect(() => {
    setFound(undefined)
    if (!servedData || !input || input.kind === 'watched') return
    const values = input.kind === 'row' ? input.values : input.input.kind === 'values' ? input.input.values : undefined
    if (!values) return
    const itself = input.kind === 'row' ? input.row : undefined
    const steps = nearestTraining(servedData.ready.dataset, servedData.ready.split.train, values, NEAREST, itself)
    let timer = 0
    const step = () => {
      const { done, value } = steps.next()
      if (done) setFound(value ?? [])
      else timer = window.setTimeout(step)
    }
    step()
    return () => clearTimeout(timer)
  }, [input, servedData])
  return results
}

export function SimilarRequests({ id, book }: { readonly id: number; readonly book: LogDictionary }) {
  const run = useRunCommand()
  const log = useLog()
  if (!log) return null
  const { fold, seed } = log
  const results = similarRequests(fold.buffer, id, SIMILAR)
  if (results.length === 0) return <p className={kit.caption}>{requestText.similar.none}</p>
  return (
    <ul>
      {results.map(({ id: other, sameRow }) => {
        const record = requestOf(fold.buffer, book, seed, other)
        return record ? (
          <li key={other}>
            <button
              type="button"
              className={`${kit.choice} ${kit.small} ${styles.row}`}
              onClick={() => run('service.inspect', { request: other })}
            >
              <span className={kit.ellipsis}>
                {record.label
                  ? requestText.similar.labeled({
                      id: other,
                      prediction: predictionText(record, book),
                      label: labelText(record.label.value, book),
                    })
                  : requestText.similar.request({ id: other, prediction: predictionText(record, book) })}
              </span>
              <span className={kit.soft}>{sameRow ? requestText.similar.sameRow : record.slice}</span>
            </button>
          </li>
        ) : null
      })}
    </ul>
  )
}

interface SimilarRequest {
  readonly id: number
  readonly sameRow: boolean
  /**
   * Total variation distance: half the sum of the absolute differences between the outputs; 0 for identical outputs, 1
   * for disjoint ones.
   */
  readonly distance: number
}

/** The maximum number of requests to compare, newest first. */
const MAX_COMPARED = 20_000

/** Finds the `k` most similar earlier requests in the log. */
export function similarRequests(buffer: RequestBuffer, id: number, k: number): readonly SimilarRequest[] {
  const index = slotOf(buffer, id)
  if (index < 0) return []
  const { columns, widths } = buffer
  const row = columns.row[index] as number
  const results: SimilarRequest[] = []
  for (let other = id - 1; other >= Math.max(oldestId(buffer), id - MAX_COMPARED); other--) {
    const otherIndex = slotOf(buffer, other)
    if (otherIndex < 0) continue
    const sameRow = row >= 0 && columns.row[otherIndex] === row && columns.source[otherIndex] === columns.source[index]
    const distance = outputDistance(columns.outputs, widths.width, index, otherIndex)
    if (!sameRow && Number.isNaN(distance)) continue
    const one = { id: other, sameRow, distance }
    const at = results.findIndex((had) => precedes(one, had))
    if (at >= 0) results.splice(at, 0, one)
    else if (results.length < k) results.push(one)
    if (results.length > k) results.pop()
  }
  return results
}

/** Sorts requests with the same dataset row first; ties keep their order, newest first. */
function precedes(one: SimilarRequest, other: SimilarRequest): boolean {
  if (one.sameRow !== other.sameRow) return one.sameRow
  return !one.sameRow && one.distance < other.distance
}

function outputDistance(outputs: Float32Array, width: number, a: number, b: number): number {
  let sum = 0
  for (let k = 0; k < width; k++)
    sum += Math.abs((outputs[a * width + k] as number) - (outputs[b * width + k] as number))
  return sum / 2
}
