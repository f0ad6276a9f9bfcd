/** @file Nouns of the canvas: which catalog its sentences speak of. A language can write a sentence of its own for each. */

/** A node of a network is a layer, a node of a service is a stage. */
export type Noun = 'layer' | 'stage'

/** What the nodes make up, in English sentences. */
export const wholeOf: Readonly<Record<Noun, string>> = { layer: 'network', stage: 'service diagram' }
