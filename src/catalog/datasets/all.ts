/** @file All available datasets, in display order. To add one, write its record in the file of its kind, and list it here. */
import type { DatasetDef } from '../dataset-def'
import { digits8x8, fashionMnist } from './images'
import { loanApplications } from './loan-applications'
import { mnist, mnistStarter } from './mnist'
import { blobs, checkerboard, circles, moons, spirals, xor } from './points'
import { additionSequences, copySequences, reverseSequences, sortSequences } from './sequences'
import { shapeKinds, shapes } from './shapes'
import { cardPayments } from './streams/card-payments'
import { machineWear } from './streams/machine-wear'
import { shopVisits } from './streams/shop-visits'
import { supportTickets } from './streams/support-tickets'
import { autoMpg, breastCancer, cpsWages, diabetes, penguins, wine } from './tables'
import { firstNames, spamHam } from './texts'
import { textureDefects } from './texture-defects'
import { co2, seattleWeather, sensorNetwork } from './time-series'

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
  loanApplications,
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
