/** @file Messages about hand-ins of lessons: why one cannot be made or read, and what differs from its replay. */
import { defineMessages, defineText } from '../define'
import { byteSize, count, counted, list, metricNumber, plural, wait } from '../format'

export const handIns = defineMessages('hand-ins', {
  'handin-no-lesson': 'No lesson is open, so there is nothing to hand in. Open the lesson in which you have worked.',
  'handin-training': (a: { run: string }) =>
    `"${a.run}" is still training. Wait until it ends, or stop it, and hand in then.`,
  'handin-name-empty': 'The hand-in has no name. Enter the name by which your teacher knows you.',
  'handin-name': (a: { name: string; most: number }) =>
    `The name "${a.name}" cannot be used. A name has 1 to ${count(a.most)} characters on one line, without < and >.`,
  'handin-too-large': (a: { bytes: number; most: number }) =>
    `This hand-in is too large: it is ${byteSize(a.bytes)}, but the limit is ${byteSize(a.most)}. Delete runs that do not matter, and hand in again.`,
  'handin-link-too-large': (a: { bytes: number; most: number }) =>
    `This hand-in is too large for a link: it is ${byteSize(a.bytes)}, but the limit is ${byteSize(a.most)}. Save the file instead.`,
  'handin-other-file': 'This is not a hand-in of a lesson. Choose the file that the learner saved as one.',
  'handin-cut-off': 'This hand-in is incomplete: its end is missing. Ask for the file again.',
  'handin-damaged': 'This hand-in is damaged, so it cannot be read. Ask for the file again.',
  'handin-unpacks': (a: { most: number }) =>
    `This hand-in unpacks to more than ${byteSize(a.most)}, so it was not opened. A hand-in has at most a few hundred kB.`,
  'handin-link-damaged':
    'This link is damaged or cut off, so the hand-in in it cannot be read. Ask for the file instead.',
  'handin-newer': (a: { version: number; known: number }) =>
    `This hand-in uses format ${count(a.version)}, but this version of Netloom reads formats up to ${count(a.known)}. Reload the page to update Netloom.`,
  'handin-too-many': (a: { what: keyof typeof PARTS; has: number; most: number }) =>
    `This hand-in lists ${count(a.has)} ${PARTS[a.what]}; the limit is ${count(a.most)}.`,
  'handin-no-content': (a: { run: string }) => `The settings of "${a.run}" are missing in this hand-in.`,
  'handin-lesson-missing': 'This hand-in contains no lesson, so there is no goal to check.',
  'handin-other-lesson': (a: { lesson: string; open: string }) =>
    `This is a hand-in for "${a.lesson}", but the open lesson is "${a.open}". Open "${a.lesson}" to check it.`,
  'handin-unknown-lesson': (a: { lesson: string }) =>
    `This is a hand-in for "${a.lesson}", which is not a lesson in "New from example". Open your own "${a.lesson}" to check it.`,
  'handin-busy': 'Hand-ins are being checked already. Wait until the check ends, or stop it.',
  'handin-stopped': 'You stopped the check of the hand-ins. Those that were checked are kept.',
  'handin-too-many-files': (a: { files: number; most: number }) =>
    `${count(a.files)} hand-ins were given; the limit is ${count(a.most)}. Check them in parts.`,
})

const PARTS = { runs: 'runs', actions: 'actions', contents: 'versions of the network' } as const

