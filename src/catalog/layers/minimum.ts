/** @file Minimum: the smallest of its inputs, element by element. */
import { chainedMemory, elementwiseLayer } from './shared/merge'

export const minimum = elementwiseLayer({ kind: 'minimum', class_name: 'Minimum', memory: chainedMemory })
