/** @file NetworkReport: what the check of a network says: problems, shapes, counts, and how the data meets it. */
import type { Shape } from '../catalog/layer-def'
import type { Binding } from '../data/binding'
import type { DrawnReport } from '../graph/drawn-report'

/** `parameters` are those of each layer; absent where its inputs are not known. */
export interface NetworkReport extends DrawnReport<Shape> {
  /** How the data meets the drawing, where it does. */
  readonly binding: Binding
}
