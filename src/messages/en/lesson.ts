/** @file English sentences of lessons: one function a code, its argument the code's typed arguments. */
import { defineMessages } from '../define'
import { count, counted, list } from '../format'

export const lesson = defineMessages('lesson', {
  'lesson-hides': (a: { title: string }) =>
    `"${a.title}" is not part of this lesson. Leave the lesson to use all of Netloom.`,
  'lesson-hides-room': (a: { room: string }) => `The room ${a.room} is not part of this lesson.`,
  'lesson-hides-param': (a: { node: string; param: string }) =>
    `This lesson leaves "${a.param}" of "${a.node}" as it is.`,
  'lesson-locked': (a: { node: string; what: string }) =>
    `"${a.node}" is locked in this lesson: it cannot be ${a.what}. Work on the other layers.`,
  'lesson-on':  'This project is a lesson in hand. Leave it, or edit the lesson, to change its rules.',
  'lesson-none':  'No lesson is open.',
  'lesson-not-written':  'This project has no lesson yet. Write its goal first.',
  'lesson-no-goal':  'A lesson needs a goal in words.',
  'lesson-keeps': (a: { command: string }) =>
    `This lesson would hide "${a.command}", without which work could be lost, so it was not taken.`,
  'lesson-no-room':  'This lesson hides every room, so there would be nothing to work in.',
  'lesson-unknown': (a: { what: string; name: string }) => `A lesson cannot hide a ${a.what} called "${a.name}".`,
  'check-unreadable': (a: { text: string; at: number }) =>
    a.text === ''
      ? `The goal check ${a.at === 0 ? 'is empty' : 'ends too early'}. A condition is one such as metrics.accuracy >= 0.95; "and" joins several.`
      : `The goal check cannot be read from "${a.text}" on (letter ${count(a.at + 1)}). A condition is two values with >=, <=, >, <, == or != between them; "and" joins several.`,
  'check-too-long': (a: { has: number; most: number; what: string }) =>
    `The goal check has ${counted(a.has, a.what)}; the most is ${count(a.most)}.`,
  'check-name': (a: { name: string; known: readonly string[] }) =>
    a.known.length === 0
      ? `The state has no "${a.name}".`
      : `The state has no "${a.name}"; there it has ${list(a.known)}.`,
  'check-no-value': (a: { name: string }) => `"${a.name}" is a group of values, not one. Name a value in it.`,
  'check-kinds': (a: { condition: string }) =>
    `"${a.condition}" compares what cannot be compared: numbers with numbers, or words with == and !=.`,
})
