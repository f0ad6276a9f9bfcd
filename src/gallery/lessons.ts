/** @file Lessons of the gallery: examples with a goal, opened like any template. */
import { lessonsText as text } from '../messages/en/gallery/examples'
import { moonsMlp } from './moons-mlp'
import { defineTemplate, type Template } from './template'

/** A network with 9 hidden units has 37 parameters, one with 10 has 41, so the goal allows up to 9 units. */
const fewParameters = defineTemplate({
  id: 'lesson-few-parameters',
  title: text.fewParameters.title,
  about: text.fewParameters.about,
  reaches: text.fewParameters.reaches,
  content: {
    ...moonsMlp.content,
    name: text.fewParameters.title,
    lesson: {
      goal: text.fewParameters.goal,
      check: 'metrics.accuracy >= 0.9 and check.parameters < 40',
      hides: { pages: ['machine'], commands: ['wires', 'blocks', 'code', 'insight', 'machine', 'data'] },
      locked: ['point', 'dense', 'moon'],
    },
  },
})

export const lessons: readonly Template[] = [fewParameters]
