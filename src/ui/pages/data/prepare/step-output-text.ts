/** @file formText: describes the type and shape that a column has after a preparation step. */
import type { Form } from '../../../../data/transforms/transform'
import { prepareText } from '../../../../messages/en/data/prepare'

const text = prepareText.form

export function formText({ type, shape, values, count: below }: Form): string {
  switch (type) {
    case 'number':
    case 'text':
    case 'time':
      return text[type]
    case 'category':
      return text.category({ values: values?.length ?? 0 })
    case 'ids':
      return text.ids({ shape, below: below ?? 0 })
    case 'image':
    case 'array':
      return text[type]({ shape })
    default:
      return type satisfies never
  }
}
