/** @file Multiply: the product of its inputs, element by element. */
import { chainedMemory, elementwiseLayer } from './shared/merge'

export const multiply = elementwiseLayer({ kind: 'multiply', class_name: 'Multiply', memory: chainedMemory })
