/** @file Maximum: the largest of its inputs, element by element. */
import { chainedMemory, elementwiseLayer } from './shared/merge'

export const maximum = elementwiseLayer({ kind: 'maximum', class_name: 'Maximum', memory: chainedMemory })
