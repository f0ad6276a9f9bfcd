/** @file UI text that frames every page: the header, the names of keys, notifications, and the status bar. */
import { defineText } from '../../define'
import { byteSize, count, oneDecimal, plural } from '../../format'

export const headerText = defineText('shell/header', {
  project: 'Project',
  commands: 'Commands',
  undo: 'Undo',
  redo: 'Redo',
  tidy: 'Tidy the layout',
  name: 'Project name',
  toLight: 'Switch to the light theme',
  toDark: 'Switch to the dark theme',
  shortcuts: 'Help: terms and keyboard shortcuts',
  saving: {
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
    firstStep: 'Start a run and train one step',
    stop: 'Stop',
    continue: 'Resume run',
    continueTip: 'Resume from the last checkpoint, as if the run had not been interrupted',
  },
})

/** Explains the number of bytes, which grows when a dataset is downloaded or the app is saved for offline use. */
const SIZE = 'The size includes downloaded datasets, runs, and Netloom itself for offline use.'

export const statusBarText = defineText('shell/header/status-bar', {
  backend: {
    fastest: 'Runs on: fastest available',
    fastestTip: 'Netloom picks the fastest backend when you press Train.',
    chosen: (a: { backend: string }) => `Runs on: ${a.backend}`,
    chosenTip: 'You chose this backend on the "This machine" page.',
    onAdapter: (a: { backend: string; adapter: string }) => `Runs on: ${a.backend}, ${a.adapter}`,
    /** The text of an item for screen readers, which do not show its tooltip. */
    spoken: (a: { name: string; tip: string }) => `${a.name}. ${a.tip}`,
  },
  parameters: (a: { parameters: number }) => plural(a.parameters, { one: '# parameter', other: '# parameters' }),
  storage: {
    persistent: (a: { bytes: number }) => `Saved permanently in this browser (${byteSize(a.bytes)})`,
    persistentTip: `The browser keeps your projects until you delete them. ${SIZE}`,
    temporary: (a: { bytes: number }) => `Saved in this browser (${byteSize(a.bytes)})`,
    temporaryTip: `The browser may clear this data when it runs low on space. Export a project file to be safe. ${SIZE}`,
  },
  leavePresentMode: 'Leave present mode',
  leavePresentModeTip: 'Or press Escape',
  offline: 'Works offline',
  speed: (a: { stepsPerSecond: number }) =>
    `${a.stepsPerSecond < 10 ? oneDecimal(a.stepsPerSecond) : count(a.stepsPerSecond)} steps/s`,
})

export const keyNamesText = defineText('shell/header/key-names', {
  control: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  backspace: 'Backspace',
  delete: 'Delete',
  escape: 'Esc',
  enter: 'Enter',
  space: 'Space',
  tab: 'Tab',
  home: 'Home',
  pageUp: 'Page Up',
  arrows: 'Arrow keys',
  plus: '+',
})
