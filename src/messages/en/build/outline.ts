/**
 * @file UI text for the outline, which shows a network or a service diagram as a tree, for keyboard and screen reader
 * users.
 */
import { defineText } from '../../define'
import { counted } from '../../format'
import { type Noun, diagramNoun } from '../canvas/nouns'

export const outlineText = defineText('build/outline', {
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
