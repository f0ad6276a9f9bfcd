/** @file The scores that ship, in the order they are offered. A new one is its file and its line here. */
import { badDeploy } from './bad-deploy'
import { dimmingCamera } from './dimming-camera'
import { driftingYear } from './drifting-year'
import { quietDay } from './quiet-day'
import type { ScorePreset } from './scenario-preset'
import { usual } from './usual'

export const scorePresets: readonly ScorePreset[] = [usual, quietDay, badDeploy, dimmingCamera, driftingYear]

/** The score of this id, or undefined. */
export function findScore(id: string): ScorePreset | undefined {
  return scorePresets.find((one) => one.id === id)
}
