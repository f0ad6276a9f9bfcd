/** @file Messages about the reference data that is saved with a model: what is wrong with it, as part of a sentence. */
import { defineText } from '../../define'
import { count, counted } from '../../format'

export const referenceFileText = defineText('operate/reference-file', {
  measure: (a: { column: string; measure: string }) => `${a.column} has no measure "${a.measure}"`,
  missing: (a: { column: string; missing: number; rows: number }) =>
    `${a.column} is missing in ${count(a.missing)} of ${counted(a.rows, 'row')}`,
  noDistribution: (a: { column: string }) => `${a.column} has neither quantiles nor counts`,
  counts: (a: { column: string; rows: number }) =>
    `the counts of ${a.column} do not add up to ${counted(a.rows, 'row')}`,
  quantiles: (a: { column: string }) => `the quantiles of ${a.column} do not increase`,
})
