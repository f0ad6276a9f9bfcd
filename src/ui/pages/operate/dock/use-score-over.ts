/** @file useScoreOver: whether the scenario was played to its end, so that no more requests arrive. */
import { useOperate } from '../use-operate'
import { useScore } from './use-score'

/** Whether the clock has stopped at the end of the scenario. */
export function useScoreOver(): boolean {
  const { durationMs } = useScore()
  return useOperate(({ clock }) => !clock.playing && clock.at >= durationMs)
}
