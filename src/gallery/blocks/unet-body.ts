/**
 * @file The body shared by the U-Nets of the gallery: two levels down, the deepest layer, two levels up, and the mask.
 */
import { unetDown } from './unet-down'
import { unetUp } from './unet-up'

const down = (filters: number) => ({ block: unetDown.id, filters })
const up = (filters: number) => ({ block: unetUp.id, filters })

const look = { kernelSize: 3, padding: 'same', activation: 'relu', kernelInitializer: 'heUniform' }

/**
 * The nodes `down1` to `mark`, to be placed between an input and an output; `filters` sets the width of the deepest
 * layer.
 */
export const unetNodes = (filters: number) =>
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
export const unetWires = [
  'down1 > down2',
  'down2 > deep',
  'deep > up2',
  'down2.1 > up2',
  'up2 > up1',
  'down1.1 > up1',
  'up1 > mark',
] as const

/** The block definitions that a drawing with these nodes needs. */
export const unetBlocks = { [unetDown.id]: unetDown, [unetUp.id]: unetUp }
