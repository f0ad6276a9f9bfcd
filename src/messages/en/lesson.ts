/** @file Messages and text about lessons that load with the first page: goals, and what a lesson hides or locks. */
import { defineMessages, defineText } from '../define'
import { count, list, plural } from '../format'
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

const HIDEABLE = { page: 'page', command: 'command', parameter: 'parameter' } as const

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
  'lesson-not-written': 'This project has no lesson yet. Write its goal first.',
  'lesson-no-goal': 'Write a goal for the lesson.',
  'lesson-keeps': (a: { command: string }) =>
    `A lesson cannot hide "${a.command}", because learners could lose work without it.`,
  'lesson-no-page': 'A lesson must show at least one page.',
  'lesson-unknown': (a: { what: keyof typeof HIDEABLE; name: string }) =>
    `There is no ${HIDEABLE[a.what]} "${a.name}" that a lesson could hide.`,
  'check-unreadable': (a: { text: string; at: number }) => {
    const condition = 'Write a condition such as metrics.accuracy >= 0.95. Join several with "and".'
    if (a.text !== '')
      return `The goal check has an error at "${a.text}" (character ${count(a.at + 1)}). A condition compares two values with >=, <=, >, <, == or !=. Join several with "and".`
    return a.at === 0 ? `The goal check is empty. ${condition}` : `The goal check is not complete. ${condition}`
  },
  'check-too-long': (a: { has: number; most: number; what: 'letter' | 'condition' }) =>
    a.what === 'letter'
      ? `The goal check has ${plural(a.has, { one: '# character', other: '# characters' })}; the limit is ${count(a.most)}.`
      : `The goal check has ${plural(a.has, { one: '# condition', other: '# conditions' })}; the limit is ${count(a.most)}.`,
  'check-name': (a: { name: string; known: readonly string[] }) =>
    a.known.length === 0
      ? `There is no value "${a.name}".`
      : `There is no value "${a.name}". Available here: ${list(a.known)}.`,
  'check-no-value': (a: { name: string }) => `"${a.name}" is a group of values. Name one value in this group.`,
  'check-kinds': (a: { condition: string }) =>
    `"${a.condition}" compares values of different kinds. Compare numbers with numbers; for text, use == or !=.`,
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
  layersOfKind: (a: { kind: string }) => `${a.kind} layers`,
})
