/**
 * @file useRunLength: the number of steps in a run with the current settings, computed from the loaded rows or, before
 * they load, from the training fraction of the split.
 */
import { useMemo } from 'react'
import { rowsOfEpoch } from '../../compile/class-balance'
import { schemaOf } from '../../compile/dataset-of-project'
import { useSelect } from '../studio-context'
import type { RunLength } from './learning-rate-curve'

/** The number of steps per run and per epoch, at least one each. */
export function useRunLength(): RunLength {
  const rows = useEpochRows()
  const { batchSize, epochs } = useSelect(({ project }) => project.plan)
  const perEpoch = Math.max(1, Math.ceil(rows / batchSize))
  return { steps: perEpoch * epochs, perEpoch }
}

function useEpochRows(): number {
  const data = useSelect((state) => state.data)
  const pick = useSelect(({ project }) => project.data)
  const share = useSelect(({ project }) => project.plan.split.train)
  const balance = useSelect(({ project }) => project.plan.balance)
  const outputs = useSelect(({ report }) => report.binding.outputs)
  return useMemo(() => {
    if (data.tag === 'ready') return rowsOfEpoch(data, balance, outputs)
    const schema = schemaOf(pick)
    const pool = (schema?.rows ?? 0) - (schema?.testRows ?? 0)
    return Math.round(share * Math.min(pick.samples ?? pool, pool))
  }, [data, pick, share, balance, outputs])
}
