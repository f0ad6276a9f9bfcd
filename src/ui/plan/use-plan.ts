/** @file usePlan: the plan, and the one way to change a part of it. */
import { useCallback } from 'react'
import type { Plan } from '../../catalog/plan'
import type { PlanPatch } from '../../studio/commands/plan'
import { useRun, useSelect } from '../studio-context'

/** The plan and a stable function that sets parts of it. */
export function usePlan(): readonly [Plan, (part: PlanPatch) => void] {
  const plan = useSelect((state) => state.project.plan)
  const run = useRun()
  const set = useCallback((part: PlanPatch) => run('plan.set', part), [run])
  return [plan, set]
}
