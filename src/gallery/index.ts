/** @file The gallery: every example project and lesson, in display order. */
// Some examples transform columns, so the check needs these transforms as soon as an example is opened.
import '../data/transforms/step-chain'
import { mnistStarter } from '../catalog/datasets/mnist'
import { defaultPlan } from '../compile/default-plan'
import { lessonsText, examplesText as text } from '../messages/en/gallery/examples'
import { digitsAutoencoder, digitsResnet, smallDigitsMlp } from './digits'
import { digitsCnn } from './digits-cnn'
import { defectsCnn, fashionCnn, fashionInception, fashionInverted, shapeKindsCnn } from './images'
import { filtersLesson, wordsLesson } from './lessons/inputs'
import { activationsLesson, neuronLesson } from './lessons/neurons'
import { foolLesson, sureLesson } from './lessons/proof'
import { serviceLesson } from './lessons/service'
import { overfittingLesson, rateLesson } from './lessons/training'
import { fairLesson, whyLesson } from './lessons/trust'
import { moonsMlp, spiralsMlp } from './points'
import { defectsUnet, shapesUnet } from './segmentation'
import { additionGru, reverseGru, sortGru } from './sequences'
import {
  autoMpgMlp,
  autoMpgTwoInputs,
  autoMpgWideDeep,
  breastCancerMlp,
  diabetesLine,
  penguinsMlp,
  penguinsTwoHeads,
  wagesMlp,
  wineMlp,
} from './tables'
import { draw, type Template } from './template'
import { namesGru, spamConv, ticketsBag } from './texts'
import { cardFraud, co2Forecast, machineWearMlp, sensorEvents, shopVisitsMlp, weatherMlp } from './time-series'

/** An unconnected input and output, on the starter digits. */
const blank: Template = {
  id: 'blank',
  ...text.blank,
  content: {
    name: text.untitled,
    networks: [
      { name: 'network', drawing: draw({ input: [0, 0, 'input', 'Input'], output: [3, 0, 'output', 'Output'] }, []) },
    ],
    data: { dataset: 'mnist-starter' },
    plan: defaultPlan(mnistStarter),
  },
}

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

/** A network with 9 hidden units has 37 parameters, one with 10 has 41, so the goal allows up to 9 units. */
const fewParameters: Template = {
  id: 'lesson-few-parameters',
  title: lessonsText.fewParameters.title,
  about: lessonsText.fewParameters.about,
  reaches: lessonsText.fewParameters.reaches,
  content: {
    ...moonsMlp.content,
    name: lessonsText.fewParameters.title,
    lesson: {
      goal: lessonsText.fewParameters.goal,
      check: 'metrics.accuracy >= 0.9 and check.parameters < 40',
      hides: {
        pages: ['operate', 'machine'],
        commands: ['wires', 'blocks', 'code', 'insight', 'operate', 'machine', 'data'],
      },
      locked: ['point', 'dense', 'moon'],
    },
  },
}

/** Lessons: examples with a goal, opened like any template. */
export const lessons: readonly Template[] = [
  neuronLesson,
  activationsLesson,
  rateLesson,
  overfittingLesson,
  filtersLesson,
  wordsLesson,
  fairLesson,
  whyLesson,
  sureLesson,
  foolLesson,
  serviceLesson,
  fewParameters,
]

/** The template or lesson with this id, or undefined. */
export function findTemplate(id: string): Template | undefined {
  return [...templates, ...lessons].find((template) => template.id === id)
}
