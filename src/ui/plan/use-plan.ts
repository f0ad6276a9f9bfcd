/** @file usePlan: the plan, and the one way to change a part of it. */
import { useCallback } from 'react'
import type { Plan } from '../../catalog/plan'
import { useRun, useSelect } from '../studio-context'

/** A part of a plan; null takes an optional part out. */
export type PlanPart = { readonly [K in keyof Plan]?: Plan[K] | null }

/** The plan and a stable function that sets parts of it. */
export function usePlan(): readonly [Plan, (part: PlanPart) => void] {
  const plan = useSelect((state) => state.project.plan)
  const run = useRun()
  const set = useCallback((part: PlanPart) => run('plan.set', part), [run])
  return [plan, set]
}
