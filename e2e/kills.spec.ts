/** Kills: twelve of the seeded twenty. Tabs, workers and whole browsers die in the middle of runs, and checkpoints are damaged. */
import { killsTold } from './kills/sample'

killsTold('wasm', { stories: 4, kills: 3 })
