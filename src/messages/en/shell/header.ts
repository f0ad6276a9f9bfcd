/** @file UI text for the header: the project and its menu, saving, undo, and the buttons of a run. */
import { defineText } from '../../define'

export const headerText = defineText('shell/header', {
  project: 'Project',
  commands: 'Commands',
  undo: 'Undo',
  redo: 'Redo',
  tidy: 'Tidy the layout',
  name: 'Project name',
  saving: {
    saved: 'Saved',
    saving: 'Saving…',
    unsaved: 'Not saved',
    copy: 'Duplicate project',
    export: 'Export project file',
  },
  run: {
    label: 'Training',
    train: 'Train',
    pause: 'Pause',
    resume: 'Resume',
    step: 'Train one step',
    stop: 'Stop',
    continue: 'Resume run',
    continueTip: 'Resume exactly where the run was interrupted',
  },
})
