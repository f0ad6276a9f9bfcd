/**
 * @file Crash tests on WASM, 12 of 20 seeded kills: tabs, workers, and browsers die mid-run; checkpoints are damaged.
 */
import { testKills } from './kills/sample'

testKills('wasm', { stories: 4, kills: 3 })
