/** @file The columns of cost in words: as the table's heads, as what colours the canvas, and as figures. */
import { byteSize, count } from '../../../messages/format'
import type { CostColumn } from '../../../compile/cost'

interface Column {
  readonly title: string
  readonly about: string
  readonly words: (n: number) => string
}

export const COLUMNS: Readonly<Record<CostColumn, Column>> = {
  parameters: { title: 'Param.', about: 'Parameters', words: count },
  multiplyAdds: { title: 'Mult-adds', about: 'Multiply-adds, forward, for one sample', words: count },
  activationBytes: { title: 'Memory', about: 'Results of one batch', words: byteSize },
  outputSize: { title: 'Output', about: 'Numbers that leave it, for one sample', words: count },
}
