/**
 * @file UI text for the canvas itself: nodes, wires, notes, the buttons around them,
 * and the nouns for a network and for a service.
 */
import { defineText } from '../../define'
import { counted } from '../../format'

export const boardText = defineText('canvas/board', {
  addFirst: (a: { noun: Noun }) => `Add the first ${a.noun} (press /)`,
  arranging: {
    progress: (a: { nodes: number; noun: Noun }) => `Arranging ${counted(a.nodes, a.noun)}…`,
    cancel: 'Cancel',
  },
  breadcrumbs: {
    label: 'Block path',
    addInput: 'Add input',
    addOutput: 'Add output',
    leave: 'Step out',
    leaveTip: 'Step out of the block (Esc)',
  },
  wire: (a: { from: string; to: string }) => `Wire from ${a.from} to ${a.to}`,
  node: {
    newName: (a: { name: string }) => `New name for ${a.name}`,
    showProblem: 'Show problem',
    showAdvice: 'Show advice',
    hasProblem: 'has a problem',
    described: (a: { name: string; settings: string }) => `${a.name}: ${a.settings}`,
  },
  /** Short text on a node. */
  face: {
    blockInput: 'block input',
    blockOutput: 'block output',
    unknownBlock: 'unknown block',
    unknownKind: (a: { noun: Noun; kind: string }) => `unknown ${a.noun} "${a.kind}"`,
    holds: (a: { nodes: number; noun: Noun }) => counted(a.nodes, a.noun),
    /** `times` is a number, or the expression that computes it. */
    repeats: (a: { nodes: number; noun: Noun; times: string }) => `${counted(a.nodes, a.noun)}, ${a.times} times`,
    /** Text that distinguishes nodes with the same name. */
    apart: (a: { settings: string; output: string }) =>
      a.output === '' ? a.settings : a.settings === '' ? `output ${a.output}` : `${a.settings}, output ${a.output}`,
  },
  note: {
    label: (a: { text: string }) => `Note: ${a.text}`,
    field: 'Note text',
    save: (a: { keys: string }) => `${a.keys} to save`,
  },
  controls: {
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Zoom to fit',
    map: 'Minimap',
    mapOf: (a: { noun: Noun }) => `Minimap of the ${diagramNoun[a.noun]}`,
    snap: 'Snap to grid',
    history: 'History',
  },
  clipboard: { copy: 'Copy', cut: 'Cut' },
})

/** A node of a network is called a layer, a node of a service is called a stage. */
export type Noun = 'layer' | 'stage'

/** What all nodes together are called in English sentences. */
export const diagramNoun: Readonly<Record<Noun, string>> = { layer: 'network', stage: 'service diagram' }
