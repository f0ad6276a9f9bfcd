/** @file English sentences of the studio and its commands: one function a code; its parameter is the code's typed arguments. */
import { defineMessages } from '../define'
import { count } from '../format'

export const studio = defineMessages('studio', {
  'unknown-command': (a: { id: string }) => `There is no command "${a.id}".`,
  'command-off': (a: { title: string }) => `"${a.title}" cannot be done just now.`,
  'unknown-template': (a: { template: string }) => `There is no template "${a.template}".`,
  'unknown-dataset': (a: { dataset: string }) => `There is no dataset "${a.dataset}".`,
  'unknown-backend': (a: { backend: string }) =>
    `There is no backend "${a.backend}"; it can be auto, webgpu, wasm, webgl or cpu.`,
  'unknown-split': (a: { split: string }) => `There is no split "${a.split}"; it can be train, validation or test.`,
  'unknown-format': (a: { format: string }) => `Models leave as a zip, not as "${a.format}".`,
  'no-project': (a: { id: string }) => `There is no project "${a.id}" on this device.`,
  'project-empty': 'This project has no network in it.',
  'open-elsewhere': (a: { project: string }) =>
    `"${a.project}" is open in another tab, which keeps it; changes here are not saved. Work on a copy to keep them.`,
  'save-failed': (a: { why: string }) => `This project could not be saved: ${a.why}`,
  'name-empty': 'A name needs at least one letter.',
  'no-block': (a: { block: string }) => `There is no block "${a.block}" here.`,
  'not-a-block': (a: { layer: string }) => `${a.layer} is a layer, not a block.`,
  'not-inside': 'Step inside a block first.',
  'block-name-taken': (a: { name: string }) => `Another block is called ${a.name}.`,
  'block-param-name': (a: { name: string }) =>
    `"${a.name}" cannot be a parameter of this block: letters, digits and _ make a name, and it must be a new one.`,
  'no-node': (a: { node: string }) => `There is no layer "${a.node}" in this drawing.`,
  'no-wire': (a: { wire: string }) => `There is no wire "${a.wire}" in this drawing.`,
  'no-port': (a: { port: number }) => `There is no port ${a.port}; ports count from 0.`,
  'no-way-out': (a: { node: string }) => `Nothing can be wired from "${a.node}": it is where the network ends.`,
  'no-way-in': (a: { node: string }) => `Nothing can be wired into "${a.node}": it is where the data comes in.`,
  'no-position': 'A position needs two finite numbers, x and y.',
  'no-selection': (a: { title: string; least: number }) =>
    a.least === 1
      ? `"${a.title}" needs a layer to be selected.`
      : `"${a.title}" needs ${a.least} layers or more to be selected.`,
  'no-replace': (a: { node: string; kind: string }) => `"${a.node}" cannot become ${a.kind}.`,
  'no-place': (a: { node: string; way: string }) =>
    `"${a.node}" cannot go one place ${a.way}: the way there parts, joins or ends.`,
  'no-drop': (a: { node: string }) =>
    `"${a.node}" cannot be put into this wire: it takes a layer that is wired to nothing and has a way in and a way out.`,
  'no-history': (a: { steps: number }) => `There are no ${a.steps} steps to go.`,
  'no-fix': (a: { fix: string; code: string }) =>
    `No fix "${a.fix}" is offered for "${a.code}" now; the drawing may have changed.`,
  'version-opened': (a: { number: number; kept: number }) =>
    `This is version ${a.number} now. What was here before is kept as version ${a.kept}.`,
  'no-step': (a: { step: number }) => `There is no step ${a.step} in this history.`,
  'no-source': 'Say which drawing: a step, a version, a run, a project or a project file.',
  'no-change': 'There is nothing to take over: the drawing has it already.',
  'no-cost': (a: { by: string }) => `There is no cost "${a.by}".`,
  'no-picture': (a: { format: string }) => `A picture leaves as svg or png, not as "${a.format}".`,
  'picture-failed': (a: { why: string }) => `No picture could be made: ${a.why}`,
  'no-language': (a: { language: string }) => `The drawing cannot be printed in "${a.language}".`,
  'no-code': 'A drawing with a problem has no code yet.',
  'no-room': (a: { room: string }) => `There is no room "${a.room}".`,
  'no-tab': (a: { tab: string; tabs: readonly string[] }) =>
    `The Data room has no tab "${a.tab}"; it has ${a.tabs.join(', ')}.`,
  'no-theme': (a: { theme: string }) => `The theme can be system, dark or light, not "${a.theme}".`,
  'no-data': 'No data is in use yet. Choose a set in the Data room.',
  'no-rows': (a: { split: string }) => `There are no rows in the ${a.split} part of this split.`,
  'no-run': 'No run is on. Press Train to begin one.',
  'run-blown-up': (a: { run: string; first: number; loss: number; epoch: number; rate: number }) =>
    `${a.run} does worse than it began: its loss was ${short(a.first)} and is ${short(a.loss)} after epoch ${count(a.epoch)}. A learning rate of ${a.rate} is likely too high.`,
  'set-learning-rate': (a: { rate: number }) => `Set it to ${a.rate}`,
  'run-recovers': (a: { why: string; step: number }) =>
    `${a.why} ${a.step > 0 ? `Going on from step ${count(a.step)}.` : 'Beginning again.'}`,
  'run-interrupted': (a: { run: string; step: number; steps: number; from: number }) => {
    if (a.steps === 0) return `${a.run} was interrupted before its first step.`
    const from = a.from === 0 ? 'its beginning' : a.from < a.step ? `step ${count(a.from)}, the last one kept` : 'there'
    return `${a.run} was interrupted after step ${count(a.step)} of ${count(a.steps)}. It goes on from ${from}.`
  },
  'checkpoint-in-use': (a: { run: string; epoch: number; step: number }) =>
    `The weights of ${a.run} after epoch ${count(a.epoch)}, step ${count(a.step)}, are in use now: they answer, and are evaluated, saved and trained on.`,
  'backend-as-before': (a: { backend: string }) => `${a.backend}, where this run began`,
  'run-not-exact': (a: { run: string; why: string }) =>
    `${a.run} would not end with the weights of an undisturbed run: ${a.why}. In the Train room it can go on all the same.`,
  'run-goes-on-otherwise': (a: { run: string; why: string }) =>
    `${a.run} goes on, but ${a.why}: its weights will differ in their last digits from those of an undisturbed run.`,
  'differs-data': (a: { dataset: string }) => `the rows of ${a.dataset} are not those it began with`,
  'differs-backend': (a: { backend: string }) => `${a.backend}, where it was trained, is not there now`,
  'differs-adapter': (a: { before: string; now: string }) => `it was trained on ${a.before}, and here is ${a.now}`,
  'differs-engine': (a: { before: string; now: string }) => `it was trained by ${a.before}, and now by ${a.now}`,
  'differs-version': 'this version of Netloom builds its network otherwise',
  'differs-weights-alone': 'an earlier version of Netloom kept its weights alone',
  'differs-lost': 'it was cut off before its first checkpoint, and what it began with is gone',
  'run-over': (a: { run: string }) => `${a.run} did all it was to do; it can only be trained on from its weights.`,
  'nothing-to-continue': 'No run of this project was interrupted or stopped.',
  'no-way-on': (a: { how: string }) => `A run goes on exactly or nearly, not "${a.how}".`,
  'nothing-kept': 'Nothing is kept of this run to go on from, or what was kept is damaged.',
  'branch-other-network':
    'The drawing is no longer the network of this checkpoint, so its weights do not fit. Undo the changes, or train anew.',
  'run-starts-fresh': 'The drawing is not the one these weights were learnt with, so the new run starts fresh.',
  'no-such-run': (a: { id: string }) => `There is no run "${a.id}" in this project.`,
  'no-model': (a: { name: string; version: number }) =>
    a.version > 0 ? `There is no version ${a.version} of a model "${a.name}".` : `There is no model "${a.name}".`,
  'nothing-trained': 'Nothing has been trained yet. Press Train first.',
  'drawing-wrong': (a: { problem: string; sentence: string }) => `The drawing is not ready to train. ${a.sentence}`,
  'data-replaced': (a: { dataset: string }) => `Loading ${a.dataset} was given up for another set.`,
  'data-cancelled': (a: { dataset: string }) =>
    `Loading ${a.dataset} was cancelled. What had arrived is kept; loading again goes on from there.`,
  'data-failed': (a: { dataset: string; why: string }) => `${a.dataset} could not be loaded: ${a.why}`,
  'data-lacks-column': (a: { dataset: string; column: string }) =>
    `These weights read the column "${a.column}", which ${a.dataset} does not have.`,
  'too-few-samples': (a: { samples: number }) => `${a.samples} samples are too few to train on; take 10 or more.`,
  'seed-not-whole': (a: { seed: number }) => `A seed is a whole number, not ${a.seed}.`,
  'artifact-differs': (a: { difference: number }) =>
    `The exported copy predicts otherwise than the model, by up to ${a.difference.toPrecision(2)}, so it is not offered.`,
})

/** Three digits are enough to tell one loss from another. */
function short(value: number): number {
  return Number(value.toPrecision(3))
}
