/** @file What other folders show of the scenario. */
export { PlayScenarioButton } from './play-scenario-button'
export { SpeedSelect } from './playback-controls'
export { ScenarioDock } from './scenario-dock'
export { momentParts, ticksOf } from './time-span'
export { useScenario, useScenarioHistory, useScenarioOver, useScenarioTouched } from './use-scenario'
