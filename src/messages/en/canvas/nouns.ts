/**
 * @file Nouns for the nodes on a canvas: layers in a network, stages in a service. A language can use a different
 * sentence for each noun.
 */

/** A node of a network is called a layer, a node of a service is called a stage. */
export type Noun = 'layer' | 'stage'

/** What all nodes together are called in English sentences. */
export const diagramNoun: Readonly<Record<Noun, string>> = { layer: 'network', stage: 'service diagram' }
