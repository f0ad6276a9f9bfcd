/** @file The state before a project is open: an empty drawing without data. */
import type { Plan } from '../catalog/training-plan'
import { checkNetwork } from '../compile/check-network'
import { NO_INSIGHT } from './training-analysis-results'
import type { AppState } from './state'

const PLAN: Plan = {
  loss: { kind: 'categoricalCrossentropy' },
  optimizer: { kind: 'adam' },
  learningRate: 0.001,
  batchSize: 64,
  epochs: 5,
  split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 },
  seed: 7,
}

/** The state of a new studio. */
export function initialState(): AppState {
  const drawing = { nodes: [], wires: [] }
  return {
    ready: false,
    project: {
      ...{ id: '', name: '', network: 'network', drawing, drawingVersion: 0 },
      ...{ data: { dataset: '' }, plan: PLAN, lesson: null },
    },
    lessonPreview: null,
    history: { past: [], future: [] },
    saving: { tag: 'saved' },
    report: checkNetwork(drawing, undefined, PLAN),
    data: { tag: 'none' },
    choosing: null,
    bringInto: null,
    bringBack: null,
    bringing: null,
    collecting: null,
    look: null,
    analysis: { report: null, profile: null, baselines: null, curve: null, accepted: [] },
    fetching: null,
    run: { tag: 'idle' },
    quiet: 0,
    trial: null,
    answer: null,
    metrics: null,
    testLooks: {},
    inUse: null,
    runs: [],
    checkpoints: {},
    insight: NO_INSIGHT,
    models: [],
    aliases: {},
    library: { blocks: [], damaged: [] },
    versions: null,
    sets: { sets: [], damaged: [] },
    storage: {
      persisted: false,
      usage: 0,
      secureContext: globalThis.isSecureContext ?? false,
      offlineReady: false,
    },
    machine: { offers: [], choice: 'auto' },
    room: 'build',
    operate: null,
    dataTab: 'overview',
    selection: [],
    selectedNotes: [],
    inside: [],
    canvas: { map: false, panel: null, look: null, snap: false, writing: null },
    sidePanel: null,
    compared: null,
    heat: null,
    theme: 'system',
    notices: [],
  }
}
