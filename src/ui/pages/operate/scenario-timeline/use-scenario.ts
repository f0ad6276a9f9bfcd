/**
 * @file useScenario: hooks that provide the scenario of the open service, its problems, and its undo history for
 * display in the dock.
 */
import { useEffect, useMemo, useState } from 'react'
import {
  checkScenario,
  idleEvents,
  type ScenarioProblem,
  type ScenarioSubject,
} from '../../../../ops/scenario/check-scenario'
import { DAY, type Scenario } from '../../../../ops/scenario/scenario'
import { scenarioSubject } from '../../../../studio/operate/scenario-subject'
import { type ScenarioHistory, serviceKey } from '../../../../studio/operate/state'
import { useSelect } from '../../../studio-context'
import { useLog, useOpenService, useOperate } from '../use-operate'

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

// useScenarioSubject: the slices, columns and drifts of the open service that scenario events can refer to.

/** Undefined until the service's dataset is known. */
export function useScenarioSubject(): ScenarioSubject | undefined {
  const [project, data, sets] = [
    useSelect((one) => one.project),
    useSelect((one) => one.data),
    useSelect((one) => one.sets),
  ]
  const service = useOpenService()
  const slices = useLog()?.book?.slices
  return useMemo(
    () => service && scenarioSubject({ project, data, sets }, service, slices),
    [project, data, sets, service, slices],
  )
}

// useScenarioOver: whether the scenario has reached its end, so that no more requests arrive.

/** Whether the clock has stopped at the end of the scenario. */
export function useScenarioOver(): boolean {
  const { durationMs } = useScenario()
  return useOperate(({ clock }) => !clock.playing && clock.at >= durationMs)
}

// useScenarioTouched: whether the user's last interaction on the page was with the scenario. The playback controls do
// not count.

/** True until the user interacts with another area of the page or opens another tab. */
export function useScenarioTouched(tab: string): boolean {
  const [touched, setTouched] = useState<string>()
  useEffect(() => {
    const touch = ({ target }: Event) => {
      // Popups, the header (which contains Undo), and the playback controls do not change which area was touched last.
      if (!(target instanceof Element) || !target.closest('#root') || target.closest('header, [data-transport]')) return
      setTouched(target.closest('[data-scenario="open"]') ? tab : undefined)
    }
    document.addEventListener('focusin', touch)
    document.addEventListener('pointerdown', touch, true)
    return () => {
      document.removeEventListener('focusin', touch)
      document.removeEventListener('pointerdown', touch, true)
    }
  }, [tab])
  return touched === tab
}
