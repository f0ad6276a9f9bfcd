/** @file Figures: the speed of training as text. */
import { chartsText } from '../../messages/en/charts'

/** 212 steps/s, 3.4 steps/s. */
export function speedWords(stepsPerSecond: number): string {
  return chartsText.speed({ stepsPerSecond })
}
