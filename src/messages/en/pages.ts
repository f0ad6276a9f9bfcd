/** @file UI text that several pages share. */
import { defineText } from '../define'

export const pageText = defineText('pages', {
  build: {
    /** Names of the parts of the page, for "Loading the inspector…" and "Something went wrong in the canvas". */
    parts: { canvas: 'the canvas', charts: 'the charts', inspector: 'the inspector', networks: 'the networks' },
    inspector: 'Inspector',
    inspectorFolded: 'Inspector, collapsed',
    inspectorWidth: 'Width of the inspector',
    showInspector: 'Show the inspector',
    collapseInspector: 'Collapse the inspector',
    closeInspector: 'Close the inspector',
    showLayers: 'Show the layers',
    collapseLayers: 'Collapse the layers',
  },
  data: { collecting: 'the data collection' },
  train: {
    about: 'Loss and accuracy appear here while the network learns. Every run stays in the list with its metrics.',
  },
  evaluate: {
    about:
      'See how the network performs on data that it was not trained on: its accuracy, the classes it confuses, and the examples it gets wrong.',
    output: 'Output',
    notEvaluated: 'These weights are not evaluated on this set yet. Select Evaluate.',
    moreData: 'Would more data help?',
  },
  machine: {
    about: 'Check this page before class: nothing should be marked "Missing". A "Note" is only a limitation.',
    probe: 'Check again',
  },
  operate: { request: 'the request', scenario: 'the scenario' },
  showLayer: (a: { layer: string }) => `Show ${a.layer} in the network`,
})
