/** @file UI text for the keyboard shortcuts: what each key does on the page, on the canvas, and in Operate. */
import { defineText } from '../../define'

export const shortcutsText = defineText('shell/shortcuts', {
  title: 'Help',
  terms: {
    title: 'Terms',
    network: {
      epochStep: {
        term: 'Epoch, step, batch',
        meaning: 'A step learns from one batch of examples. After an epoch, each example was used once.',
      },
      loss: {
        term: 'Loss',
        meaning: 'How wrong the predictions are. Training makes it smaller.',
      },
      learningRate: {
        term: 'Learning rate',
        meaning: 'How far each step changes the weights. Too large diverges, too small is slow.',
      },
      validationSet: {
        term: 'Validation set',
        meaning: 'Examples that training does not use. They show how well the network predicts new data.',
      },
      block: {
        term: 'Block',
        meaning: 'Layers that are used as one. A project can use a block several times.',
      },
    },
    operate: {
      service: {
        term: 'Service',
        meaning: 'The stages that each request passes through, from the source to the log.',
      },
      scenario: {
        term: 'Scenario',
        meaning: 'What is simulated: events on tracks for traffic, drift, faults, and labels.',
      },
      versionAlias: {
        term: 'Version, alias',
        meaning: 'Each saved model is a version. An alias, such as champion, says which version is used.',
      },
      championChallenger: {
        term: 'Champion, challenger, shadow',
        meaning: 'The champion answers requests, the challenger a share of them, and the shadow only copies.',
      },
      canaryRollout: {
        term: 'Canary rollout',
        meaning: 'The challenger gets more and more requests, unless it is worse than the champion.',
      },
      objectiveSlo: {
        term: 'Objective (SLO), error budget, burn rate',
        meaning: 'How many requests may be bad, how many of those are left, and how fast they are used up.',
      },
      incidentPage: {
        term: 'Incident, page, ticket',
        meaning: 'Alerts with one cause. A page needs somebody now, a ticket within days.',
      },
      drift: {
        term: 'Drift',
        meaning: 'Requests or predictions no longer look like the reference data.',
      },
      retrainingLoop: {
        term: 'Retraining loop',
        meaning: 'Collects labels, trains a new version on them, checks it, and rolls it out.',
      },
      drill: {
        term: 'Drill',
        meaning: 'A service with a hidden problem to find and fix, with a score.',
      },
    },
  },
  keys: 'Keyboard shortcuts',
  singleKeys: 'Single-key shortcuts, such as / and F',
  places: {
    page: 'Everywhere',
    canvas: 'On the canvas and in the outline',
    outline: 'In the outline',
  },
  page: {
    commands: 'Run any command',
    projects: 'Open a project',
    shortcuts: 'Show this help',
    add: {
      layer: 'Add a layer, or several: conv 16 same, relu, residual x3',
      stage: 'Add a stage',
    },
  },
  canvas: {
    next: { layer: 'Go to the next layer', stage: 'Go to the next stage' },
    select: { layer: 'Select the focused layer', stage: 'Select the focused stage' },
    open: { layer: 'Select the layer and open its settings', stage: 'Select the stage and open its settings' },
    move: { layer: 'Move the selected layers', stage: 'Move the selected stages' },
    rename: { layer: 'Rename the selected layer', stage: 'Rename the selected stage' },
    remove: 'Delete the selection',
    leave: 'Clear the selection, then leave the block',
    menu: 'Open the context menu of the selection',
  },
  outline: {
    move: 'Go from row to row; expand or collapse a row',
    selectMany: { layer: 'Select several layers', stage: 'Select several stages' },
    selectToo: { layer: 'Add the layer to the selection', stage: 'Add the stage to the selection' },
    open: {
      layer: 'Open the settings of a layer, go to the other end of a wire, or apply a fix',
      stage: 'Open the settings of a stage, go to the other end of a wire, or apply a fix',
    },
    remove: { layer: 'Delete the layer or wire', stage: 'Delete the stage or wire' },
    expandAll: 'Expand all rows at this level',
    back: { layer: 'Go back to the layer on the canvas', stage: 'Go back to the stage on the canvas' },
  },
  scenario: {
    title: 'On scenario tracks',
    earlier: 'Move the event earlier; with Shift, shorten it',
    later: 'Move the event later; with Shift, lengthen it',
    previous: 'Go to the previous event',
    next: 'Go to the next event',
    open: 'Open the event',
    copy: 'Copy the event',
    remove: 'Delete the event',
    scroll: 'Scroll back by half of the visible time; Page Down scrolls forward',
    zoom: 'Zoom in; − zooms out, 0 shows everything',
  },
  registry: {
    title: 'On a registry alias or a canary’s traffic share slider',
    choose: 'Choose a new position',
    ends: 'Go to the start; End goes to the end',
    confirm: 'Apply the change; for an alias, this shows the gate’s check first',
    cancel: 'Cancel the change',
  },
  live: {
    title: 'In Live and Labels',
    views: 'Business view; 2 for on-call, 3 for debug',
    skip: 'Skip this request',
    unknown: 'Mark the label as unknown',
    previous: 'Go back to the previous request',
  },
})
