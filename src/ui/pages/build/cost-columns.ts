/** @file The columns of the cost table: headers and value formats. */
import { costText as text } from '../../../messages/en/build/cost'
import type { CostColumn } from '../../../compile/cost'

interface Column {
  readonly title: string
  readonly about: string
  readonly value: (a: { n: number }) => string
}

export const COLUMNS: Readonly<Record<CostColumn, Column>> = {
  parameters: { ...text.parameters, value: text.number },
  multiplyAdds: { ...text.multiplyAdds, value: text.number },
  activationBytes: { ...text.activationBytes, value: text.bytes },
  outputSize: { ...text.outputSize, value: text.number },
}
