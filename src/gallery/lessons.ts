/** @file Lessons of the gallery: examples with a goal, begun like any template. */
import { moonsMlp } from './moons-mlp'
import { defineTemplate, type Template } from './template'

/** How few parameters bend a border: less is enough, and too little is not. */
const fewParameters = defineTemplate({
  id: 'lesson-few-parameters',
  title: 'Lesson: as few as you can',
  about: 'The moons once more: part them with fewer than 40 parameters. How small may the hidden layer be?',
  reaches: 'accuracy 0.9 with 9 units and 37 parameters',
  content: {
    ...moonsMlp.content,
    name: 'Lesson: as few as you can',
    lesson: {
      goal: 'Part the two moons with fewer than 40 parameters: accuracy 0.9 or more on the validation rows. Change the hidden layer, then train.',
      check: 'metrics.accuracy >= 0.9 and check.parameters < 40',
      hides: { rooms: ['machine'], commands: ['wires', 'blocks', 'code', 'insight', 'machine', 'data'] },
      locked: ['point', 'dense', 'moon'],
    },
  },
})

export const lessons: readonly Template[] = [fewParameters]
