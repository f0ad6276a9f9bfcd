/** @file Nouns of the canvas: layers in a network, stages in a service. A language can use a different sentence for each. */

/** A node of a network is a layer, a node of a service is a stage. */
export type Noun = 'layer' | 'stage'

/** What the nodes form together, in English sentences. */
export const diagramNoun: Readonly<Record<Noun, string>> = { layer: 'network', stage: 'service diagram' }
