/** @file Messages and text about lessons that load with the first page: what a lesson hides or locks. */
import { defineMessages, defineText } from '../define'
import { type PageId, pagesText } from './shell/pages'

/** Actions on a locked layer that a lesson refuses. */
const LOCKED = {
  removed: 'removed',
  changed: 'changed',
  renamed: 'renamed',
  moved: 'moved',
  rewired: 'connected differently',
  'changed inside': 'changed inside',
} as const

export const lesson = defineMessages('lesson', {
  'lesson-hides': (a: { title: string }) =>
    `"${a.title}" is not available in this lesson. Leave the lesson to use all of Netloom.`,
  'lesson-hides-page': (a: { page: PageId }) => `The ${pagesText.titles[a.page]} page is not available in this lesson.`,
  'lesson-hides-param': (a: { node: string; param: string }) =>
    `You cannot change "${a.param}" of "${a.node}" in this lesson.`,
  'lesson-locked': (a: { node: string; what: keyof typeof LOCKED }) =>
    `"${a.node}" is locked in this lesson and cannot be ${LOCKED[a.what]}. Work on the other layers.`,
  'lesson-on': 'You have this lesson open as a learner. To change its rules, leave the lesson, or edit a copy of it.',
  'lesson-none': 'No lesson is open.',
  'lesson-predict-first': (a: { question: string }) => `Predict before you train: ${a.question}`,
})

export const lessonRulesText = defineText('lesson/lesson-rules', {
  commands: {
    layers: 'Add, replace, and delete layers',
    wires: 'Connect and disconnect layers',
    params: 'Change layer parameters',
    names: 'Rename layers',
    arrange: 'Move and arrange layers',
    notes: 'Write notes on the canvas',
    blocks: 'Group layers into blocks and open them',
    fixes: 'Apply suggested fixes',
    data: 'Choose another dataset',
    plan: 'Change training settings',
    train: 'Train',
    insight: 'Run training checks',
    code: 'View the network as code',
    cost: 'View the cost of each layer',
    compare: 'Compare networks',
    operate: 'Operate services',
    machine: 'Choose a training backend',
  },
})
