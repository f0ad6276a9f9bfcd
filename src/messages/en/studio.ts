/**
 * @file Messages of the studio and its commands that load with the first page: refusals and notices, one entry per
 * code.
 */
import { defineMessages } from '../define'
import { commandsText } from './commands/studio'
import { count, plural } from '../format'
import { type WeightsPlace, weightsPlace } from './studio/offers'

export const studio = defineMessages('studio', {
  'unknown-command': (a: { id: string }) => `There is no command "${a.id}".`,
  'command-off': (a: { title: string }) => `"${a.title}" is not available right now.`,
  'unknown-dataset': (a: { dataset: string }) => `There is no dataset "${a.dataset}".`,
  'no-project': (a: { id: string }) => `There is no project "${a.id}" on this device.`,
  'project-empty': 'This project has no network.',
  'open-elsewhere': (a: { project: string }) =>
    `"${a.project}" is open in another tab, so changes here are not saved, services do not start, and aliases do not move. Runs are kept, but the other tab does not use their weights. To keep your changes, choose "${commandsText['project.copy']}".`,
  'save-failed': (a: { why: string }) => `This project could not be saved: ${a.why}`,
  'save-not-kept':
    'The browser accepted this project but did not keep it. Export the project, then restart the browser.',
  'name-empty': 'A name needs at least one character.',
  'no-block': (a: { block: string }) => `There is no block "${a.block}" here.`,
  'not-a-block': (a: { layer: string }) => `${a.layer} is a layer, not a block.`,
  'not-inside': 'Open a block first.',
  'block-name-taken': (a: { name: string }) => `Another block is already called ${a.name}.`,
  'block-param-name': (a: { name: string }) =>
    `"${a.name}" cannot be the name of a block parameter. Use letters, digits and _, and a name that is not taken.`,
  'no-node': (a: { node: string }) => `There is no node "${a.node}" here.`,
  'no-way-out': (a: { node: string }) => `"${a.node}" has no output, so nothing can be connected after it.`,
  'no-way-in': (a: { node: string }) => `"${a.node}" has no input, so nothing can be connected to it.`,
  'drawing-full': (a: { part: 'nodes' | 'wires'; has: number; most: number }) =>
    a.part === 'nodes'
      ? `A drawing can have at most ${count(a.most)} layers on one level; this one would have ${count(a.has)}. Group some of them into a block.`
      : `A drawing can have at most ${count(a.most)} wires on one level; this one would have ${count(a.has)}. Group some layers into a block.`,
  'no-selection': (a: { title: string; least: number }) =>
    plural(a.least, {
      one: `To use "${a.title}", select something on the canvas first.`,
      other: `To use "${a.title}", select at least # nodes first.`,
    }),
  'no-place': (a: { node: string; way: 'earlier' | 'later' }) =>
    a.way === 'earlier'
      ? `"${a.node}" cannot move one position earlier because its path branches, merges, or starts at that point.`
      : `"${a.node}" cannot move one position later because its path branches, merges, or ends at that point.`,
  'no-drop': (a: { node: string }) =>
    `"${a.node}" cannot be inserted into this wire. Only unconnected nodes with an input and an output can be inserted.`,
  'no-replace': (a: { node: string; kind: string }) => `"${a.node}" cannot be replaced with ${a.kind}.`,
  'label-long': (a: { has: number; most: number }) =>
    `A label can have at most ${count(a.most)} characters; this one has ${count(a.has)}.`,
  'no-wire': (a: { wire: string }) => `There is no wire "${a.wire}" here.`,
  'no-history': (a: { steps: number }) =>
    a.steps < 0
      ? `There are fewer than ${plural(-a.steps, { one: '# step', other: '# steps' })} to undo.`
      : `There are fewer than ${plural(a.steps, { one: '# step', other: '# steps' })} to redo.`,
  'text-long': (a: { name: string; has: number; most: number }) =>
    `A name in "${a.name}" can have at most ${count(a.most)} characters; this one has ${count(a.has)}.`,
  'list-long': (a: { name: string; has: number; most: number }) =>
    `"${a.name}" can have at most ${count(a.most)} entries; this list has ${count(a.has)}.`,
  'position-range': (a: { most: number }) =>
    `A position on the canvas must be from −${count(a.most)} to ${count(a.most)} pixels.`,
  'no-fix': (a: { fix: string; code: string }) =>
    `The fix "${a.fix}" is no longer available for "${a.code}". The network may have changed.`,
  'no-code': 'The network has a problem, so there is no code for it yet. Fix the problem first.',
  'no-data': 'No dataset is in use yet. Choose one on the Data page.',
  'no-run': 'Nothing is being trained. Press Train first.',
  'run-interrupted': (a: { run: string; step: number; steps: number; from: number }) => {
    if (a.steps === 0) return `${a.run} was interrupted before its first step.`
    const interrupted =
      a.step < a.steps
        ? `${a.run} was interrupted. Its last recorded step is ${count(a.step)} of ${count(a.steps)}.`
        : `${a.run} was interrupted after its last step, before its final evaluation.`
    if (a.from === 0) return `${interrupted} It can only restart from the beginning.`
    return a.from < a.step
      ? `${interrupted} It can resume from its last checkpoint, step ${count(a.from)}.`
      : `${interrupted} It can resume from that step.`
  },
  'checkpoint-in-use': (a: WeightsPlace & { run: string }) =>
    `The weights of ${a.run}, ${weightsPlace(a)}, are now in use.`,
  'backend-as-before': (a: { backend: string }) => `This run started on ${a.backend}.`,
  'nothing-kept': 'This run has no checkpoint to continue from, or the checkpoint is damaged.',
  'network-follows-classes': (a: { column: string; classes: number }) =>
    `"${a.column}" now ${a.classes === 0 ? 'contains numbers' : `has ${plural(a.classes, { one: '# class', other: '# classes' })}`}, and the last layer was adapted.`,
  'nothing-trained': 'Nothing has been trained yet. Press Train first.',
  'drawing-wrong': (a: { problem: string; sentence: string }) => `You cannot train yet. ${a.sentence}`,
  'data-replaced': (a: { dataset: string }) => `Loading ${a.dataset} was canceled because another dataset was chosen.`,
  'data-cancelled': (a: { dataset: string }) =>
    `Loading ${a.dataset} was canceled. The downloaded part is kept, so loading can resume later.`,
  'data-failed': (a: { dataset: string; why: string }) => `${a.dataset} could not be loaded: ${a.why}`,
  'too-few-samples': (a: { samples: number }) =>
    `A dataset of ${plural(a.samples, { one: '# example', other: '# examples' })} is too small to train on. Use at least 10.`,
})

export const shellNotices = defineMessages('studio/shell-notices', {
  'part-not-loaded': (a: { why: string }) =>
    `This part of Netloom could not be loaded. Your work is saved. Reload the page to try again. (${a.why})`,
  'netloom-error': (a: { why: string }) => `Something went wrong in Netloom: ${a.why}`,
  'version-ready': 'A new version of Netloom is ready.',
})
