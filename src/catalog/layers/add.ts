/** @file Add: the sum of its inputs, element by element. */
import { elementwiseLayer } from './shared/merge'

export const add = elementwiseLayer({ kind: 'add', class_name: 'Add' })
