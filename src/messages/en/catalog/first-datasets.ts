/** @file UI text for the datasets that come with the first page. */
import { defineText } from '../../define'

export const firstDatasetsText = defineText('catalog/first-datasets', {
  mnist: {
    title: 'MNIST digits',
    about:
      '70,000 handwritten digits from about 500 people, 28×28 pixels each. The 10,000 test digits and the 60,000 training digits come from different people.',
  },
  mnistStarter: {
    title: 'MNIST digits, starter',
    about: '2,000 of the 60,000 MNIST training images, 200 of each digit. Small enough to load with the page.',
  },
})
