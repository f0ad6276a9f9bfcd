/** @file The gallery: every example project, in display order. To add an example, create its file and list it here. */
// Some examples transform columns, so the check needs these transforms as soon as an example is opened.
import '../data/transforms/step-chain'
import { additionGru } from './addition-gru'
import { autoMpgMlp } from './auto-mpg-mlp'
import { autoMpgTwoInputs } from './auto-mpg-two-inputs'
import { autoMpgWideDeep } from './auto-mpg-wide-deep'
import { blank } from './blank'
import { breastCancerMlp } from './breast-cancer-mlp'
import { cardFraud } from './card-fraud'
import { co2Forecast } from './co2-forecast'
import { defectsCnn } from './defects-cnn'
import { defectsUnet } from './defects-unet'
import { diabetesLine } from './diabetes-linear-regression'
import { digitsAutoencoder } from './digits-autoencoder'
import { digitsCnn } from './digits-cnn'
import { digitsResnet } from './digits-resnet'
import { fashionCnn } from './fashion-cnn'
import { fashionInception } from './fashion-inception'
import { fashionInverted } from './fashion-inverted'
import { lessons } from './lessons'
import { machineWearMlp } from './machine-wear-mlp'
import { moonsMlp } from './moons-mlp'
import { namesGru } from './names-gru'
import { penguinsMlp } from './penguins-mlp'
import { penguinsTwoHeads } from './penguins-two-heads'
import { reverseGru } from './reverse-gru'
import { sensorEvents } from './sensor-events'
import { shapeKindsCnn } from './shape-kinds-cnn'
import { shapesUnet } from './shapes-unet'
import { shopVisitsMlp } from './shop-visits-mlp'
import { smallDigitsMlp } from './small-digits-mlp'
import { sortGru } from './sort-gru'
import { spamConv } from './spam-conv'
import { spiralsMlp } from './spirals-mlp'
import type { Template } from './template'
import { ticketsBag } from './tickets-bag-of-words'
import { wagesMlp } from './wages-mlp'
import { weatherMlp } from './weather-mlp'
import { wineMlp } from './wine-mlp'

export const templates: readonly Template[] = [
  digitsCnn,
  spiralsMlp,
  penguinsMlp,
  autoMpgMlp,
  fashionCnn,
  wineMlp,
  moonsMlp,
  autoMpgTwoInputs,
  penguinsTwoHeads,
  autoMpgWideDeep,
  digitsResnet,
  fashionInception,
  fashionInverted,
  digitsAutoencoder,
  shapesUnet,
  smallDigitsMlp,
  breastCancerMlp,
  diabetesLine,
  wagesMlp,
  weatherMlp,
  co2Forecast,
  sensorEvents,
  namesGru,
  spamConv,
  shopVisitsMlp,
  cardFraud,
  machineWearMlp,
  ticketsBag,
  shapeKindsCnn,
  defectsCnn,
  defectsUnet,
  reverseGru,
  sortGru,
  additionGru,
  blank,
]

export { lessons } from './lessons'

/** The template or lesson with this id, or undefined. */
export function findTemplate(id: string): Template | undefined {
  return [...templates, ...lessons].find((template) => template.id === id)
}
