/**
 * @file UI text for the lists of the canvas: the palette, quick add, search, history, and the targets that a wire can
 * connect to.
 */
import { defineText } from '../../define'
import { diagramNoun, type Noun } from './board'

/** The placeholder of quick add, an example of how to write a line. */
const lineHint: Readonly<Record<Noun, string>> = {
  layer: 'Add a size after the name (dense 32). Add x3 to repeat a layer. Separate layers with commas.',
  stage: 'Add values after the name. Add x3 to repeat a stage. Separate stages with commas.',
}

export const listsText = defineText('canvas/lists', {
  all: { layer: 'Layers', stage: 'Stages' } satisfies Record<Noun, string>,
  add: (a: { noun: Noun }) => `Add a ${a.noun}`,
  noMatch: (a: { noun: Noun; typed: string }) => `No ${a.noun} matches "${a.typed}".`,
  palette: {
    search: (a: { noun: Noun }) => `Find a ${a.noun}`,
    slash: (a: { noun: Noun }) => `Press / anywhere to add a ${a.noun}`,
    addTip: (a: { noun: Noun }) => `Add a ${a.noun} (press /)`,
    blocks: 'Blocks',
    /** The title of the kinds that take inputs of another shape than those in the drawing. */
    others: 'For other shapes',
    next: (a: { node: string }) => `Next after ${a.node}`,
    described: (a: { title: string; summary: string }) => `${a.title}: ${a.summary}`,
    noMatch: (a: { noun: Noun; typed: string; examples: string }) =>
      `No ${a.noun} matches "${a.typed}". Search for what the ${a.noun} does, such as ${a.examples}.`,
    library: 'Your library…',
    libraryTip: 'Blocks in this project and in your library',
    /** A search term that finds every block. */
    blockSearch: 'block',
  },
  quickAdd: {
    replace: 'Replace with',
    next: (a: { noun: Noun }) => `Add the next ${a.noun}`,
    previous: (a: { noun: Noun }) => `Add the previous ${a.noun}`,
    block: 'block',
    hint: (a: { noun: Noun }) => lineHint[a.noun],
    /** A preview of what a typed line adds: Conv 2D (Filters 16, same) ×3 → Dense. */
    setting: (a: { name: string; value: string }) => `${a.name} ${a.value}`,
    item: (a: { title: string; settings: readonly string[]; times: number }) =>
      `${a.title}${a.settings.length > 0 ? ` (${a.settings.join(', ')})` : ''}${a.times === 1 ? '' : ` ×${a.times}`}`,
    line: (a: { items: readonly string[] }) => a.items.join(' → '),
  },
  find: {
    title: (a: { noun: Noun }) => `Find a ${a.noun} in the ${diagramNoun[a.noun]}`,
    list: {
      layer: 'Layers in the network',
      stage: 'Stages in the service diagram',
    } satisfies Record<Noun, string>,
    noMatch: (a: { noun: Noun; typed: string }) => `No ${a.noun} in the ${diagramNoun[a.noun]} matches "${a.typed}".`,
  },
  connect: {
    to: 'Connect to',
    from: 'Connect from',
    wireTo: 'Reconnect the wire to',
    wireFrom: 'Reconnect the wire from',
    nowhere: 'There is nothing else this wire can connect to.',
    noMatch: (a: { typed: string }) => `Nothing matches "${a.typed}".`,
    cycle: 'would create a cycle',
    taken: 'already has a wire',
    /**
     * Names the output that a wire would start from; `why` says why the wire cannot start from that output, and may be
     * the text of a problem.
     */
    byOutput: (a: { output: string }) => `from ${a.output}`,
    byOutputBut: (a: { output: string; why: string }) => `from ${a.output}: ${a.why}`,
    output: (a: { nth: number }) => `output ${a.nth}`,
  },
  history: {
    title: 'History',
    close: 'Close history',
    original: 'Original',
  },
})
