/** @file Neighbours: the training rows most like a request, and earlier requests like it. */
import { useEffect, useState } from 'react'
import { columnIndex } from '../../../../catalog/dataset-schema'
import type { Near } from '../../../../data/nearest-rows'
import { rowNumber } from '../../../../data/row-number'
import { requestOf } from '../../../../ops/log/request'
import { Picture } from '../../../charts/picture'
import { cellWords, imageColumn, rowWords } from '../../../charts/row-words'
import { useRun } from '../../../studio-context'
import { answerWords, valueWords } from '../live/request-list'
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
  if (near.length === 0) return <p className={styles.note}>Texts and rows outside of memory are not compared.</p>
  const pictures = imageColumn(dataset) >= 0
  return (
    <ul className={pictures ? styles.tiles : styles.rows}>
      {near.map(({ row }) => {
        const label = cellWords(dataset, columnIndex(dataset.schema, set.target), row) ?? 'no label'
        const title = `Row ${rowNumber(dataset, row)}, ${label}`
        return (
          <li key={row}>
            <button type="button" title={`${title}: show it in Data`} onClick={() => run('data.look', { rows: [row] })}>
              {pictures ? (
                <Picture dataset={dataset} row={row} side={48} label={title} />
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

/** Found little by little, so that the page goes on. */
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
  if (found.length === 0) return <p className={styles.note}>None of the latest is like it.</p>
  return (
    <ul className={styles.rows}>
      {found.map(({ id: other, sameRow }) => {
        const record = requestOf(fold.ring, book, seed, other)
        return record ? (
          <li key={other}>
            <button type="button" onClick={() => desk.look(other)}>
              <span>
                {`${other.toLocaleString('en-US')}: ${answerWords(record, book)}`}
                {record.label && `, should be ${valueWords(record.label.value, book)}`}
              </span>
              <b>{sameRow ? 'same row' : record.slice}</b>
            </button>
          </li>
        ) : null
      })}
    </ul>
  )
}
