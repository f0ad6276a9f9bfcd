/** @file NetworkReport: what the check of a network says: problems, shapes, counts, and how the data meets it. */
import type { Shape } from '../catalog/layer-def'
import type { Binding } from '../data/binding'
import type { Report } from '../graph/checked'
import type { Expanded } from '../graph/expand'

export interface NetworkReport extends Report<Shape> {
  /** How the data meets the drawing, where it does. */
  readonly binding: Binding
  /** Parameters of each node; absent where its inputs are not known. */
  readonly parameters: ReadonlyMap<string, number>
  readonly totalParameters: number
  /** The drawing with its blocks opened: what is checked, counted and lowered. Ids in `checked` are of this. */
  readonly expanded: Expanded
}
