/** @file Average: the mean of its inputs, element by element. */
import { elementwiseLayer } from './shared/merge'

export const average = elementwiseLayer({ kind: 'average', class_name: 'Average' })
