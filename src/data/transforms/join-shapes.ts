/** @file joinShapes: the shape of an input whose columns are concatenated along the last axis. */
import type { Shape } from '../../catalog/layer-def'
import type { Form } from './transform'

/**
 * Returns the shape of all forms concatenated, or undefined if their leading axes differ or if embedding ids would be
 * concatenated with anything else.
 */
export function joinShapes(forms: readonly Form[]): Shape | undefined {
  const [first] = forms
  if (!first || (forms.length > 1 && forms.some(({ type }) => type === 'ids'))) return undefined
  const leading = first.shape.slice(0, -1)
  const fit = forms.every(
    ({ shape }) => Math.max(1, shape.length) === leading.length + 1 && leading.every((axis, i) => shape[i] === axis),
  )
  return fit ? [...leading, forms.reduce((sum, { shape }) => sum + (shape.at(-1) ?? 1), 0)] : undefined
}
