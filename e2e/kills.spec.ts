/**
 * @file Crash tests on WASM: 12 of the 20 seeded kills. Tabs, workers, and browsers die mid-run, and checkpoints get
 * damaged.
 */
import { testKills } from './kills/sample'

testKills('wasm', { stories: 4, kills: 3 })
