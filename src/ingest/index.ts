/** @file The formats that can be read, in the order in which they are asked: the first that is surest reads. */
import type { Format } from './define-format'

export const formats: readonly Format[] = []
