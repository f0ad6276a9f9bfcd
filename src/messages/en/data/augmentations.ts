/** @file Text of the augmentations: names, descriptions and parameters. */
import { defineText } from '../../define'
import { percent } from '../../format'

const ofImages = { label: 'Share of images' }

export const augmentationsText = defineText('data/augmentations', {
  flip: {
    title: 'Flip',
    summary:
      'Mirrors some of the images. Do not use it where a mirror image means something else, as with digits or letters.',
    params: {
      sideways: { label: 'Left to right', help: 'Share of the images.' },
      upright: { label: 'Upside down', help: 'Share of the images.' },
    },
  },
  shift: {
    title: 'Shift',
    summary: 'Moves the image by up to a share of its width and height, in either direction.',
    params: {
      across: { label: 'Left and right', help: 'Largest share of the width.' },
      down: { label: 'Up and down', help: 'Largest share of the height.' },
    },
  },
  rotate: {
    title: 'Rotate',
    summary: 'Rotates the image around its center, in either direction.',
    params: { degrees: { label: 'Degrees', help: 'Largest angle in either direction.' } },
  },
  zoom: {
    title: 'Zoom',
    summary: 'Makes the image larger or smaller by up to a share of its size.',
    params: {
      amount: { label: 'Amount', help: `0.1 is from ${percent(0.1, 0)} smaller to ${percent(0.1, 0)} larger.` },
    },
  },
  crop: {
    title: 'Crop',
    summary: 'Cuts a random part out of the image and scales it to the full size.',
    params: { most: { label: 'Cut off', help: 'Largest share of each side.' } },
  },
  erase: {
    title: 'Erase',
    summary: 'Covers a rectangle of some images with the mean color, so the network cannot rely on a single part.',
    params: { share: ofImages, size: { label: 'Size', help: 'Largest share of height and width.' } },
  },
  noise: {
    title: 'Noise',
    summary: 'Adds normal noise to every pixel, or to every number of a table after its preparation.',
    params: {
      deviation: {
        label: 'Standard deviation',
        help: 'For an image, 1 is the range from black to white; for a column, 1 is its own standard deviation.',
      },
    },
  },
  brightness: {
    title: 'Brightness',
    summary: 'Makes the image lighter or darker, and its contrast stronger or weaker.',
    params: {
      light: { label: 'Brightness', help: '1 is the range from black to white.' },
      contrast: { label: 'Contrast', help: `0.15 is up to ${percent(0.15, 0)} in either direction.` },
    },
  },
  blur: {
    title: 'Blur',
    summary: 'Blurs the image with a Gaussian of random width.',
    params: { radius: { label: 'Radius', help: 'Largest standard deviation of the Gaussian, in pixels.' } },
  },
  mixup: {
    title: 'Mixup',
    summary: 'Blends pairs of examples in a batch. Both labels count, in the same proportion as the examples.',
    params: { alpha: { label: 'Alpha', help: '0 does not mix; 1 makes every proportion equally likely.' } },
  },
})
