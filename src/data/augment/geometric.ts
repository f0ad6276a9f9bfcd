/** @file Augmentations that move the pixels of an image: flip, shift, rotate, zoom, and crop. */
import { cosTurn, sinTurn } from '../../base/exact-math'
import { float } from '../../catalog/params'
import { augmentationsText as texts } from '../../messages/en/data/augment'
import { defineAugmentation, symmetricUniform } from './define-augmentation'

/** Flip: mirrors the image left to right or upside down. */
export const flip = defineAugmentation({
  kind: 'flip',
  title: texts.flip.title,
  summary: texts.flip.summary,
  params: {
    sideways: float({ ...texts.flip.params.sideways, min: 0, max: 1, step: 0.05, default: 0.5 }),
    upright: float({ ...texts.flip.params.upright, min: 0, max: 1, step: 0.05, default: 0 }),
  },
  move(random, { sideways, upright }) {
    const x = random.uniform() < sideways ? -1 : 1
    const y = random.uniform() < upright ? -1 : 1
    return [x, 0, 0, 0, y, 0]
  },
})

/** Shift: moves the image sideways, up or down. */
export const shift = defineAugmentation({
  kind: 'shift',
  title: texts.shift.title,
  summary: texts.shift.summary,
  params: {
    across: float({ ...texts.shift.params.across, min: 0, max: 0.5, step: 0.01, default: 0.1 }),
    down: float({ ...texts.shift.params.down, min: 0, max: 0.5, step: 0.01, default: 0.1 }),
  },
  move(random, { across, down }, { height, width }) {
    const x = symmetricUniform(random) * across * width
    const y = symmetricUniform(random) * down * height
    return [1, 0, -x, 0, 1, -y]
  },
})

/** Rotate: rotates the image around its center. */
export const rotate = defineAugmentation({
  kind: 'rotate',
  title: texts.rotate.title,
  summary: texts.rotate.summary,
  params: {
    degrees: float({ ...texts.rotate.params.degrees, min: 0, max: 180, step: 1, default: 10 }),
  },
  move(random, { degrees }) {
    const turn = (symmetricUniform(random) * degrees) / 360
    const within = turn - Math.floor(turn)
    const [cos, sin] = [cosTurn(within), sinTurn(within)]
    return [cos, sin, 0, -sin, cos, 0]
  },
})

/** Zoom: enlarges or shrinks the image. */
export const zoom = defineAugmentation({
  kind: 'zoom',
  title: texts.zoom.title,
  summary: texts.zoom.summary,
  params: {
    amount: float({ ...texts.zoom.params.amount, min: 0, max: 0.9, step: 0.01, default: 0.1 }),
  },
  move(random, { amount }) {
    const scale = 1 / (1 + symmetricUniform(random) * amount)
    return [scale, 0, 0, 0, scale, 0]
  },
})

/** Crop: cuts out a random region of the image and scales it to the full size. */
export const crop = defineAugmentation({
  kind: 'crop',
  title: texts.crop.title,
  summary: texts.crop.summary,
  params: {
    most: float({ ...texts.crop.params.most, min: 0, max: 0.9, step: 0.01, default: 0.2 }),
  },
  move(random, { most: max }, { height, width }) {
    const kept = 1 - random.uniform() * max
    // Keep the cropped region within the image.
    const x = (symmetricUniform(random) * (1 - kept) * width) / 2
    const y = (symmetricUniform(random) * (1 - kept) * height) / 2
    return [kept, 0, x, 0, kept, y]
  },
})
