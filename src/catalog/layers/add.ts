/** @file Add: the sum of its inputs, element by element. */
import { elementwiseLayer } from './shared/merge'

export const layer = elementwiseLayer({ kind: 'add', class_name: 'Add' })
