/** @file The ready-made scenarios, in display order. To add a scenario, create its file and list it here. */
import { badDeploy } from './bad-deploy'
import { dimmingCamera } from './dimming-camera'
import { driftingYear } from './drifting-year'
import { quietDay } from './quiet-day'
import type { ScenarioPreset } from './scenario-preset'
import { usualTraffic } from './usual-traffic'

export const scenarioPresets: readonly ScenarioPreset[] = [
  usualTraffic,
  quietDay,
  badDeploy,
  dimmingCamera,
  driftingYear,
]

/** The scenario with this id, or undefined. */
export function findScenario(id: string): ScenarioPreset | undefined {
  return scenarioPresets.find((one) => one.id === id)
}
