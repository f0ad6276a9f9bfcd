/** @file Examples: U-Nets, which mark what is in an image pixel by pixel. */
import { shapes } from '../catalog/datasets/shapes'
import { textureDefects } from '../catalog/datasets/texture-defects'
import { examplesText as text } from '../messages/en/gallery/examples'
import { unetDown, unetUp } from './blocks/unet'
import { draw, networkExample } from './template'

const down = (filters: number) => ({ block: unetDown.id, filters })
const up = (filters: number) => ({ block: unetUp.id, filters })

const look = { kernelSize: 3, padding: 'same', activation: 'relu', kernelInitializer: 'heUniform' }

/**
 * The nodes `down1` to `mark`, to be placed between an input and an output; `filters` sets the width of the deepest
 * layer.
 */
const unetNodes = (filters: number) =>
  ({
    down1: [1, 0, 'block', 'Down 1', down(8)],
    down2: [1.9, 1, 'block', 'Down 2', down(16)],
    // not text: names of nodes, saved with a drawing
    deep: [2.8, 2, 'conv2d', 'Deep', { ...look, filters }],
    up2: [3.7, 1, 'block', 'Up 2', up(16)],
    up1: [4.6, 0, 'block', 'Up 1', up(8)],
    // not text: the name of a node
    mark: [5.6, 0, 'conv2d', 'Mark', { filters: 1, kernelSize: 1, padding: 'same', activation: 'sigmoid' }],
  }) as const

/** The wires between these nodes, including the skip connections. */
const unetWires = ['down1 > down2 > deep > up2', 'down2.1 > up2 > up1', 'down1.1 > up1 > mark'] as const

/** The block definitions that a drawing with these nodes needs. */
const unetBlocks = { [unetDown.id]: unetDown, [unetUp.id]: unetUp }

/** A U-Net that marks the discs in an image, pixel by pixel. */
export const shapesUnet = networkExample({
  id: 'shapes-unet',
  text: text.shapesUnet,
  dataset: shapes,
  drawing: {
    ...draw(
      {
        picture: [0, 0, 'input', 'Picture'],
        ...unetNodes(24),
        discs: [6.6, 0, 'output', 'Discs'],
      },
      ['picture > down1', ...unetWires, 'mark > discs'],
    ),
    blocks: unetBlocks,
  },
  plan: { learningRate: 0.002, batchSize: 8, epochs: 32 },
})

/** A U-Net with two outputs, the class of a defect and its mask. */
export const defectsUnet = networkExample({
  id: 'defects-unet',
  text: text.defectsUnet,
  dataset: textureDefects,
  drawing: {
    ...draw(
      {
        cloth: [0, 0, 'input', 'Cloth'],
        ...unetNodes(32),
        where: [6.6, 0, 'output', 'Where', { target: 'where' }],
        strongest: [3.9, 2, 'globalMaxPooling2d', 'Strongest'],
        which: [4.9, 2, 'dense', 'Which', { units: 4, activation: 'softmax' }],
        defect: [5.9, 2, 'output', 'Defect'],
      },
      ['cloth > down1', ...unetWires, 'mark > where', 'deep > strongest > which > defect'],
    ),
    blocks: unetBlocks,
  },
  plan: {
    loss: { Where: { kind: 'binaryCrossentropy' }, Defect: { kind: 'categoricalCrossentropy' } },
    // This combination of learning rate (0.001 or 0.003) and epochs (up to 40) had the lowest validation loss. The
    // test set was used only afterwards.
    learningRate: 0.003,
    batchSize: 16,
    epochs: 40,
  },
})
