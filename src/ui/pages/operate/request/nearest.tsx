/** @file The training examples nearest to a request, and similar earlier requests. */
import { useEffect, useState } from 'react'
import { requestText as text } from '../../../../messages/en/operate/request'
import { columnIndex } from '../../../../catalog/dataset-schema'
import type { Near } from '../../../../data/nearest-rows'
import { rowNumber } from '../../../../data/row-number'
import { requestOf } from '../../../../ops/log/request'
import { Picture } from '../../../charts/picture'
import { cellWords, imageColumn, rowWords } from '../../../charts/row-words'
import { useRun } from '../../../studio-context'
import { labelText, predictionText } from '../live/request-list'
import { useDesk } from '../use-operate'
import { nearestTraining } from './nearest-training'
import styles from './request.module.css'
import { similarRequests } from './similar'
import type { Brought, LookedAt } from './use-request'

const NEAREST = 6
const SIMILAR = 6

export function NearestRows({ brought: { input, set } }: { readonly brought: Brought }) {
  const run = useRun()
  const near = useNearest(input, set)
  if (!set || !near) return null
  const { dataset } = set.ready
  if (near.length === 0) return <p className={styles.note}>{text.nearest.notCompared}</p>
  const pictures = imageColumn(dataset) >= 0
  return (
    <ul className={pictures ? styles.tiles : styles.rows}>
      {near.map(({ row }) => {
        const label = cellWords(dataset, columnIndex(dataset.schema, set.target), row) ?? text.nearest.noLabel
        const example = { row: rowNumber(dataset, row), label }
        return (
          <li key={row}>
            <button
              type="button"
              title={text.nearest.showInData(example)}
              onClick={() => run('data.look', { rows: [row] })}
            >
              {pictures ? (
                <Picture dataset={dataset} row={row} side={48} label={text.nearest.row(example)} />
              ) : (
                <span>{rowWords(dataset, row, [set.target], 4)}</span>
              )}
              <b>{label}</b>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** Searched in small steps, so that the page stays responsive. */
function useNearest(input: Brought['input'], set: Brought['set']): readonly Near[] | undefined {
  const [found, setFound] = useState<readonly Near[]>()
  useEffect(() => {
    setFound(undefined)
    if (!set || !input || input.kind === 'watched') return
    const given = input.kind === 'row' ? input.values : input.input.kind === 'values' ? input.input.values : undefined
    if (!given) return
    const itself = input.kind === 'row' ? input.row : undefined
    const steps = nearestTraining(set.ready.dataset, set.ready.split.train, given, NEAREST, itself)
    let timer = 0
    const step = () => {
      const { done, value } = steps.next()
      if (done) setFound(value ?? [])
      else timer = window.setTimeout(step)
    }
    step()
    return () => clearTimeout(timer)
  }, [input, set])
  return found
}

export function SimilarRequests({ id, book }: { readonly id: number; readonly book: LookedAt['book'] }) {
  const desk = useDesk()
  const { fold, seed } = desk.log()
  const found = similarRequests(fold.ring, id, SIMILAR)
  if (found.length === 0) return <p className={styles.note}>{text.similar.none}</p>
  return (
    <ul className={styles.rows}>
      {found.map(({ id: other, sameRow }) => {
        const record = requestOf(fold.ring, book, seed, other)
        return record ? (
          <li key={other}>
            <button type="button" onClick={() => desk.look(other)}>
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
