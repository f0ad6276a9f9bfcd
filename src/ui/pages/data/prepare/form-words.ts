/** @file formWords: what a column is at a place of its steps, in few words. */
import { count, dimensions } from '../../../../messages/format'
import type { Form } from '../../../../data/transforms/transform'

/** The shape, and what stands in it. */
export function formWords({ type, shape, values, count: below }: Form): string {
  switch (type) {
    case 'number':
      return 'one number'
    case 'category':
      return `a category of ${count(values?.length ?? 0)}`
    case 'text':
      return 'a text'
    case 'time':
      return 'a time'
    case 'ids':
      return `${dimensions(shape)} ${shape[0] === 1 && shape.length === 1 ? 'id' : 'ids'} below ${count(below ?? 0)}`
    case 'image':
      return `a picture of ${dimensions(shape)}`
    case 'array':
      return `${dimensions(shape)} ${shape[0] === 1 && shape.length === 1 ? 'number' : 'numbers'}`
    default:
      return type satisfies never
  }
}
