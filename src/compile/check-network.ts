/** @file checkNetwork: the check of a drawing as a network on its data: structure, shapes, and whether its outputs fit the labels and losses. */
import type { Shape } from '../catalog/layer-def'
import type { Binding } from '../data/binding'
import type { Report } from '../graph/checked'

export interface NetworkReport extends Report<Shape> {
  /** How the data meets the drawing, where it does. */
  readonly binding: Binding
  /** Parameters of each node; absent where its inputs are not known. */
  readonly parameters: ReadonlyMap<string, number>
  readonly totalParameters: number
}
