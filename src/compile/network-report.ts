/** @file NetworkReport: the result of checking a network: problems, shapes, counts, and the data binding. */
import type { Shape } from '../catalog/layer-def'
import type { Binding } from '../data/column-binding'
import type { DrawnReport } from '../graph/map-report'

/** `parameters` contains the parameter count of each layer, except layers with unknown inputs. */
export interface NetworkReport extends DrawnReport<Shape> {
  /** How the data is bound to the drawing, as far as a binding is possible. */
  readonly binding: Binding
}
