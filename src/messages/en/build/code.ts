/**
 * @file UI text for the views next to the canvas that load on request: the outline, the code, and the history of a
 * network.
 */
import { defineText } from '../../define'
import { counted, when } from '../../format'
import { type Noun, diagramNoun } from '../canvas/board'

export const codeText = defineText('build/code', {
  language: 'Language',
  python: 'Python',
  pythonAbout: 'Keras 3',
  typescript: 'TypeScript',
  typescriptAbout: 'TensorFlow.js',
  lines: 'Lines of code',
  waiting: 'Fix the problem in the network to see its code here.',
  copy: 'Copy',
  copied: 'Copied',
  copiedStatus: 'Code copied.',
  copyFailed: 'Your browser does not allow copying here. Select the lines instead.',
})

export const historyText = defineText('build/code/history', {
  title: 'Saved versions',
  save: 'Save version',
  list: 'Versions',
  none: 'No saved versions yet. Unlike the steps above, saved versions are kept when you close the browser tab.',
  damaged: (a: { number: number }) => `Version ${a.number} is damaged and cannot be read.`,
  name: (a: { number: number }) => `Name of version ${a.number}`,
  same: (a: { at: string }) => `${when(a.at)}, same as the current network`,
  differs: (a: { at: string; changes: number }) =>
    `${when(a.at)}, ${counted(a.changes, 'change')} from the current network`,
  open: 'Open',
  openVersion: (a: { number: number }) => `Open version ${a.number}`,
  compare: 'Compare',
  compareVersion: (a: { number: number }) => `Compare with version ${a.number}`,
  removeNamed: (a: { name: string }) => `Delete ${a.name}`,
  removeDamaged: (a: { number: number }) => `Delete version ${a.number}`,
  removeQuestion: 'Delete this version permanently?',
  remove: 'Delete',
  cancel: 'Cancel',
})

export const outlineText = defineText('build/code/outline', {
  title: (a: { noun: Noun }) => `Outline of the ${diagramNoun[a.noun]}, from input to output`,
  counts: (a: { nodes: number; noun: Noun; wires: number }) =>
    `${counted(a.nodes, a.noun)}, ${counted(a.wires, 'wire')}`,
  actions: 'Actions',
  empty: (a: { noun: Noun }) => `Nothing here yet. Press / to add the first ${a.noun}.`,
  keys: '<key>Enter</key> settings, <key>Space</key> select, <key>/</key> add after, <key>Delete</key> delete, <key>Shift F10</key> more actions, <key>Esc</key> back to the canvas.',
  rename: (a: { name: string }) => `New name for ${a.name}`,

  /** Parts of a row, in the order in which a screen reader reads them: "Wire from Digits. Carries 28×28×1". */
  wire: 'Wire',
  wireFrom: (a: { node: string }) => `from ${a.node}`,
  wireTo: (a: { node: string }) => `to ${a.node}`,
  intoPort: (a: { port: string }) => `into ${a.port}`,
  fromPort: (a: { port: string }) => `from port ${a.port}`,
  inputNumber: (a: { number: number }) => `input ${a.number}`,
  problem: 'Problem:',
  advice: 'Advice:',
  fix: 'Fix:',
  fixes: (a: { n: number }) => counted(a.n, 'fix', 'fixes'),
  problems: (a: { n: number }) => counted(a.n, 'problem'),
  adviceCount: (a: { n: number }) => counted(a.n, 'piece of advice', 'pieces of advice'),
  problemsAndAdvice: (a: { problems: number; advice: number }) =>
    `${counted(a.problems, 'problem')}, ${counted(a.advice, 'piece of advice', 'pieces of advice')}`,
  outputs: 'Outputs',
  carries: 'Carries',
  kindAndSettings: (a: { kind: string; settings: string }) => `${a.kind}, ${a.settings}`,
  blockInput: 'Block input',
  blockOutput: 'Block output',
  block: 'Block',
  blockNamed: (a: { name: string }) => `Block ${a.name}`,
})
