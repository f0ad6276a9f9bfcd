/**
 * @file UI text for problems on the canvas (the line above it, a problem in full, the preview of a fix), and for what few
 * canvases show: blocks that are open in place, and compared diagrams.
 */
import { defineText } from '../../define'
import { count, counted, list } from '../../format'

export const canvasProblemText = defineText('canvas/problems', {
  problem: {
    /** `node` is empty for a problem of the whole diagram. */
    label: (a: { node: string }) => (a.node === '' ? 'Problem' : `Problem with ${a.node}`),
    number: (a: { number: number; of: number }) => `${count(a.number)} of ${count(a.of)}`,
    next: 'Show the next problem',
    inside: (a: { node: string }) => `Inside the block, at ${a.node}.`,
    why: 'Why?',
  },
  preview: {
    now: 'Now',
    adds: (a: { nodes: readonly string[] }) => `Adds ${list(a.nodes)}.`,
    removes: (a: { nodes: readonly string[] }) => `Deletes ${list(a.nodes)}.`,
    changes: (a: { nodes: readonly string[] }) => `Changes ${list(a.nodes)}.`,
    rewires: (a: { nodes: readonly string[] }) => `Rewires ${list(a.nodes)}.`,
    others: (a: { n: number }) => counted(a.n, 'other'),
    noted: (a: { node: string; change: string }) => `${a.node} (${a.change})`,
    settings: (a: { changes: readonly string[] }) => list(a.changes),
    setting: (a: { name: string; before: string; after: string }) => `${a.name} ${a.before} → ${a.after}`,
    becomes: (a: { kind: string }) => `now ${a.kind}`,
    wasNamed: (a: { name: string }) => `was ${a.name}`,
    noValue: 'none',
    emptyText: 'empty',
    sameParameters: (a: { after: number }) => `${counted(a.after, 'parameter')}, unchanged.`,
    parameters: (a: { before: number; after: number }) => `${count(a.before)} → ${counted(a.after, 'parameter')}.`,
    problemsLeft: (a: { problems: number; first: string }) => `${counted(a.problems, 'problem')} left: ${a.first}`,
    adviceLeft: (a: { advice: string }) => `No problems left. Advice: ${a.advice}`,
    noneLeft: 'No problems left.',
  },
})

/** Text on blocks that are expanded in place. */
export const openBlockText = defineText('canvas/problems/open-block', {
  label: (a: { block: string }) => `${a.block}, open in place`,
  repeated: (a: { times: string }) => `×${a.times}, first copy shown`,
  repeatedTip: 'The block repeats this many times, one copy after another. Only the first copy is shown.',
  enter: 'Step into',
  close: 'Close block',
  closeNamed: (a: { block: string }) => `Close ${a.block}`,
})

/** A node of a diagram in a comparison, for screen readers. */
export const comparedText = defineText('canvas/problems/compared', {
  added: (a: { node: string }) => `${a.node}, added`,
  removed: (a: { node: string }) => `${a.node}, removed`,
  changed: (a: { node: string }) => `${a.node}, changed`,
  follows: (a: { node: string }) => `${a.node}, affected by a change`,
})
