/**
 * @file useScenario: hooks that provide the scenario of the open service, its problems, and its undo history for
 * display in the dock.
 */
import { useMemo } from 'react'
import { checkScenario, idleEvents, type ScenarioProblem } from '../../../../ops/scenario/check-scenario'
import { DAY, type Scenario } from '../../../../ops/scenario/scenario'
import { type ScenarioHistory, serviceKey } from '../../../../studio/operate/state'
import { useSelect } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { useScenarioSubject } from './use-scenario-subject'

/** The scenario of the open service; an empty scenario of one day if there is none yet. */
export function useScenario(): Scenario {
  const service = useOperate((state) => state.service)
  const scenario = useSelect(({ project }) => project.services?.find((one) => one.name === service)?.scenario)
  const seed = useSelect(({ project }) => project.plan.seed)
  return useMemo(() => scenario ?? { seed, durationMs: DAY, events: [] }, [scenario, seed])
}

/** The problems of a scenario. */
export function useScenarioProblems(scenario: Scenario): readonly ScenarioProblem[] {
  return useMemo(() => checkScenario(scenario), [scenario])
}

/** Events that have no effect in this service. They are marked but do not prevent playback. */
export function useIdleEvents(scenario: Scenario): readonly ScenarioProblem[] {
  const subject = useScenarioSubject()
  return useMemo(() => (subject ? idleEvents(scenario, subject) : NONE), [scenario, subject])
}

const NONE: readonly ScenarioProblem[] = []

/** The undo history of the scenario; undefined before the first edit. */
export function useScenarioHistory(): ScenarioHistory | undefined {
  return useSelect(({ project, operate }) => operate.scenarios[serviceKey(project.id, operate.service)])
}
