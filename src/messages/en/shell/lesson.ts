/**
 * @file UI text for lessons: the dialog that creates a lesson, the bar of an open lesson, its goal, and how to share
 * it.
 */
import { defineText } from '../../define'
import { count, counted, number, percent, plural } from '../../format'

export const lessonText = defineText('shell/lesson', {
  dialog: {
    title: 'Create a lesson',
    inHand: 'You have this lesson open as a learner. To edit it, make a copy. The copy starts without your changes.',
    cancel: 'Cancel',
    editCopy: 'Edit a copy',
    remove: 'Delete lesson',
    preview: 'Preview as learner',
    done: 'Done',
    goal: 'Goal',
    goalPlaceholder: 'Separate the two moons with as few parameters as you can.',
    check: 'Goal check (optional)',
    pages: 'Pages shown',
    commands: 'What learners can do',
    params: 'Parameters shown',
    locked: 'Locked layers',
    lockSelected: (a: { layers: number }) =>
      `Lock ${plural(a.layers, { one: 'the selected layer', other: 'the # selected layers' })}`,
  },
  share: {
    title: 'Share',
    copyLink: 'Copy link',
    copyEmbed: 'Copy embed code',
    embed: 'Embedded view',
    figure: {
      canvas: 'Embed: network',
      loss: 'Embed: loss chart with a Train button',
      prediction: 'Embed: input and prediction',
    },
    linkCopied: (a: { characters: number }) => `Link copied (${characters(a)}).`,
    linkCopiedOwnData: (a: { characters: number; dataset: string; rows: number; noun: 'image' | 'row' }) =>
      `Link copied (${characters(a)}). It does not contain the ${counted(a.rows, a.noun)} of "${a.dataset}". Also send learners the project file with its data.`,
    exportWithData: 'Export project file with data',
    copyByHand: 'The browser did not allow copying. Select the text and copy it.',
    copyable: 'Text to copy',
    embedCopied: (a: { characters: number }) => `Embed code copied (its link has ${characters(a)}).`,
    content:
      'The link contains the lesson, network, training settings, services, and dataset name. For your own data, it also contains column names and category values. It contains no rows and no models.',
    noGoal: 'Write the goal first.',
  },
  bar: {
    label: 'Lesson',
    preview: 'Preview',
    previewLabel: 'Lesson preview',
    more: 'Show all',
    less: 'Show less',
    conditions: 'Goal conditions',
    reached: 'Goal reached',
    reachedGoal: (a: { goal: string }) => `Goal reached: ${a.goal}`,
    /** Screen readers read this before a condition that has been met. */
    met: 'Met:',
    notMet: 'Not met:',
    restart: 'Start over',
    restore: 'Restore my work',
    leave: 'Leave lesson',
    leaveTip: 'Continue in your own project, with all features. Runs and trained weights stay in the lesson.',
    edit: 'Back to editing',
  },
  condition: {
    yes: (a: { name: string }) => `${a.name}: yes`,
    no: (a: { name: string }) => `${a.name}: no`,
    unknown: (a: { name: string }) => `${a.name}: not known yet`,
    unknownGoal: (a: { name: string; goal: string }) => `${a.name}: not known yet (goal: ${a.goal})`,
    untrained: (a: { name: string; goal: string }) => `${a.name}: train first (goal: ${a.goal})`,
    value: (a: { name: string; value: string; goal: string }) => `${a.name}: ${a.value} (goal: ${a.goal})`,
    earlier: (a: { name: string; value: string; goal: string }) =>
      `${a.name}: ${a.value} before your last change; train again (goal: ${a.goal})`,
    onTrainingSet: (a: { name: string; value: string; goal: string }) =>
      `${a.name}: ${a.value} on the training set; evaluate on another set (goal: ${a.goal})`,
    onSeenExamples: (a: { name: string; value: string; goal: string }) =>
      `${a.name}: ${a.value}, but an earlier run may have been trained on these examples; press Train to start with new weights (goal: ${a.goal})`,
    goal: {
      '>=': (a: { value: string }) => `at least ${a.value}`,
      '>': (a: { value: string }) => `over ${a.value}`,
      '<=': (a: { value: string }) => `at most ${a.value}`,
      '<': (a: { value: string }) => `under ${a.value}`,
      '==': (a: { value: string }) => a.value,
      '!=': (a: { value: string }) => `not ${a.value}`,
    },
    percent: (a: { value: number; digits: number }) => percent(a.value, a.digits),
    number: (a: { value: number; digits: number }) =>
      Number.isInteger(a.value) ? count(a.value) : number(a.value, a.digits),
    layersOfKind: (a: { kind: string }) => `${a.kind} layers`,
    /** Names of values, by their path in the state. Metrics have their own names; any other value is shown by its path. */
    names: {
      'metrics.loss': 'Evaluation loss',
      'metrics.rows': 'Examples evaluated',
      'metrics.split': 'Evaluated on',
      'run.loss': 'Training loss',
      'run.validationLoss': 'Validation loss',
      'run.epoch': 'Epochs',
      'run.step': 'Steps',
      'run.learningRate': 'Learning rate',
      'run.tag': 'Run status',
      'check.parameters': 'Parameters',
      'check.ok': 'Network is valid',
    },
  },
  received: {
    lessonTitle: 'You’ve been sent a lesson',
    projectTitle: 'You’ve been sent a project',
    notNow: 'Not now',
    start: 'Start lesson',
    open: 'Open project',
    network: (a: { layers: number; dataset: string; epochs: number }) =>
      `${plural(a.layers, { one: '# layer', other: '# layers' })}, set to train on ${a.dataset} for ${plural(a.epochs, { one: '# epoch', other: '# epochs' })}.`,
    service: (a: { name: string }) =>
      `Its service, ${a.name}, is included without models. Train and save a model to use the service.`,
    services: (a: { services: number }) =>
      `Its ${count(a.services)} services are included without models. Train and save a model to use them.`,
    ownData: (a: { dataset: string; rows: number; noun: 'image' | 'row' }) =>
      `The link does not contain the ${counted(a.rows, a.noun)} of "${a.dataset}". To train, import the project file (.netloom.zip) from the sender.`,
    own: 'It opens as a new project. Your current work does not change.',
    restricted: 'Some features are hidden or locked. You can leave at any time.',
    drawing: (a: { layers: readonly string[] }) => `Network: ${a.layers.join(', ')}`,
  },
})

function characters(a: { readonly characters: number }): string {
  return plural(a.characters, { one: '# character', other: '# characters' })
}
