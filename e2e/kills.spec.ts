/** @file Crash tests on WASM: tabs, workers, and browsers die mid-run, and a checkpoint gets damaged. */
import { testKills } from './kills/sample'

testKills('wasm', [
  ['tab', 'worker'],
  ['browser', 'damage'],
])
