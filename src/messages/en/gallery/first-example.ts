/**
 * @file Text for the example that Netloom opens with. It is separate from the other examples because every page loads
 * it.
 */
import { defineText } from '../../define'

export const firstExampleText = defineText('gallery/first-example', {
  title: 'Digits: a first CNN',
  about:
    'Recognize handwritten digits. Two convolution layers find strokes and corners, and a dense layer decides which digit they make.',
  reaches:
    '95% accuracy on MNIST’s 10,000 test digits after training on 2,000 digits, and 98.9% after training on all 60,000. Only the full dataset includes these test digits, so your score with the starter dataset can differ',
})
