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
    beforeRun: {
      label: 'Training',
      about: 'Loss and metrics appear here during training.',
    },
  },
  data: { collecting: 'the data collection' },
  operate: { request: 'the request', scenario: 'the scenario' },
  showLayer: (a: { layer: string }) => `Show ${a.layer} in the network`,
})
