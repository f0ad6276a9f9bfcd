/** @file useScenarioOver: whether the scenario has reached its end, so that no more requests arrive. */
import { useOperate } from '../use-operate'
import { useScenario } from './use-scenario'

/** Whether the clock has stopped at the end of the scenario. */
export function useScenarioOver(): boolean {
  const { durationMs } = useScenario()
  return useOperate(({ clock }) => !clock.playing && clock.at >= durationMs)
}
