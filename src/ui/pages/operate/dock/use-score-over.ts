/** @file useScoreOver: whether no request comes any more: the score was played to its end. */
import { useOperate } from '../use-operate'
import { useScore } from './use-score'

/** Whether the clock stands at the score's end. */
export function useScoreOver(): boolean {
  const { durationMs } = useScore()
  return useOperate(({ clock }) => !clock.playing && clock.at >= durationMs)
}
