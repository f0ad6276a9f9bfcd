/** @file What other folders show of the scenario. */
export { PlayScenarioButton, SpeedSelect } from './playback-controls'
export { ScenarioDock } from './scenario-dock'
export { momentParts, ticksOf } from './time-span'
export {
  useScenario,
  useScenarioHistory,
  useScenarioOver,
  useScenarioSubject,
  useScenarioTouched,
} from './use-scenario'
