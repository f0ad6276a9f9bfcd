/** @file usePlan: the training settings and a function that changes them. */
import { useCallback } from 'react'
import type { Plan } from '../../catalog/training-plan'
import type { PlanPatch } from '../../studio/commands/plan'
import { useRunCommand, useSelect } from '../studio-context'

/** The training settings, and a stable function that updates some of them. */
export function usePlan(): readonly [Plan, (part: PlanPatch) => void] {
  const plan = useSelect((state) => state.project.plan)
  const run = useRunCommand()
  const set = useCallback((part: PlanPatch) => run('plan.set', part), [run])
  return [plan, set]
}
