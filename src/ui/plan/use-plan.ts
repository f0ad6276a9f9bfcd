/** @file usePlan: the training settings, and the function that changes them. */
import { useCallback } from 'react'
import type { Plan } from '../../catalog/plan'
import type { PlanPatch } from '../../studio/commands/plan'
import { useRun, useSelect } from '../studio-context'

/** The settings and a stable function that sets some of them. */
export function usePlan(): readonly [Plan, (part: PlanPatch) => void] {
  const plan = useSelect((state) => state.project.plan)
  const run = useRun()
  const set = useCallback((part: PlanPatch) => run('plan.set', part), [run])
  return [plan, set]
}
