/** @file UI text for the keyboard shortcuts: what each key does on the page, on the canvas, and in Operate. */
import { defineText } from '../../define'

export const shortcutsText = defineText('shell/shortcuts', {
  title: 'Help',
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
