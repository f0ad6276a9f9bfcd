/** @file The gallery: every example project, in the order shown. A new one is its file and its line here. */
import { autoMpgMlp } from './auto-mpg-mlp'
import { autoMpgTwoInputs } from './auto-mpg-two-inputs'
import { autoMpgWideDeep } from './auto-mpg-wide-deep'
import { blank } from './blank'
import { digitsAutoencoder } from './digits-autoencoder'
import { digitsCnn } from './digits-cnn'
import { digitsResnet } from './digits-resnet'
import { fashionCnn } from './fashion-cnn'
import { fashionInception } from './fashion-inception'
import { fashionInverted } from './fashion-inverted'
import { lessons } from './lessons'
import { moonsMlp } from './moons-mlp'
import { penguinsMlp } from './penguins-mlp'
import { penguinsTwoHeads } from './penguins-two-heads'
import { shapesUnet } from './shapes-unet'
import { spiralsMlp } from './spirals-mlp'
import type { Template } from './template'
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
  blank,
]

export { lessons } from './lessons'

/** The template or lesson of this id, or undefined. */
export function findTemplate(id: string): Template | undefined {
  return [...templates, ...lessons].find((template) => template.id === id)
}
