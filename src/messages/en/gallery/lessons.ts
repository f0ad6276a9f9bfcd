/** @file Text for the lessons in the gallery. */
import { defineText } from '../../define'

export const lessonsText = defineText('gallery/lessons', {
  fewParameters: {
    title: 'Lesson: how small can it be?',
    about: 'Separate the two moons with fewer than 40 parameters. How small can the hidden layer be?',
    reaches: '90% accuracy with 9 units and 37 parameters',
    goal: 'Separate the two moons with fewer than 40 parameters and an accuracy of at least 90% on the validation set. Change the hidden layer, then train.',
  },
})
