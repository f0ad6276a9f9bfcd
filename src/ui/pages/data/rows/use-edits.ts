/**
 * @file useEdits: edits the dataset in use; each edit is an undoable step, and the view continues to show the same
 * rows.
 */
import { useMemo } from 'react'
import { rowNumber } from '../../../../data/dataset'
import type { DataStep } from '../../../../data/dataset-edit'
import { rangesOf } from '../../../../data/edit-steps/row-steps'
import { rowEditsText as text } from '../../../../messages/en/data/row-edits'
import type { DataLook } from '../../../../studio/data/data-view-state'
import { errorNotice } from '../../../../studio/notice'
import { useIsHidden } from '../../../shell/unless-hidden'
import { useRunCommand, useStudio } from '../../../studio-context'

export type CellEdit = string | number | null

export interface Edits {
  /** False if a lesson forbids changes to the data. */
  readonly allowed: boolean
  /** `notice` reports the edit, with an Undo button. */
  readonly set: (column: string, rows: Iterable<number>, value: CellEdit, notice?: string) => void
  readonly exclude: (rows: Iterable<number>, why?: string) => void
  /** Leaves rows out of training only, or with `back` trains on them again. */
  readonly leaveOut: (rows: Iterable<number>, back?: 'back') => void
  readonly keepAlone: (rows: Iterable<number>, why?: string) => void
  readonly steps: (steps: readonly DataStep[]) => void
}

/** The edits available on the Data page; errors are shown as notices. */
export function useEdits(): Edits {
  const studio = useStudio()
  const run = useRunCommand()
  const hidden = useIsHidden('dataset.edit')
  return useMemo(() => {
    /**
     * `moved` maps rows to their new numbers; if omitted, the numbers do not change. `notice` reports the edit, with an
     * Undo button.
     */
    async function take(
      steps: readonly DataStep[],
      moved?: (rows: readonly number[]) => readonly number[],
      notice?: string,
    ) {
      const at = new Date().toISOString()
      const before = studio.store.getState().look
      // Before dropping a column, find out where it is used; afterward it is too late.
      const effects = steps.some(({ kind }) => kind === 'drop')
        ? (await import('../../../../studio/data/dataset-steps')).dropEffects(studio.store.getState(), steps)
        : ''
      try {
        await studio.run('dataset.edit', { steps: steps.map((step) => ({ ...step, at })) })
      } catch (error) {
        run('notice.show', errorNotice(error))
        return
      }
      const said = notice ?? effects
      if (said !== '') {
        const { offerToUndo: offerToTakeBack } = await import('../../../../studio/data/dataset-steps')
        run('notice.show', offerToTakeBack(studio.store.getState(), steps.length, said))
      }
      const { data, look } = studio.store.getState()
      // Do nothing if other rows are shown by now, or if the view was not limited to particular rows.
      if (!before?.rows || look !== before || data.tag !== 'ready' || before.key === data.key) return
      const { key: _key, ...rest }: DataLook = before
      run('data.look', { ...rest, rows: moved ? moved(before.rows) : before.rows })
    }
    /** The current number of a single row, so that the edit still refers to this row if rows are excluded later. */
    const numbered = ([row, another]: readonly number[]) => {
      const { data } = studio.store.getState()
      return data.tag === 'ready' && row !== undefined && another === undefined
        ? { number: rowNumber(data.dataset, row) }
        : {}
    }
    const stepsAlone = (steps: readonly DataStep[]) => void take(steps)
    return {
      allowed: !hidden,
      set(column, rows, value, notice) {
        const written = rising(rows)
        void take([{ kind: 'set', column, rows: rangesOf(written), value, ...numbered(written) }], undefined, notice)
      },
      exclude(rows, why) {
        const removed = rising(rows)
        void take(
          [{ kind: 'exclude', rows: rangesOf(removed), ...(why ? { why } : {}), ...numbered(removed) }],
          (kept) => rowsWithout(kept, removed),
          text.excluded({ rows: removed.length }),
        )
      },
      leaveOut(rows, back) {
        const chosen = rising(rows)
        const step = { kind: 'leaveOut', rows: rangesOf(chosen), ...(back ? { back: true } : {}), ...numbered(chosen) }
        void take([step], undefined, text.leftOut[back ?? 'out']({ rows: chosen.length }))
      },
      keepAlone(rows, why) {
        const stay = rising(rows)
        const placeOf = new Map(stay.map((row, i) => [row, i]))
        const { data } = studio.store.getState()
        const before = data.tag === 'ready' ? data.schema.rows : stay.length
        void take(
          [{ kind: 'keep', rows: rangesOf(stay), ...(why ? { why } : {}) }],
          (kept) => kept.flatMap((row) => placeOf.get(row) ?? []),
          stay.length < before ? text.excluded({ rows: before - stay.length }) : undefined,
        )
      },
      steps: stepsAlone,
    }
  }, [studio, run, hidden])
}

function rising(rows: Iterable<number>): number[] {
  return [...new Set(rows)].sort((a, b) => a - b)
}

/** Row numbers after removing rows; `removed` is in ascending order. */
export function rowsWithout(rows: readonly number[], removed: readonly number[]): number[] {
  return rows.flatMap((row) => {
    const before = countBelow(removed, row)
    return removed[before] === row ? [] : [row - before]
  })
}

function countBelow(rising: readonly number[], row: number): number {
  let [low, high] = [0, rising.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rising[middle] as number) < row) low = middle + 1
    else high = middle
  }
  return low
}
