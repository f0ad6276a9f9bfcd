/** @file Crash tests on WebGPU, in which the GPU process dies as well. */
import { testKills } from './kills/sample'

testKills('webgpu', [
  ['gpu', 'tab', 'gpu'],
  ['worker', 'damage'],
])
