/** @file The training examples nearest to a request, and similar earlier requests. */
import { useEffect, useState } from 'react'
import { requestText as text } from '../../../../messages/en/operate/request'
import { columnIndex } from '../../../../catalog/dataset-schema'
import type { Neighbor } from '../../../../data/nearest-rows'
import { rowNumber } from '../../../../data/dataset'
import { requestOf } from '../../../../ops/log/request-record'
import { RowImage } from '../../../charts/pixel-image'
import { cellText, imageColumn, rowText } from '../../../charts/dataset-row-text'
import { useRunCommand } from '../../../studio-context'
import { labelText, predictionText } from '../live/request-list'
import { useLog } from '../use-operate'
import { nearestTraining } from './nearest-training'
import styles from './request.module.css'
import type { LoadedInput, LoggedRequest } from './use-request'
import { oldestId, slotOf, type RequestBuffer } from '../../../../ops/log/request-buffer'

const NEAREST = 6
const SIMILAR = 6

export function NearestRows({ brought: { input, servedData } }: { readonly brought: LoadedInput }) {
  const run = useRunCommand()
  const near = useNearest(input, servedData)
  if (!servedData || !near) return null
  const { dataset } = servedData.ready
  if (near.length === 0) return <p className={styles.note}>{text.nearest.notCompared}</p>
  const hasImages = imageColumn(dataset) >= 0
  return (
    <ul className={hasImages ? styles.tiles : styles.rows}>
      {near.map(({ row }) => {
        const label = cellText(dataset, columnIndex(dataset.schema, servedData.target), row) ?? text.nearest.noLabel
        const example = { row: rowNumber(dataset, row), label }
        return (
          <li key={row}>
            <button
              type="button"
              title={text.nearest.showInData(example)}
              onClick={() => run('data.look', { rows: [row] })}
            >
              {hasImages ? (
                <RowImage dataset={dataset} row={row} side={48} label={text.nearest.row(example)} />
              ) : (
                <span>{rowText(dataset, row, [servedData.target], 4)}</span>
              )}
              <b translate="no">{label}</b>
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

export function SimilarRequests({ id, book }: { readonly id: number; readonly book: LoggedRequest['book'] }) {
  const run = useRunCommand()
  const log = useLog()
  if (!log) return null
  const { fold, seed } = log
  const results = similarRequests(fold.buffer, id, SIMILAR)
  if (results.length === 0) return <p className={styles.note}>{text.similar.none}</p>
  return (
    <ul className={styles.rows}>
      {results.map(({ id: other, sameRow }) => {
        const record = requestOf(fold.buffer, book, seed, other)
        return record ? (
          <li key={other}>
            <button type="button" onClick={() => run('service.inspect', { request: other })}>
              <span>
                {record.label
                  ? text.similar.labeled({
                      id: other,
                      prediction: predictionText(record, book),
                      label: labelText(record.label.value, book),
                    })
                  : text.similar.request({ id: other, prediction: predictionText(record, book) })}
              </span>
              <b>{sameRow ? text.similar.sameRow : record.slice}</b>
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
