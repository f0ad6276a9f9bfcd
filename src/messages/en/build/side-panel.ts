/** @file UI text for the panel next to the canvas: the names of its views. */
import { defineText } from '../../define'

export const sidePanelText = defineText('build/side-panel', {
  label: 'Panels',
  close: (a: { panel: string }) => `Close ${a.panel}`,
  outline: { title: 'Outline', about: 'Outline for keyboards and screen readers' },
  code: { title: 'Code', about: 'The network as code' },
  cost: { title: 'Cost', about: 'Cost of each layer' },
  changes: { title: 'Compare', about: 'Compare with another network' },
  blocks: { title: 'Blocks', about: 'Blocks in this network and in your library' },
})
