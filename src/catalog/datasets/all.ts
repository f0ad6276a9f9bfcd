/** @file All datasets that can be picked, in the order they are shown. A new one is its file and its line here. */
import type { DatasetDef } from '../dataset-def'
import { autoMpg } from './auto-mpg'
import { blobs } from './blobs'
import { checkerboard } from './checkerboard'
import { circles } from './circles'
import { fashionMnist } from './fashion-mnist'
import { mnist } from './mnist'
import { mnistStarter } from './mnist-starter'
import { moons } from './moons'
import { penguins } from './penguins'
import { shapes } from './shapes'
import { spirals } from './spirals'
import { wine } from './wine'
import { xor } from './xor'

export const datasets: readonly DatasetDef[] = [
  mnistStarter,
  mnist,
  fashionMnist,
  penguins,
  autoMpg,
  wine,
  moons,
  circles,
  spirals,
  xor,
  blobs,
  checkerboard,
  shapes,
]

export { findDataset } from '../dataset-def'
