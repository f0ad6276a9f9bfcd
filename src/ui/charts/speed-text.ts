/** @file Formats the training speed. */
import { chartsText } from '../../messages/en/charts'

/** Formats steps per second, such as 212 steps/s or 3.4 steps/s. */
export function speedText(stepsPerSecond: number): string {
  return chartsText.speed({ stepsPerSecond })
}
