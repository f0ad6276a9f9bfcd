/** @file Crash tests on WebGPU: 8 of the 20 seeded kills, in which the GPU process dies as well. */
import { testKills } from './kills/sample'

testKills('webgpu', { stories: 2, kills: 4 })