/** Why a hand-in is forged, or differs from its replay: one sentence each. */
export const handInWhyText = defineText('hand-ins/why', {
  edited: 'The file was changed after it was saved: its checksum does not match.',
  lessonEdited: (a: { parts: readonly LessonPart[] }) =>
    `Its lesson was changed: ${list(a.parts.map((part) => LESSON_PARTS[part]))}. The goal of the original lesson counts.`,
  locked: (a: { layer: string }) => `It changes "${a.layer}", which the lesson locks.`,
  goal: (a: { met: boolean }) =>
    a.met
      ? 'It claims that the goal is met, but none of its runs meets it when trained again.'
      : 'It claims that the goal is not met, but a run meets it when trained again.',
  score: (a: { claimed: number; actual: number }) =>
    `It claims a score of ${metricNumber(a.claimed)}, but its runs reach ${metricNumber(a.actual)} when trained again.`,
  runScore: (a: { run: string; metric: string; claimed: number; actual: number }) =>
    `"${a.run}" claims ${a.metric} ${metricNumber(a.claimed)}, but reaches ${metricNumber(a.actual)} when trained again.`,
  data: (a: { run: string; dataset: string }) => `"${a.run}" was trained on other rows than those of "${a.dataset}".`,
  dataVersion: (a: { run: string; dataset: string; app: string }) =>
    `"${a.run}" was trained on other rows of "${a.dataset}", by version ${a.app} of Netloom.`,
  weights: (a: { run: string }) =>
    `"${a.run}" has other weights when trained again, so it was trained with another network, data, settings, or seed.`,
  steps: (a: { run: string; claimed: number; actual: number }) =>
    `"${a.run}" claims ${counted(a.claimed, 'step')}, but takes ${count(a.actual)} when trained again.`,
  engine: (a: { run: string; engine: string }) =>
    `"${a.run}" was trained on ${a.engine}, whose rounding differs from that of the exact engine.`,
  engineScore: (a: { run: string; engine: string; metric: string; claimed: number; actual: number }) =>
    `"${a.run}" was trained on ${a.engine}, whose rounding differs: ${a.metric} was ${metricNumber(a.claimed)}, and is ${metricNumber(a.actual)} on the exact engine.`,
  version: (a: { run: string; app: string }) =>
    `"${a.run}" was trained by version ${a.app} of Netloom, whose weights can differ.`,
  further: (a: { run: string }) =>
    `"${a.run}" continues from the weights of another run, so it cannot be trained again on its own.`,
  inexact: (a: { run: string }) => `"${a.run}" was interrupted and resumed inexactly, so its weights can differ.`,
  untrained: (a: { run: string; why: string }) => `"${a.run}" could not be trained again: ${a.why}`,
  noRuns: 'It contains no finished run, so nothing was trained again.',
  leftOut: (a: { runs: number }) =>
    `${plural(a.runs, { one: 'An older run is', other: '# older runs are' })} not in the file, so nothing is known about them.`,
  slow: (a: { run: string; seconds: number }) =>
    `"${a.run}" takes longer than ${wait(a.seconds)} to train again, so it was not compared.`,
  noHash: (a: { run: string }) => `"${a.run}" has no hash of its weights, so there is nothing to compare.`,
  goalUnknown: (a: { names: readonly string[] }) =>
    `The goal needs ${list(a.names)}, which training alone does not measure. Check it with the learner.`,
})

/** The parts of a lesson that can differ. */
const LESSON_PARTS = {
  goal: 'the goal',
  check: 'the goal check',
  steps: 'the steps',
  locked: 'the locked layers',
  hides: 'the hidden parts',
  start: 'the start',
} as const
export type LessonPart = keyof typeof LESSON_PARTS

/** What a hand-in changed against the start of its lesson. */
export const handInChangesText = defineText('hand-ins/changes', {
  added: (a: { layer: string; kind: string }) => `added ${a.layer} (${a.kind})`,
  removed: (a: { layer: string }) => `deleted ${a.layer}`,
  changed: (a: { layer: string; param: string; before: string; after: string }) =>
    `${a.layer}: ${a.param} ${a.before} → ${a.after}`,
  replaced: (a: { layer: string; before: string; after: string }) => `${a.layer}: ${a.before} → ${a.after}`,
  wires: (a: { wires: number }) => plural(a.wires, { one: '# connection changed', other: '# connections changed' }),
  setting: (a: { name: string; before: string; after: string }) => `${a.name} ${a.before} → ${a.after}`,
  /** Stands for a value that is not set. */
  unset: 'default',
})
