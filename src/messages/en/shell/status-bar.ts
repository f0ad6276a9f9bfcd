/** @file UI text for the status bar: the backend, the size of the network, saved data, offline use, and speed. */
import { defineText } from '../../define'
import { byteSize, count, plural, oneDecimal } from '../../format'

export const statusBarText = defineText('shell/status-bar', {
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
    persistentTip: 'The browser keeps your projects until you delete them.',
    temporary: (a: { bytes: number }) => `Saved in this browser (${byteSize(a.bytes)})`,
    temporaryTip: 'The browser may clear this data when it runs low on space. Export a project file to be safe.',
  },
  offline: 'Works offline',
  speed: (a: { stepsPerSecond: number }) =>
    `${a.stepsPerSecond < 10 ? oneDecimal(a.stepsPerSecond) : count(a.stepsPerSecond)} steps/s`,
})
