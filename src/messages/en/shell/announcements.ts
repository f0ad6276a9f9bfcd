/**
 * @file Text that screen readers announce when the network on the canvas changes: what was done, and the resulting
 * shape.
 */
import { defineText } from '../../define'
import { count, list, plural, significant } from '../../format'

interface Named {
  /** The labels of the layers. */
  readonly layers: readonly string[]
}

export const announcementsText = defineText('shell/announcements', {
  undone: (a: { step: string }) => `Undone: ${a.step}.`,
  undoneSteps: (a: { steps: number }) => `Undone: ${steps(a.steps)}.`,
  redone: (a: { step: string }) => `Redone: ${a.step}.`,
  redoneSteps: (a: { steps: number }) => `Redone: ${steps(a.steps)}.`,
  step: (a: { step: string }) => `${a.step}.`,
  folded: (a: { layers: number; block: string }) => `${layers(a.layers)} grouped into ${a.block}.`,
  unfolded: (a: Named & { blocks: readonly string[] }) => `${named(a.blocks)} ungrouped into ${named(a.layers)}.`,
  swapped: (a: Named & { removed: readonly string[] }) => `${named(a.removed)} replaced by ${named(a.layers)}.`,
  addedAfter: (a: Named & { after: string }) => `${named(a.layers)} added after ${a.after}.`,
  addedBefore: (a: Named & { before: string }) => `${named(a.layers)} added before ${a.before}.`,
  addedApart: (a: Named) => `${named(a.layers)} added, not connected to the other layers.`,
  addedLoose: (a: Named) => `${named(a.layers)} added, not connected.`,
  removed: (a: Named) => `${named(a.layers)} deleted.`,
  removedAndJoined: (a: Named & { from: string; to: string }) =>
    `${named(a.layers)} deleted, ${a.from} connected to ${a.to}.`,
  changed: (a: Named) => `${named(a.layers)} changed.`,
  replaced: (a: { before: string; after: string }) => `${a.before} replaced by ${a.after}.`,
  renamed: (a: { before: string; after: string }) => `${a.before} renamed to ${a.after}.`,
  moved: (a: Named) => `${named(a.layers)} moved.`,
  paramSet: (a: { param: string; layer: string; value: string }) => `${a.param} of ${a.layer} set to ${a.value}.`,
  paramsChanged: (a: { params: readonly string[]; layer: string }) => `${list(a.params)} of ${a.layer} changed.`,
  on: 'on',
  off: 'off',
  several: (a: { values: readonly string[] }) => a.values.join(' × '),
  wired: (a: { from: string; to: string }) => `${a.from} connected to ${a.to}.`,
  unwired: (a: { from: string; to: string }) => `${a.from} no longer connected to ${a.to}.`,
  wiresChanged: (a: { wires: number }) => `${wires(a.wires)} changed.`,
  wiresRemoved: (a: { wires: number }) => `${wires(a.wires)} deleted.`,
  /** Written with spaces, so that a screen reader says "by" between the numbers. */
  shape: (a: { shape: readonly number[] }) =>
    a.shape.length === 0 ? 'Output: one number.' : `Output shape: ${a.shape.map(count).join(' × ')}.`,
  problem: (a: { problem: string }) => `Problem: ${a.problem}`,
  problemAndMore: (a: { problem: string; more: number }) =>
    `Problem: ${a.problem} And ${plural(a.more, { one: '# more problem', other: '# more problems' })}.`,
  noProblems: 'No problems left.',
  problemsLeft: (a: { problems: number }) => `${plural(a.problems, { one: '# problem', other: '# problems' })} left.`,
  inside: (a: { block: string; layers: number }) => `Inside ${a.block}: ${layers(a.layers)}.`,
  outside: 'Back in the network.',
})

/** The labels of up to three layers, or the number of layers. */
function named(labels: readonly string[]): string {
  return labels.length > 3 ? layers(labels.length) : list(labels)
}

function layers(n: number): string {
  return plural(n, { one: '# layer', other: '# layers' })
}

function wires(n: number): string {
  return plural(n, { one: '# wire', other: '# wires' })
}

function steps(n: number): string {
  return plural(n, { one: '# step', other: '# steps' })
}

export const notificationsText = defineText('shell/announcements/notifications', {
  label: 'Notifications',
  showAll: (a: { notices: number }) => `Show ${count(a.notices)} notifications`,
  showWhole: 'Show all',
  close: 'Close notification',
})

interface InEpoch {
  readonly epoch: number
  readonly epochs: number
}

export const progressText = defineText('shell/announcements/progress', {
  epoch: (a: InEpoch) => `Epoch ${count(a.epoch)} of ${count(a.epochs)}.`,
  epochWithLoss: (a: InEpoch & { loss: number }) =>
    `Epoch ${count(a.epoch)} of ${count(a.epochs)}. Loss ${significant(a.loss)}.`,
  epochWithValidationLoss: (a: InEpoch & { loss: number }) =>
    `Epoch ${count(a.epoch)} of ${count(a.epochs)}. Validation loss ${significant(a.loss)}.`,
})
