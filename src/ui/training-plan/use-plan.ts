/** @file Hooks that read the training plan, the state of the run, and the number of steps in it. */
import { useCallback, useMemo } from 'react'
import type { Plan } from '../../catalog/training-plan'
import type { PlanPatch } from '../../studio/commands/plan'
import { useRunCommand, useSelect } from '../studio-context'
import { rowsOfEpoch } from '../../compile/class-weights'
import { schemaOf } from '../../compile/dataset-of-project'
import type { RunLength } from './learning-rate-curve'

/** The training settings, and a stable function that updates some of them. */
export function usePlan(): readonly [Plan, (part: PlanPatch) => void] {
  const plan = useSelect((state) => state.project.plan)
  const run = useRunCommand()
  const set = useCallback((part: PlanPatch) => run('plan.set', part), [run])
  return [plan, set]
}

/** Whether a run is training or paused. */
export function useIsTraining(): boolean {
  return useSelect(({ run }) => run.tag === 'training' || run.tag === 'paused')
}

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
