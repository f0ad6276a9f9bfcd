/** @file Messages about the goal of a lesson and its check. Loaded with the code that reads them. */
import { defineMessages, defineText } from '../define'
import { count, editableNumber, list, listOr, plural } from '../format'

/** What a step still needs before the next one opens. */
const MISSING = {
  prediction: 'Make your prediction first.',
  conditions: 'This step is not done yet.',
  outcome: 'Train first, then compare the outcome with your prediction.',
  why: 'Answer the question of this step first.',
} as const

const HIDEABLE = { page: 'page', command: 'command', parameter: 'parameter' } as const

export const lessonCheck = defineMessages('lesson-check', {
  'lesson-not-written': 'This project has no lesson yet. Write its goal first.',
  'lesson-no-goal': 'Write a goal for the lesson.',
  'lesson-keeps': (a: { command: string }) =>
    `A lesson cannot hide "${a.command}", because learners could lose work without it.`,
  'lesson-no-page': 'A lesson must show at least one page.',
  'lesson-unknown': (a: { what: keyof typeof HIDEABLE; name: string }) =>
    `There is no ${HIDEABLE[a.what]} "${a.name}" that a lesson could hide.`,
  'lesson-step-empty': (a: { step: number }) => `Write what to do in step ${count(a.step)}.`,
  'lesson-step-question': (a: { step: number }) => `Write the question that step ${count(a.step)} asks.`,
  'lesson-step-choices': (a: { step: number }) =>
    `The question of step ${count(a.step)} needs at least 2 choices, all different.`,
  'lesson-step-outcomes': (a: { step: number; choices: number; outcomes: number }) =>
    `Step ${count(a.step)} has ${plural(a.choices, { one: '# choice', other: '# choices' })} and ${plural(a.outcomes, { one: '# outcome', other: '# outcomes' })}. Write one outcome for each choice, or none.`,
  'lesson-step-axis': (a: { step: number }) =>
    `The loss axis of step ${count(a.step)} must end above 0, for example at 1.`,
  'lesson-step-none': 'This lesson has no step to answer now.',
  'lesson-step-unknown': (a: { step: number; steps: number }) =>
    `There is no step ${count(a.step)} to go to. ${plural(a.steps, { one: 'You have reached # step', other: 'You have reached # steps' })}.`,
  'lesson-step-open': (a: { missing: keyof typeof MISSING }) => MISSING[a.missing],
  'lesson-no-prediction': 'This step asks for no prediction.',
  'lesson-predicted': 'You have made this prediction already. It stays as it is, so that you can compare it.',
  'lesson-prediction': (a: { needs: 'choice' | 'number' | 'curve'; size: number }) =>
    a.needs === 'choice'
      ? `The prediction is the number of a choice, from 0 to ${count(a.size - 1)}.`
      : a.needs === 'number'
        ? 'The prediction is a number.'
        : `The prediction is a list of ${count(a.size)} losses, from the first to the last epoch.`,
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
  'check-name': (a: { name: string; near: readonly string[]; known: readonly string[] }) =>
    a.near.length > 0
      ? `There is no value "${a.name}". Did you mean ${listOr(a.near)}?`
      : a.known.length === 0
        ? `There is no value "${a.name}".`
        : `There is no value "${a.name}". Available here: ${list(a.known)}.`,
  'check-no-value': (a: { name: string }) => `"${a.name}" is a group of values. Name one value in this group.`,
  'check-kinds': (a: { condition: string }) =>
    `"${a.condition}" compares values of different kinds. Compare numbers with numbers; for text, use == or !=.`,
  'check-share': (a: { condition: string; limit: number }) =>
    `"${a.condition}" cannot be met, because this metric is at most 1, which is 100%. ${a.limit <= 100 ? `Write ${editableNumber(a.limit)}% instead of ${editableNumber(a.limit)}.` : 'Write a percentage, such as 95%.'}`,
})

export const lessonGoalText = defineText('lesson-check/goal', {
  layersOfKind: (a: { kind: string }) => `${a.kind} layers`,
  valuesTried: (a: { setting: string }) => `Different values of ${a.setting} tried`,
})
