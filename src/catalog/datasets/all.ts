/** @file All available datasets, in display order. To add one, create its file and add a line here. */
import type { DatasetDef } from '../dataset-def'
import { autoMpg } from './auto-mpg'
import { blobs } from './blobs'
import { breastCancer } from './breast-cancer'
import { checkerboard } from './checkerboard'
import { circles } from './circles'
import { co2 } from './co2'
import { cpsWages } from './cps-wages'
import { diabetes } from './diabetes'
import { digits8x8 } from './digits-8x8'
import { fashionMnist } from './fashion-mnist'
import { firstNames } from './first-names'
import { mnist } from './mnist'
import { mnistStarter } from './mnist-starter'
import { moons } from './moons'
import { penguins } from './penguins'
import { seattleWeather } from './seattle-weather'
import { sensorNetwork } from './sensor-network'
import { additionSequences } from './sequences/addition'
import { copySequences } from './sequences/copy-letters'
import { reverseSequences } from './sequences/reverse-letters'
import { sortSequences } from './sequences/sort-letters'
import { shapeKinds } from './shape-kinds'
import { shapes } from './shapes'
import { spamHam } from './spam-ham'
import { spirals } from './spirals'
import { cardPayments } from './streams/card-payments'
import { machineWear } from './streams/machine-wear'
import { shopVisits } from './streams/shop-visits'
import { supportTickets } from './streams/support-tickets'
import { textureDefects } from './texture-defects'
import { wine } from './wine'
import { xor } from './xor'

export const datasets: readonly DatasetDef[] = [
  mnistStarter,
  mnist,
  fashionMnist,
  digits8x8,
  penguins,
  autoMpg,
  wine,
  breastCancer,
  diabetes,
  cpsWages,
  seattleWeather,
  co2,
  sensorNetwork,
  shopVisits,
  cardPayments,
  machineWear,
  supportTickets,
  firstNames,
  spamHam,
  moons,
  circles,
  spirals,
  xor,
  blobs,
  checkerboard,
  shapes,
  shapeKinds,
  textureDefects,
  copySequences,
  reverseSequences,
  sortSequences,
  additionSequences,
]

export { findDataset } from '../dataset-def'
